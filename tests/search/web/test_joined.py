"""Several values of one facet at once: one rule, exact counts, and links that can be kept."""

from __future__ import annotations

import re
from itertools import combinations
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from pipelines.cli.searching import read_filters
from search.errors import UnknownFilter
from search.gaps.cross import map_gaps
from search.query.joined import at_once, holds, join, narrow, one_by_one
from search.web.ask import Ask, read_ask
from search.web.pages.charts import _linker
from search.words import label
from tests.search.conftest import Indexed

BOTH = "refugees+immigrant_women"
FACET = "target_group"


def test_values_are_joined_taken_apart_and_narrowed() -> None:
    assert join(["a+b", "b", "c"]) == "a+b+c"
    assert at_once(("a", "b+c", "not_stated")) == ("a+b+c", "not_stated")
    assert one_by_one(("a+b", "not_stated")) == ("a", "b", "not_stated")
    assert holds(["a", "b"], ["c", "a+b"]) and not holds(["a"], ["a+b"])
    assert narrow((), "a") == ("a",) and narrow(("a", "b"), "c") == ("a+c", "b+c")
    assert narrow(("a", "b"), "a") == ("a",) and narrow(("not_stated",), "a") == ("a",)
    assert label(FACET, BOTH) == "Refugees and immigrant women"


@pytest.mark.parametrize("facet", ["target_group", "mentor_type", "goal"])
def test_all_at_once_finds_exactly_those_that_have_all(indexed: Indexed, facet: str) -> None:
    found = {
        one.slug: {*one.tags.get(facet, ())} for one in indexed.searcher.search(limit=99).practices
    }
    values = sorted(set().union(*found.values()))
    for one, two in combinations(values, 2):
        both = f"{one}+{two}"
        expected = {slug for slug, codes in found.items() if {one, two} <= codes}
        result = indexed.searcher.search("", {facet: [both]}, limit=99)
        assert {practice.slug for practice in result.practices} == expected
        assert indexed.searcher.count({facet: [both]}) == len(expected)
        either = indexed.searcher.search("", {facet: [both, "not_stated"]}, limit=0)
        assert either.facets[facet][both] == len(expected)
        assert either.total == len(expected) + either.facets[facet]["not_stated"]
        row = map_gaps(indexed.searcher, facet, "country", {facet: [both]})
        assert dict(row.row_totals) == {both: len(expected)}


def test_a_part_that_does_not_exist_is_refused(indexed: Indexed) -> None:
    for wrong in ("refugees+martians", "refugees+", "+"):
        with pytest.raises(UnknownFilter):
            indexed.searcher.search("", {FACET: [wrong]})


def test_the_command_line_takes_the_same_value() -> None:
    assert read_filters([f"{FACET}={BOTH}", f"{FACET}=students"]) == {FACET: {BOTH, "students"}}


@pytest.mark.parametrize(
    "typed",
    ["refugees%2Bimmigrant_women", "refugees+immigrant_women", "refugees%20immigrant_women"],
)
def test_addresses_can_be_typed_and_kept(client: TestClient, typed: str) -> None:
    answer = client.get(f"/api/practices?{FACET}={typed}").json()
    assert [one["slug"] for one in answer["practices"]] == ["paires-lyon"]
    assert answer["facets"][FACET][BOTH] == 1
    page = client.get(f"/practices?{FACET}={typed}").text
    assert f"{FACET}={BOTH.replace('+', '%2B')}" in page


def test_a_name_with_spaces_is_not_taken_for_joined_codes(client: TestClient) -> None:
    said = client.get("/api/practices?country=United+Kingdom").json()
    assert said["advice"] == "Try GB."
    assert read_ask([("country", "United Kingdom")]).filters == {"country": ("United Kingdom",)}


def test_pages_offer_all_at_once_with_the_count_and_the_way_back(client: TestClient) -> None:
    any_of = f"/practices?{FACET}=refugees&{FACET}=immigrant_women"
    page = BeautifulSoup(client.get(any_of).text, "lxml")
    assert "2 programmes" in page.h1.text  # type: ignore[union-attr]  # the page has it
    offer = page.select_one(f"#join-{FACET}")
    assert offer is not None and offer.text == "Keep only programmes with all of them (1)"
    kept = BeautifulSoup(client.get(str(offer["href"])).text, "lxml")
    assert "1 programme" in kept.h1.text  # type: ignore[union-attr]  # the page has it
    assert "Target group: Refugees and immigrant women" in kept.select_one(".chosen").text  # type: ignore[union-attr]  # the page has it
    assert kept.select_one(f'input[value="{BOTH}"][checked]')
    back = kept.select_one(f"#join-{FACET}")
    assert back is not None and back.text == "Let any of them do (2)"
    assert {*parse_qsl(urlsplit(str(back["href"])).query)} == {*parse_qsl(urlsplit(any_of).query)}
    for single in (
        "country=BE&country=FR",
        "evidence_level=none_stated&evidence_level=output_counts",
    ):
        assert 'id="join-' not in client.get(f"/practices?{single}").text


def test_packs_and_gap_maps_take_them_as_one(client: TestClient) -> None:
    asked = f"{FACET}={BOTH.replace('+', '%2B')}"
    pack = client.get(f"/pack?{asked}").text
    assert "Target group: Refugees and immigrant women" in pack
    assert "Group by group" not in pack and "1 programme of 4 in the" in pack
    assert f'value="{BOTH}" checked' in pack  # changing the question keeps it
    gaps = client.get(f"/api/gaps?{asked}").json()
    assert gaps["row_totals"] == {BOTH: 1}
    links = re.findall(r'href="(/practices\?[^"]*)"', client.get(f"/gaps?{asked}").text)
    assert links and all("refugees%2Bimmigrant_women" in link for link in links)


def test_under_a_filter_a_chart_leads_to_those_it_counts(client: TestClient) -> None:
    ask = Ask(filters={FACET: ("refugees", "unaccompanied_minors")})
    address = _linker(ask)({FACET: ("immigrant_women",)})
    answer = client.get(f"/api{address}").json()
    assert [one["slug"] for one in answer["practices"]] == ["paires-lyon"]


def test_only_a_space_is_no_filter(client: TestClient) -> None:
    everything = client.get("/api/practices").json()["total"]
    assert client.get("/api/practices?target_group=+").json()["total"] == everything
