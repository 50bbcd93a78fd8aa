"""Ages, lengths, years and cities as filters on pages, in the API, in packs, maps and commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from practices_db.engine import catalogue_session
from search.entries import Entry
from search.errors import UnknownFilter
from search.figures import BANDS
from search.gaps.cross import map_gaps
from search.holdings import read_holdings
from search.web.app import create_app
from search.web.ask import read_ask
from search.web.errors import BadRequest
from search.web.options import Options
from tests.search.conftest import Indexed

FACET = "duration_months"


@pytest.fixture(scope="module")
def reader(indexed: Indexed) -> Iterator[TestClient]:
    app = create_app(indexed.engine, indexed.settings, Options(rate=10_000, burst=10_000))
    with TestClient(app, base_url="http://catalogue.example") as client:
        yield client


@pytest.fixture(scope="module")
def entries(indexed: Indexed) -> list[Entry]:
    with catalogue_session(indexed.engine) as session:
        return read_holdings(session).present


def _soup(reader: TestClient, address: str) -> BeautifulSoup:
    answer = reader.get(address)
    assert answer.status_code == 200, answer.text[:500]
    return BeautifulSoup(answer.text, "html.parser")


def test_ends_that_are_typed_become_a_range() -> None:
    typed = [("mentee_age.from", "16"), ("mentee_age.to", "25"), ("mentee_age", "not_stated")]
    assert read_ask(typed).filters == {"mentee_age": ("not_stated", "16..25")}
    assert read_ask([("start_year.from", "2015"), ("start_year.to", "")]).address() == (
        "/practices?start_year=2015.."
    )
    assert read_ask([("start_year.from", "2015"), ("start_year.to", "2015")]).filters == {
        "start_year": ("2015",)
    }
    assert not read_ask([("mentee_age.from", " "), ("mentee_age.to", "")]).filters


@pytest.mark.parametrize(
    "given",
    [
        [("mentee_age.from", "25"), ("mentee_age.to", "16")],
        [("mentee_age.from", "young")],
        [("mentee_age.to", "-1")],
        [("country.from", "BE")],
        [("hours.from", "1")],
    ],
)
def test_ends_that_are_no_range_are_refused(given: list[tuple[str, str]]) -> None:
    with pytest.raises(BadRequest):
        read_ask(given)


def test_the_panel_offers_ranges_with_counts_the_unknown_and_fields(
    reader: TestClient, entries: list[Entry]
) -> None:
    soup = _soup(reader, f"/practices?{FACET}=4..7")
    box = soup.select_one(f"#facet-{FACET}")
    assert box is not None and box.has_attr("open")
    shown = {
        str(item.input["value"]): int(item.select(".count")[0].get_text())
        for item in box.select("li")
        if item.input is not None
    }
    for value, number in shown.items():
        assert number == sum(entry.passes(FACET, [value]) for entry in entries), value
    assert "not_stated" in shown and "4..7" in shown
    ranges = [value for value in shown if ".." in value]
    assert ranges == sorted(ranges, key=lambda one: int("0" + one.partition("..")[0]))
    fields = {str(one["name"]) for one in box.select("input[type=text]")}
    assert fields == {f"{FACET}.from", f"{FACET}.to"}
    assert all(one.find_parent("label") for one in box.select("input"))  # each has its name
    chip = soup.select_one("ul.chosen a")
    assert chip is not None and "Duration: 4 to 7 months" in chip.get_text()


def test_what_words_ask_for_is_offered_and_keeps_exactly_that(
    reader: TestClient, entries: list[Entry]
) -> None:
    soup = _soup(reader, "/practices?q=mentoring+of+at+least+twelve+months")
    offer = soup.select_one(f'a[id="only-{FACET}-12.."]')
    assert offer is not None
    number = sum(entry.passes(FACET, ["12.."]) for entry in entries)
    assert number and f"12 months or more ({number})" in offer.get_text()
    assert "found by duration" in re.sub(r"\s+", " ", soup.get_text()).lower()
    kept = _soup(reader, str(offer["href"]))
    heading = kept.select_one("#found")
    assert heading is not None and heading.get_text().startswith(f"{number} programme")
    assert not kept.select(f'a[id="only-{FACET}-12.."]')


def test_a_city_is_offered_and_typed_in_any_language(
    reader: TestClient, entries: list[Entry]
) -> None:
    city = next(e.practice.city for e in entries if e.practice.city in {"Bruxelles", "Wien"})
    other = {"Bruxelles": "Brussels", "Wien": "Vienna"}[city]
    soup = _soup(reader, f"/practices?q=mentoring+in+{other}")
    offer = soup.select_one(f'a[id="only-city-{city}"]')
    number = sum(entry.passes("city", [other]) for entry in entries)
    assert offer is not None and f"({number})" in offer.get_text()
    typed = _soup(reader, f"/practices?city={other}")
    values = [str(one["value"]) for one in typed.select("#facet-city input[checked]")]
    assert values == [city]  # as the catalogue has it, once
    assert typed.select_one("#city-typed") is not None
    refused = reader.get("/practices?city=Atlantis")
    assert refused.status_code == 400 and "Atlantis" in refused.text


def test_the_api_takes_counts_and_describes_ranges(
    reader: TestClient, entries: list[Entry]
) -> None:
    found = reader.get(f"/api/practices?{FACET}=12..&{FACET}=not_stated&limit=50").json()
    expected = {e.slug for e in entries if e.passes(FACET, ["12..", "not_stated"])}
    assert {one["slug"] for one in found["practices"]} == expected
    asked = reader.get("/api/practices?q=mentoring+for+people+aged+18+to+25").json()
    assert {"facet": "mentee_age", "value": "18..25"} in asked["understood"]
    counts = reader.get("/api/facets").json()
    for facet, bands in BANDS.items():
        assert [*counts[facet]] == [*bands, "not_stated", "not_assessed"]
    parameters = reader.get("/api/openapi.json").json()["components"]["parameters"]
    pattern = parameters["mentee_age"]["schema"]["items"]["pattern"]
    for good in ("18..25", "18..", "..25", "18", "-18..25", "not_stated", "18..25+16"):
        assert re.fullmatch(pattern, good), good
        assert reader.get("/api/practices", params={"mentee_age": good}).status_code == 200
    for wrong in ("..", "18-25", "young", "", "18+", "18+not_stated"):
        assert not re.fullmatch(pattern, wrong), wrong
    refused = reader.get("/api/practices?mentee_age=young")
    assert refused.status_code == 400 and "18..25" in refused.json()["advice"]


def test_maps_are_crossed_by_ranges_and_their_numbers_lead_to_them(
    reader: TestClient, indexed: Indexed, entries: list[Entry]
) -> None:
    gaps = map_gaps(indexed.searcher, FACET, "country")
    assert gaps.rows == (*BANDS[FACET], "not_stated", "not_assessed")
    for value, number in gaps.row_totals.items():
        assert number == sum(entry.passes(FACET, [value]) for entry in entries)
    chosen = map_gaps(indexed.searcher, FACET, "country", {FACET: ["4..7", "not_stated"]})
    assert set(chosen.rows) == {"4..7", "not_stated"}
    with pytest.raises(UnknownFilter, match="too many cities"):
        map_gaps(indexed.searcher, "city", "country")
    soup = _soup(reader, f"/gaps?rows={FACET}&columns=country")
    links = [str(one["href"]) for one in soup.select("table a")]
    assert any((FACET, "12..") in parse_qsl(urlsplit(link).query) for link in links)
    assert reader.get("/gaps?rows=city&columns=country").status_code == 400


def test_a_pack_counts_by_ranges_and_cities(reader: TestClient, entries: list[Entry]) -> None:
    soup = _soup(reader, f"/pack?{FACET}=12..&{FACET}=..11")
    both = [e for e in entries if e.passes(FACET, ["12..", "..11"])]
    text = re.sub(r"\s+", " ", soup.get_text())
    assert f"{len(both)} programmes of {len(entries)} in the catalogue pass" in text
    long = sum(entry.passes(FACET, ["12.."]) for entry in entries)
    assert f"By duration: 12 months or more {long}" in text
    asked = {str(one["value"]) for one in soup.select(f"input[name={FACET}][checked]")}
    assert asked == {"12..", "..11"}
    assert not soup.select(
        'input[name=wish][value^="mentee_age:"], input[name=wish][value^="city:"]'
    )


def test_a_result_says_the_city_and_the_api_calls_it_as_the_catalogue_does(
    reader: TestClient, entries: list[Entry]
) -> None:
    city = next(entry.practice.city for entry in entries if entry.practice.city == "Wien")
    found = reader.get("/api/practices?city=Vienna&limit=50").json()
    assert {one["city"] for one in found["practices"]} == {city}
    assert "Vienna" not in found["facets"]["city"] and found["facets"]["city"][city]
    who = _soup(reader, "/practices?city=Vienna").select("article.hit .who")
    assert who and all(f"{city}, Austria" in one.get_text() for one in who)
