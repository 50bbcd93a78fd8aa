"""What a query or a filter leaves out: places behind words that deny, and values with a minus."""

from __future__ import annotations

import numpy as np
import pytest

from search.errors import UnknownFilter
from search.gaps.cross import map_gaps
from search.index.place_names import build_cities
from search.query.filters import Filters
from search.query.joined import holds, narrow
from search.query.outside import abroad_words, denied_spans
from search.query.places import read_places
from search.words import label, values_in_words
from tests.search.conftest import Indexed

NAMES = {
    **dict.fromkeys(["belgium", "belgique", "belgie", "belgien"], "BE"),
    **dict.fromkeys(["france", "frankreich", "francia"], "FR"),
    **dict.fromkeys(["italy", "italia", "italie"], "IT"),
    "sverige": "SE",
    "espana": "ES",
    **dict.fromkeys(["netherlands", "pays bas"], "NL"),
    **dict.fromkeys(["schweiz", "suisse", "svizzera"], "CH"),
}


@pytest.mark.parametrize(
    ("query", "countries"),
    [
        ("mentoring outside Belgium", {"BE"}),
        ("mentoring outside of Belgium and France", {"BE", "FR"}),
        ("everywhere but France", {"FR"}),
        ("in other countries than Italy", {"IT"}),
        ("mentorat en dehors de la Belgique", {"BE"}),
        ("mentorat hors d'Italie", {"IT"}),
        ("partout ailleurs qu'en France", {"FR"}),
        ("Mentoring außerhalb Belgiens", {"BE"}),
        ("Mentoring ausserhalb von Frankreich", {"FR"}),
        ("mentoring buiten België", {"BE"}),
        ("mentoría fuera de España", {"ES"}),
        ("mentoring fuori dall'Italia", {"IT"}),
        ("mentorskap utanför Sverige", {"SE"}),
        ("not in France or Italy, in Belgium", {"FR", "IT"}),
        ("not in the Netherlands", {"NL"}),
        ("Mentoring nicht in der Schweiz", {"CH"}),
        ("mentorat hors des Pays-Bas", {"NL"}),
        ("mentorat, mais pas dans les Pays-Bas", {"NL"}),
        ("al di fuori della Svizzera", {"CH"}),
        ("mentoring non in Italia", {"IT"}),
        ("neither in France nor in Belgium", {"FR", "BE"}),
        ("weder in Belgien noch in Frankreich", {"BE", "FR"}),
        ("except France, Belgium and Italy", {"FR", "BE", "IT"}),
        ("outside France, in Belgium", {"FR"}),
        ("not only in the Netherlands", set()),
        ("not in Paris, France", set()),
        ("activities outside school in Belgium", set()),
        ("mentoring in Belgium", set()),
        ("outside", set()),
        ("not", set()),
    ],
)
def test_countries_behind_a_word_for_outside_are_left_out(query: str, countries: set[str]) -> None:
    assert read_places(query, NAMES).denied_countries == countries


def test_the_longest_name_of_a_place_counts() -> None:
    found = denied_spans(
        ["not", "in", "New", "York"], lambda start, end: ["city"] if end == 4 > start > 1 else []
    )
    assert [*found] == [(2, 4)]


def test_words_for_abroad_are_known_with_and_without_accents() -> None:
    assert abroad_words(["mentorat", "à", "l'étranger"]) == [(1, 3)]
    assert abroad_words(["mentorat", "a", "l'etranger"]) == [(1, 3)]
    assert abroad_words(["mentors"]) == []


def test_who_is_in_a_denied_city_comes_later_and_this_is_said(indexed: Indexed) -> None:
    search = indexed.searcher.search
    total = len(indexed.programmes)
    cities = [str(row["city"]) for row in indexed.programmes if row.get("city")]
    city = max(sorted(set(cities)), key=cities.count)
    there = {row["id"] for row in indexed.programmes if row.get("city") == city}

    def mean(query: str) -> float:
        found = [one.slug for one in search(query, limit=total).practices]
        return float(np.mean([at for at, slug in enumerate(found) if slug in there]))

    denied = f"mentoring not in {city}"
    assert mean(denied) > mean("mentoring") > mean(f"mentoring in {city}")
    result = search(denied, limit=total)
    assert result.total == total
    assert f"Programmes that are in “{city}” come later; none is left out" in result.notice
    assert all("place" not in {why.channel for why in found.why} for found in result.practices)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("mentoring abroad", "“abroad” leaves out no country"),
        ("parrainage à l'étranger", "“à l'étranger” leaves out no country"),
        ("mentors for people from abroad", ""),
        ("mentoring outside Atlantis", "“outside Atlantis” leaves out nothing"),
        ("activities outside school", ""),
        ("Angebote außerhalb der Schule für junge Menschen", ""),
        ("mentees aged 16", "“16” is read as age of mentees: 16 years"),
        ("mentees 16+", "“16+” is read as age of mentees: 16 years or more"),
        ("at least six months of mentoring", "“six months” is read as duration: 6 months or more"),
        ("programmes since 2018", "“2018” is read as start year: 2018 or later"),
        ("jeunes de 16 à 25 ans avec un mentor", "“16 à 25 ans” is read as age of mentees: 16 to"),
        ("mentors aged 60 or more", "“60” is looked for as a word"),
        ("two hours a week", "(hours)"),
        ("a budget of 20,000 euros", "“20,000 euros” is looked for as a word"),
        ("mentors for refugees", ""),
    ],
)
def test_what_chooses_nothing_is_said(indexed: Indexed, query: str, said: str) -> None:
    notice = indexed.searcher.search(query, limit=1).notice
    assert said in notice
    assert said or not any(
        part in notice for part in ("leaves out no", "looked for as a word", "leaves out nothing")
    )


def test_a_number_in_the_name_of_a_programme_is_no_figure(indexed: Indexed) -> None:
    named = [row["name"] for row in indexed.programmes if any(map(str.isdigit, row["name"]))]
    assert named
    for name in named:
        assert "looked for as a word" not in indexed.searcher.search(name, limit=1).notice


def test_a_value_with_a_minus_leaves_out_who_states_it(indexed: Indexed) -> None:
    search = indexed.searcher.search
    everyone = {one.slug: one.tags for one in search(limit=99).practices}
    for facet in ("target_group", "funding_model"):
        for code in set().union(*(tags.get(facet, ()) for tags in everyone.values())):
            result = search("", {facet: [f"-{code}"]}, limit=99)
            expected = {s for s, tags in everyone.items() if code not in tags.get(facet, ())}
            assert {one.slug for one in result.practices} == expected
            assert result.facets[facet][f"-{code}"] == len(expected)
            silent = {s for s, tags in everyone.items() if facet not in tags}
            assert silent <= expected  # unknown is not "no"


def test_what_is_left_out_is_left_out_beside_wanted_values(indexed: Indexed) -> None:
    search = indexed.searcher.search
    wanted: Filters = {"target_group": ["refugees", "-immigrant_women", "-asylum_seekers"]}
    found = search("", wanted, limit=99)
    assert found.total
    for one in found.practices:
        groups = one.tags["target_group"]
        assert "refugees" in groups and not {"immigrant_women", "asylum_seekers"} & {*groups}
        assert holds(groups, [*wanted["target_group"]])
    gaps = map_gaps(indexed.searcher, "target_group", "country", wanted)
    assert dict(gaps.row_totals) == {"refugees": found.total}
    rows = map_gaps(indexed.searcher, "country", "target_group", {"country": ["-BE"]}).rows
    assert "BE" not in rows and "not_stated" in rows and len(rows) > 2


@pytest.mark.parametrize("value", ["-not_stated", "-martians", "-", "refugees+-asylum_seekers"])
def test_what_cannot_be_left_out_is_refused(indexed: Indexed, value: str) -> None:
    with pytest.raises(UnknownFilter):
        indexed.searcher.search("", {"target_group": [value]})


@pytest.mark.parametrize(
    ("facet", "value", "advice"),
    [("target_group", "-refugee", "Try -refugees"), ("country", "-Belgium", "Try -BE")],
)
def test_advice_on_what_is_left_out_keeps_its_minus(
    indexed: Indexed, facet: str, value: str, advice: str
) -> None:
    with pytest.raises(UnknownFilter) as refused:
        indexed.searcher.search("", {facet: [value]})
    assert repr(value) in str(refused.value)
    assert refused.value.advice.startswith(advice)


def test_why_the_unknown_cannot_be_left_out_is_said(indexed: Indexed) -> None:
    with pytest.raises(UnknownFilter, match="may be meant"):
        indexed.searcher.search("", {"country": ["-not_stated"]})


def test_what_is_left_out_is_said_in_words() -> None:
    assert label("country", "-BE") == "not Belgium"
    assert label("target_group", "-refugees") == "not refugees"
    assert values_in_words("country", ("-BE", "-FR")) == "not Belgium and not France"
    given = ("refugees", "asylum_seekers", "-immigrant_women")
    assert values_in_words("target_group", given) == (
        "Refugees or Asylum seekers, but not immigrant women"
    )
    assert narrow(("refugees", "-students"), "asylum_seekers") == (
        "refugees+asylum_seekers",
        "-students",
    )


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("mentoring for women outside Belgium", "mentoring for women"),
        ("mentoring not in the Netherlands", "mentoring in the"),
        ("mentorat hors d'Italie", "mentorat"),
        ("everywhere but France", "everywhere but France"),
        ("mentoring in Lyon, not in Brussels", "mentoring in lyon in"),
    ],
)
def test_pages_are_not_searched_for_what_leaves_a_place_out(query: str, asked: str) -> None:
    assert read_places(query, NAMES, build_cities([["Brussels"]])).asked == asked


def test_no_page_is_found_by_the_name_of_a_place_that_is_left_out(indexed: Indexed) -> None:
    found = indexed.searcher.search("mentoring outside Belgium", limit=50).practices
    words = [why.detail for one in found for why in one.why if why.channel == "words"]
    assert words and not any("belgium" in told or "outside" in told for told in words)
