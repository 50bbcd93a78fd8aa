"""Filters of an address choose peers as they choose results: on pages and in the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from practices_db.engine import catalogue_session
from search.entries import Entry
from search.holdings import read_holdings
from search.web.app import create_app
from search.web.options import Options
from tests.search.conftest import Indexed

TEXT = "Retired engineers help refugees to find work. The city pays the coordinator."
WHERE = {"start_year": "2010..2020", "country": "-BE"}


@pytest.fixture(scope="module")
def reader(indexed: Indexed) -> Iterator[TestClient]:
    app = create_app(indexed.engine, indexed.settings, Options(rate=10_000, burst=10_000))
    with TestClient(app, base_url="http://catalogue.example") as client:
        yield client


@pytest.fixture(scope="module")
def passing(indexed: Indexed) -> set[str]:
    """The slugs of those that pass WHERE."""
    with catalogue_session(indexed.engine) as session:
        present = read_holdings(session).present
    passes = {one.slug for one in present if all(one.passes(f, [v]) for f, v in WHERE.items())}
    assert 3 < len(passes) < len(present) / 2
    return passes


@pytest.fixture(scope="module")
def somebody(indexed: Indexed) -> Entry:
    with catalogue_session(indexed.engine) as session:
        return read_holdings(session).present[0]


def _shown(text: str) -> set[str]:
    boxes = BeautifulSoup(text, "lxml").select("article.hit input[name=pick]")
    return {str(box["value"]) for box in boxes}


def test_programmes_like_one_pass_the_filters_of_the_address(
    reader: TestClient, passing: set[str], somebody: Entry
) -> None:
    page = reader.get(f"/practices/{somebody.slug}/like", params=WHERE)
    shown = _shown(page.text)
    assert shown and shown <= passing
    assert "2010 to 2020" in page.text
    assert f'href="/practices/{somebody.slug}/like"' in page.text
    found = reader.get(f"/api/practices/{somebody.slug}/similar?limit=50", params=WHERE).json()
    assert {one["slug"] for one in found} == passing - {somebody.slug} or len(found) == 50
    assert {one["slug"] for one in found} <= passing


def test_peers_of_a_text_pass_the_filters_of_the_address(
    reader: TestClient, passing: set[str]
) -> None:
    form = BeautifulSoup(reader.get("/peers", params=WHERE).text, "lxml")
    action = form.select_one("form[method=post]")
    assert action is not None
    assert "2010 to 2020" in form.text
    answer = reader.post(str(action["action"]), data={"text": TEXT})
    shown = _shown(answer.text)
    assert shown and shown <= passing
    found = reader.post("/api/peers", params=WHERE, json={"text": TEXT}).json()
    assert found and {one["slug"] for one in found} <= passing


def test_a_country_of_the_address_is_the_one_chosen_in_the_form(reader: TestClient) -> None:
    form = BeautifulSoup(reader.get("/peers?country=DE").text, "lxml")
    assert [one["value"] for one in form.select("option[selected]")] == ["DE"]
    action = form.select_one("form[method=post]")
    assert action is not None and action["action"] == "/peers#found"
    answer = reader.post("/peers?country=DE&country=AT", data={"text": TEXT, "country": "FR"})
    who = BeautifulSoup(answer.text, "lxml").select("article.hit .who")
    assert who and all("France" in one.text for one in who)


@pytest.mark.parametrize("where", ["mentee_age=25..18", "city=Nowhereville", "colour=red"])
def test_a_filter_that_does_not_exist_is_refused(
    reader: TestClient, somebody: Entry, where: str
) -> None:
    for address in (
        f"/practices/{somebody.slug}/like?{where}",
        f"/api/practices/{somebody.slug}/similar?{where}",
    ):
        assert reader.get(address).status_code == 400, address
    assert reader.post(f"/api/peers?{where}", json={"text": TEXT}).status_code == 400
    answer = reader.post(f"/peers?{where}", data={"text": TEXT})
    assert answer.status_code == 400
    assert "colour" in where or TEXT in answer.text


def test_that_no_programme_passes_is_told_as_such(reader: TestClient, somebody: Entry) -> None:
    page = reader.get(f"/practices/{somebody.slug}/like?start_year=..1900")
    assert page.status_code == 200
    assert "No programme passes these filters" in page.text
    answer = reader.post("/peers?start_year=..1900", data={"text": TEXT})
    assert "No programme passes these filters" in answer.text
