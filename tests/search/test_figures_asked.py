"""Ages, lengths and years of the start: how a query asks for them, and how a filter does."""

from __future__ import annotations

import numpy as np
import pytest

from practices_db.view import State
from search.errors import UnknownFilter
from search.figures import BANDS, Range, any_touches, in_words, read_range, read_stated
from search.index.figure_arrays import figure_arrays
from search.query.figures import read_figures
from search.query.searcher import detect_code
from search.words import label, values_in_words
from tests.search.conftest import Indexed


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("mentoring for refugees aged 18 to 25", "mentee_age=18..25"),
        ("mentors for 16-year-olds", "mentee_age=16"),
        ("programmes for 18-25 year olds", "mentee_age=18..25"),
        ("young people under 25", "mentee_age=..24"),
        ("mentoring for over 60s", "mentee_age=60.."),
        ("women older than 50 looking for work", "mentee_age=50.."),
        ("mentees 16+", "mentee_age=16.."),
        ("youth aged 12-17 in care", "mentee_age=12..17"),
        ("mentees aged 16", "mentee_age=16"),
        ("children under 12 years", "mentee_age=..11"),
        ("mentors over 50", ""),
        ("mentors aged 50 to 70 for refugees", ""),
        ("retired mentors over 60 for young people aged 16-25", "mentee_age=16..25"),
        ("programmes since 2020", "start_year=2020.."),
        ("programmes that started after 2015", "start_year=2016.."),
        ("mentoring started before 2010", "start_year=..2009"),
        ("programmes launched in 2018", "start_year=2018"),
        ("started between 2015 and 2020", "start_year=2015..2020"),
        ("refugees who arrived after 2015", ""),
        ("long programmes of a year", "duration_months=12"),
        ("at least 12 months", "duration_months=12.."),
        ("mentoring of at least a year", "duration_months=12.."),
        ("mentoring of at least twelve months", "duration_months=12.."),
        ("less than six months", "duration_months=..5"),
        ("6 to 12 months", "duration_months=6..12"),
        ("a six-month programme", "duration_months=6"),
        ("mentoring that lasts two years or more", "duration_months=24.."),
        ("12+ months of mentoring", "duration_months=12.."),
        ("up to 6 months", "duration_months=..6"),
        ("100 mentees in 2019", ""),
        ("one to one mentoring", ""),
        ("mentors meet weekly", ""),
        ("two hours a week", ""),
        ("mentorat pour réfugiés de 18 à 25 ans", "mentee_age=18..25"),
        ("jeunes de moins de 25 ans", "mentee_age=..24"),
        ("jeunes de 16 ans", "mentee_age=16"),
        ("personnes âgées de plus de 50 ans", "mentee_age=50.."),
        ("programmes de mentorat depuis 2020", "start_year=2020.."),
        ("parrainage d'au moins six mois", "duration_months=6.."),
        ("parrainage d'une année", "duration_months=12"),
        ("projets créés après 2015", "start_year=2016.."),
        ("projets lancés avant 2010", "start_year=..2009"),
        ("parrains de plus de 60 ans", ""),
        ("jongeren tussen 16 en 25 jaar", "mentee_age=16..25"),
        ("mentoring voor 16-jarigen", "mentee_age=16"),
        ("mentoring voor 18- tot 25-jarigen", "mentee_age=18..25"),
        ("jongeren jonger dan 25", "mentee_age=..24"),
        ("minstens 12 maanden mentoring", "duration_months=12.."),
        ("projecten sinds 2020", "start_year=2020.."),
        ("projecten gestart na 2015", "start_year=2016.."),
        ("een jaar lang een mentor", "duration_months=12"),
        ("mentoren ouder dan 50 jaar", ""),
        ("Mentoring für Geflüchtete zwischen 18 und 25 Jahren", "mentee_age=18..25"),
        ("Mentoring für 16-Jährige", "mentee_age=16"),
        ("für 16- bis 25-Jährige", "mentee_age=16..25"),
        ("Jugendliche unter 25 Jahren", "mentee_age=..24"),
        ("Menschen ab 60 Jahren", "mentee_age=60.."),
        ("mindestens zwölf Monate", "duration_months=12.."),
        ("Programme seit 2020", "start_year=2020.."),
        ("Projekte, die nach 2015 gestartet sind", "start_year=2016.."),
        ("Patenschaften für ein Jahr", "duration_months=12"),
        ("jóvenes refugiados de 18 a 25 años", "mentee_age=18..25"),
        ("menores de 18 años", "mentee_age=..17"),
        ("programas desde 2020", "start_year=2020.."),
        ("mentoría de al menos un año", "duration_months=12.."),
        ("al menos 12 meses", "duration_months=12.."),
        ("proyectos creados después de 2015", "start_year=2016.."),
        ("giovani rifugiati tra i 18 e i 25 anni", "mentee_age=18..25"),
        ("giovani dai 18 ai 25 anni", "mentee_age=18..25"),
        ("ragazzi sotto i 18 anni", "mentee_age=..17"),
        ("programmi dal 2020", "start_year=2020.."),
        ("almeno 12 mesi di mentoring", "duration_months=12.."),
        ("progetti nati dopo il 2015", "start_year=2016.."),
        ("mentoring della durata di un anno", "duration_months=12"),
        ("ungdomar 16-25 år", "mentee_age=16..25"),
        ("minst sex månader", "duration_months=6.."),
        ("unge i alderen 16 til 25 år", "mentee_age=16..25"),
        ("mentoring for 50 refugees", ""),
        ("over 50 programmes in Europe", ""),
        ("call for projects 2026", ""),
        ("huiswerkhulp 14-16 uur", ""),
        ("Sprachcafé 17-19 Uhr", ""),
        ("homework club 15 to 17 h", ""),
        ("mentoring in grades 7-9", ""),
        ("Gruppen mit 6-8", ""),
        ("6-9 mån", ""),
        ("over 40 % women", ""),
        ("mentors with 7 years of work experience", ""),
        ("mentoren met 12 jaar ervaring", ""),
        ("Mentoren mit 15 Jahren Berufserfahrung", ""),
        ("unemployed for more than 18 months", ""),
        ("unemployed (for more than 2 years)", ""),
        ("seit drei Jahren arbeitslos", ""),
        ("depuis 3 ans au chômage", ""),
        ("newcomers who arrived two years ago", ""),
        ("meetings every 3 weeks", ""),
        ("refugees living in Brussels aged 18 to 21", "mentee_age=18..21"),
        ("unemployed youth under 30 years", "mentee_age=..29"),
        ("werkloze jongeren van 18 tot 30 jaar", "mentee_age=18..30"),
        ("every three weeks for a year", "duration_months=12"),
        ("mentoring by women over 60 for girls under 16", "mentee_age=..15"),
        ("Jugendliche bis 21", "mentee_age=..21"),
        ("menores de 16", "mentee_age=..15"),
        ("äldre än 65 år", "mentee_age=65.."),
        ("minst ett år", "duration_months=12.."),
        ("sedan 2012", "start_year=2012.."),
        ("yli 60-vuotiaat", "mentee_age=60.."),
        ("do 30 lat", "mentee_age=..30"),
        ("peste 40 de ani", "mentee_age=40.."),
        ("νέοι 16-20 ετών", "mentee_age=16..20"),
        ("молодь 14-20 років", "mentee_age=14..20"),
    ],
)
def test_numbers_of_a_query_are_read_as_ranges(query: str, asked: str) -> None:
    found = read_figures(query, detect_code(query))
    assert " ".join(f"{facet}={value}" for facet, value in (one.term for one in found)) == asked


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("mentoring for a year", "a year"),
        ("mentees of 1 year", "1 year"),
        ("6+ months", "6 months"),
    ],
)
def test_the_words_of_a_number_are_those_of_the_query(query: str, words: str) -> None:
    (found,) = read_figures(query, "en")
    assert found.words == words


def test_an_age_of_mentees_names_no_mentors(indexed: Indexed) -> None:
    understood = indexed.searcher.search("women over 50", limit=1).understood
    assert ("mentee_age", "50..") in understood
    assert not any(facet == "mentor_type" for facet, _ in understood)
    retired = ("mentor_type", "retired_professionals")
    assert (
        retired in indexed.searcher.search("retired mentors, mentees over 50", limit=1).understood
    )


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("18..25", Range(18, 25)),
        ("18", Range(18, 18)),
        ("..5", Range(high=5)),
        ("12..", Range(low=12)),
        ("25..18", None),
        ("..", None),
        ("", None),
        ("18-25", None),
        ("18..25..30", None),
        ("99999", None),
        ("١٨", None),
        ("1825", Range(1825, 1825)),
    ],
)
def test_a_range_of_a_filter(value: str, read: Range | None) -> None:
    assert read_range(value) == read
    if read:
        assert read_range(str(read)) == read


def test_a_stated_range_passes_where_it_touches() -> None:
    assert any_touches(["18-33"], "16..18") and not any_touches(["18-33"], "16..17")
    assert any_touches(["11.5"], "..11") and not any_touches(["11.5"], "12..")
    assert any_touches(["4.6", "not a number"], "4") and not any_touches(["not_stated"], "4")
    assert read_stated("young") is None


def test_bands_meet_without_a_gap() -> None:
    for bands in BANDS.values():
        ranges = [read for band in bands if (read := read_range(band))]
        assert [one.high + 1 for one in ranges[:-1]] == [one.low for one in ranges[1:]]
        assert (ranges[0].low, ranges[-1].high) == (-float("inf"), float("inf"))


def test_ranges_in_words() -> None:
    assert label("mentee_age", "18..25") == "18 to 25 years"
    assert label("duration_months", "12..") == "12 months or more"
    assert label("duration_months", "..2") == "2 months or less"
    assert label("duration_months", "1") == "1 month"
    assert label("duration_months", "0") == label("duration_months", "..0") == "less than a month"
    assert label("start_year", "2020..") == "2020 or later"
    assert label("start_year", "..1999") == "1999 or earlier"
    assert label("start_year", "2015") == "2015"
    assert values_in_words("mentee_age", ("18..25", "not_stated")) == "18 to 25 years or not stated"
    assert in_words("duration_months", "4.6") == "4.6 months"


def test_what_waits_for_review_is_in_no_band() -> None:
    held: list[dict[str, float]] = [{"18-25": 0.7}, {}, {}]
    claimed: list[dict[str, float]] = [{"18-25": 0.7}, {"16": 0.3, "adults": 0.9}, {}]
    states = [State.STATED, State.NOT_STATED, State.NOT_ASSESSED]
    arrays = figure_arrays("mentee_age", held, claimed, states)
    assert arrays["figure_mentee_age_holds"].tolist() == [True, False]
    counts = np.bitwise_count(arrays["figure_mentee_age_bits"]).sum(axis=1).tolist()
    assert counts == [0, 0, 1, 0, 0, 1, 1]


def _stated(indexed: Indexed, facet: str) -> dict[str, set[str]]:
    """What the catalogue states of each programme, read without the index."""
    from practices_db.engine import catalogue_session
    from search.holdings import read_holdings

    with catalogue_session(indexed.engine) as session:
        entries = read_holdings(session).present
    return {entry.slug: {*entry.codes(facet)} for entry in entries}


@pytest.mark.parametrize(
    ("facet", "values"),
    [
        ("duration_months", ["12.."]),
        ("duration_months", ["..11"]),
        ("duration_months", ["6", "not_stated"]),
        ("duration_months", ["-12.."]),
        ("start_year", ["2015.."]),
        ("start_year", ["2000..2009"]),
        ("mentee_age", ["..99"]),
        ("mentee_age", ["not_stated"]),
    ],
)
def test_a_filter_by_numbers_is_exact(indexed: Indexed, facet: str, values: list[str]) -> None:
    result = indexed.searcher.search("", {facet: values}, limit=99)
    stated = _stated(indexed, facet)
    wanted = [value for value in values if not value.startswith("-")]
    without = [value[1:] for value in values if value.startswith("-")]
    expected = {
        slug
        for slug, codes in stated.items()
        if (not wanted or any(any_touches(codes, one) or one in codes for one in wanted))
        and not any(any_touches(codes, one) for one in without)
    }
    assert {one.slug for one in result.practices} == expected
    assert expected or facet == "mentee_age"
    assert sum(result.facets[facet][value] for value in values) >= len(expected)


def test_counts_of_bands_and_of_the_unknown_are_exact(indexed: Indexed) -> None:
    counts = indexed.searcher.search("").facets
    for facet, bands in BANDS.items():
        stated = _stated(indexed, facet)
        for band in bands:
            assert counts[facet][band] == sum(any_touches(c, band) for c in stated.values())
        assert counts[facet]["not_stated"] == sum("not_stated" in c for c in stated.values())


@pytest.mark.parametrize("value", ["young", "25..18", "18-25", "", "..", "1e3", "12+"])
def test_what_is_no_range_is_refused_with_the_way_to_write_one(
    indexed: Indexed, value: str
) -> None:
    with pytest.raises(UnknownFilter) as refused:
        indexed.searcher.search("", {"mentee_age": [value]})
    assert f"{value!r}" in refused.value.message
    assert "18..25" in refused.value.advice


def test_who_states_what_is_asked_for_comes_earlier_and_that_is_said(indexed: Indexed) -> None:
    facet, query = "duration_months", "mentoring of at least twelve months"
    result = indexed.searcher.search(query, limit=99)
    assert ("duration_months", "12..") in result.understood
    fits = {s for s, codes in _stated(indexed, facet).items() if any_touches(codes, "12..")}
    places = [at for at, one in enumerate(result.practices) if one.slug in fits]
    others = [at for at, one in enumerate(result.practices) if one.slug not in fits]
    assert fits and np.mean(places) < np.mean(others)
    told = {one.slug for one in result.practices if "figures" in {why.channel for why in one.why}}
    assert told == fits
    silent = result.facets[facet]["not_stated"] + result.facets[facet]["not_assessed"]
    assert f"{silent} of {len(result.practices)} state none" in result.notice
    chosen = indexed.searcher.search(query, {facet: ["12.."]}).notice
    assert "is read as" not in chosen


def test_a_city_is_chosen_in_any_language_and_counted(indexed: Indexed) -> None:
    search = indexed.searcher.search
    cities = [str(row["city"]) for row in indexed.programmes if row.get("city")]
    counts = search("").facets["city"]
    assert counts["not_stated"] == len(indexed.programmes) - len(cities)
    assert sum(counts.values()) == len(indexed.programmes)
    listed = [
        number for city, number in counts.items() if city not in ("not_stated", "not_assessed")
    ]
    assert listed == sorted(listed, reverse=True)
    for city in set(cities):
        assert search("", {"city": [city]}).total >= cities.count(city)
    whole = search("", {"city": [cities[0], "not_stated"]}).total
    assert whole == search("", {"city": [cities[0]]}).total + counts["not_stated"]
    without = search("", {"city": [f"-{cities[0]}"]})
    assert without.total == len(indexed.programmes) - search("", {"city": [cities[0]]}).total
    assert search("", {"city": ["Sevilla"]}).total == 0  # known, and nobody is there


def test_a_city_that_nobody_knows_is_refused_with_near_ones(indexed: Indexed) -> None:
    city = next(str(row["city"]) for row in indexed.programmes if row.get("city"))
    with pytest.raises(UnknownFilter) as refused:
        indexed.searcher.search("", {"city": [city[:-1] + "qq"]})
    assert city in refused.value.advice
