"""What a query names besides concepts: cities, what it denies, words of no known language."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from search.index.place_names import build_cities
from search.index.terms import fold
from search.index.word_matrices import build_names, build_words, stem_terms
from search.query.denied import find_denied, find_doubtful
from search.query.places import read_places
from search.query.searcher import LONGEST_QUERY, Searcher, find_concepts
from search.query.spelling import KnownWords, lacking, suggest
from tests.search.conftest import Indexed
from tests.world import World

CITIES = build_cities(
    [["Wien"], ["Bruxelles"], ["Brussel", "Gent"], [], ["Frankfurt am Main"], ["Nice"], ["Łódź"]]
)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("mentors in Vienna", [0]),
        ("parrainage à Vienne", [0]),
        ("mentorit Bryssel", [1, 2]),
        ("mentoren in brussel", [1, 2]),
        ("Ghent", [2]),
        ("Paten in Frankfurt am Main", [4]),
        ("mentoring lodz", [6]),
        ("Nice", [5]),
        ("nice mentors", []),
        ("people from Vienna", []),
        ("Menschen aus Wien", []),
        ("Wiener Mentoren", [0]),
        ("mentors in Atlantis", []),
        ("", []),
    ],
)
def test_a_city_is_read_in_any_language(query: str, rows: list[int]) -> None:
    found = read_places(query, {}, CITIES).cities
    there = np.logical_or.reduce([one.rows for one in found]) if found else np.zeros(7, dtype=bool)
    assert np.flatnonzero(there).tolist() == rows


def test_who_is_in_the_city_comes_first_and_that_is_said(indexed: Indexed) -> None:
    cities = [str(row["city"]) for row in indexed.programmes if row.get("city")]
    for city in sorted(set(cities)):
        found = indexed.searcher.search(city, limit=cities.count(city))
        for practice in found.practices:
            assert "place" in {why.channel for why in practice.why}, (city, practice.slug)


@pytest.mark.parametrize(
    ("query", "facet", "code"),
    [
        ("mentoring without paid coaches", "mentor_type", "paid_coaches"),
        ("parrainage sans étudiants", "mentor_type", "students"),
        ("Patenschaft ohne Ehrenamtliche", "mentor_type", "community_volunteers"),
        ("projecten zonder studenten als mentor", "mentor_type", "students"),
        ("programas sin voluntarios", "mentor_type", "community_volunteers"),
        ("mentorointi ilman opiskelijoita", "mentor_type", "students"),
        ("online mentoring, not in person", "format", "in_person"),
        ("kein Einzelmentoring", "format", "one_to_one"),
        ("no local programmes", "scale", "local"),
    ],
)
def test_what_is_denied_is_read(query: str, facet: str, code: str) -> None:
    assert (facet, code) in find_denied(query, find_concepts)


@pytest.mark.parametrize(
    "query",
    [
        "children without parents",
        "jeunes sans papiers",
        "Jugendliche ohne Schulabschluss",
        "mensen zonder werk",
        "femmes sans emploi",
        "Frauen ohne Ausbildung",
        "people without work or language skills",
        "not for profit",
        "not only online",
        "nicht nur online",
        "students mentoring refugees",
        "without",
        "",
    ],
)
def test_what_is_part_of_a_name_denies_nothing(query: str) -> None:
    assert not find_denied(query, find_concepts)


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("mentoring not for refugees", {"refugees"}),
        ("no fee for refugees", {"refugees"}),
        ("keine Kosten für Geflüchtete", {"refugees"}),
        ("for all except asylum seekers", {"asylum_seekers"}),
        ("not prisoners", {"people_in_or_after_prison"}),
        ("not only refugees", set()),
        ("children without parents", set()),
        ("mensen zonder werk", set()),
        ("mentoring for refugees", set()),
    ],
)
def test_people_beside_a_word_that_denies_are_told(
    indexed: Indexed, query: str, people: set[str]
) -> None:
    assert find_doubtful(query, find_concepts) == {("target_group", one) for one in people}
    notice = indexed.searcher.search(query, limit=3).notice
    assert ("neither looked for as a term nor left out" in notice) is bool(people)
    assert not people or "may be for other people" not in notice


@pytest.mark.parametrize(
    ("query", "countries"),
    [
        ("mentoring not in Germany", {"DE"}),
        ("parrainage sauf en France", {"FR"}),
        ("Mentoring ohne Deutschland", {"DE"}),
        ("Mentoring nicht in Deutschland", {"DE"}),
        ("refugees except in the United Kingdom", {"GB"}),
        ("no mentors in Germany", set()),
        ("not only in Germany", set()),
        ("refugees in Germany without work", set()),
        ("people without job Germany", set()),
        ("mentorat sans bac France", set()),
        ("no fee France", set()),
        ("programa de mentoria no Brasil", set()),  # "in the", in Portuguese
        ("mentoría, pero no en Brasil", {"BR"}),
    ],
)
def test_countries_that_are_denied(query: str, countries: set[str]) -> None:
    names = {"germany": "DE", "deutschland": "DE", "france": "FR"}
    names |= {"united kingdom": "GB", "brasil": "BR"}
    assert read_places(query, names).denied_countries == countries


def test_programmes_of_a_denied_country_come_later_and_this_is_said(indexed: Indexed) -> None:
    total = len(indexed.programmes)
    there = {row["id"] for row in indexed.programmes if row["country"] == "DE"}
    assert there

    def mean(query: str) -> float:
        found = [one.slug for one in indexed.searcher.search(query, limit=total).practices]
        assert len(found) == total
        return float(np.mean([at for at, slug in enumerate(found) if slug in there]))

    assert mean("mentoring not in Germany") > mean("mentoring") > mean("mentoring in Germany")
    result = indexed.searcher.search("mentoring not in Germany")
    assert "Programmes that state “Germany” come later" in result.notice
    assert ("country", "DE") not in result.understood


def test_who_states_what_is_denied_comes_later_and_nobody_is_left_out(indexed: Indexed) -> None:
    search = indexed.searcher.search
    result = search("mentoring without community volunteers", limit=100)
    assert result.total == len(indexed.programmes) == len(result.practices)
    assert "Programmes that state “community volunteers” come later" in result.notice
    stating = [
        place
        for place, found in enumerate(result.practices)
        if "community_volunteers" in found.tags.get("mentor_type", ())
    ]
    assert stating and np.mean(stating) > len(result.practices) / 2
    silent = [found for found in result.practices if "mentor_type" not in found.tags]
    assert all("concepts" not in {why.channel for why in found.why} for found in silent)


def test_one_word_of_no_language_finds_the_pages_that_have_it(indexed: Indexed) -> None:
    for word in ("pensioners", "Jugendliche", "scholen"):
        having = {
            row["id"] for row in indexed.programmes if word.lower() in row["description"].lower()
        }
        if having:
            first = indexed.searcher.search(word, limit=1).practices[0]
            reasons = {why.channel for why in first.why}
            assert first.slug in having or reasons & {"words", "concepts"}, word


TEXTS = ["refugees and pensioners meet", "the refugees learn", "refugees", "mentors", "mentors"]
RARE, _ = build_words([*TEXTS, "mentors"], ["en"] * 6)
KNOWN = KnownWords(RARE, build_names(["Fáilte Isteach", "Göteborgs mentorer"]))


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["reffugees"], [("reffugees", "refugees")]),
        (["refguees"], [("refguees", "refugees")]),
        (["mentprs"], [("mentprs", "mentors")]),
        (["istecah"], [("istecah", "isteach")]),
        (["goteborgs"], []),
        (["mentor"], []),  # another form
        (["pensioner"], []),
        (["menor"], []),  # two slips
        (["pensionars"], []),  # near to a word that stands once only
        (["беженцы", "导师", "a", ""], []),
    ],
)
def test_a_word_one_slip_away_is_put_forward(words: list[str], near: list[tuple[str, str]]) -> None:
    assert suggest(words, "en", KNOWN, lambda _: False) == near


def test_a_term_of_ours_is_no_slip() -> None:
    assert suggest(["refugeees"], "en", KNOWN, lambda word: word == "refugeees") == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("zzzyx qwertz", "only the nearest in meaning"),
        ('"corporate volunteers" in banks', "not as a phrase"),
        ("„ältere Menschen“ als Paten", "not as a phrase"),
        ("mentor " * LONGEST_QUERY, "were read"),
    ],
)
def test_what_was_read_loosely_is_said(indexed: Indexed, query: str, said: str) -> None:
    assert said in indexed.searcher.search(query).notice


@pytest.mark.parametrize(
    "query", ["students mentoring refugees", "l'école d'à côté", 'the "students"', "mentorer", ""]
)
def test_a_plain_query_is_answered_without_remarks(indexed: Indexed, query: str) -> None:
    assert indexed.searcher.search(query).notice == ""


@pytest.mark.parametrize(
    ("word", "plain"),
    [("København", "kobenhavn"), ("Łódź", "lodz"), ("œuvre", "oeuvre"), ("Straße", "strasse")],
)
def test_letters_that_are_not_taken_apart_are_folded(word: str, plain: str) -> None:
    assert fold(word.lower()) == plain


class Counted:
    """Stands in for a matrix of words: how many rows hold a term."""

    def __init__(self, terms: dict[str, int]) -> None:
        self.terms = terms

    def count(self, term: str) -> int:
        return self.terms.get(term, 0)


def known_in(language: str, **pages: int) -> KnownWords:
    """Words of pages, with their forms in one language."""
    forms = {next(iter(stem_terms(word, language))): n for word, n in pages.items()}
    return KnownWords(Counted(pages), Counted({}), Counted(forms), (language,))  # type: ignore[arg-type] - no index is needed


def test_words_that_no_page_has_in_any_form_are_told_apart() -> None:
    known = known_in("en", mentor=9, mother=1)
    words = ["mentors", "for", "mothers", "offenders", "who", "their"]
    assert lacking(words, known) == ["offenders"]
    assert lacking(["offenders"] * 7, known) == []  # too long to be looked through


def test_a_query_whose_language_cannot_be_told_is_looked_up_in_all() -> None:
    known = replace(known_in("en", mother=1, others=9), spoken=("sv", "en"))
    assert suggest(["mothers"], "und", known, lambda _: False) == []
    assert lacking(["mothers", "offenders", "their"], known) == ["offenders"]
    assert lacking(["offenders"], replace(known, spoken=())) == []  # too few pages to tell


def test_another_form_or_a_word_of_another_language_is_no_slip() -> None:
    known = known_in("en", mother=1, others=9)
    assert suggest(["mothers"], "en", known, lambda _: False) == []
    swedish = KnownWords(Counted({"bland": 9}), Counted({}), Counted({}), ("en",))  # type: ignore[arg-type] - no index is needed
    assert suggest(["blind"], "en", swedish, lambda _: False) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("mentors for ex-offenders", "“people in or after prison”. What comes first"),
        ("refugees in prison", "No programme here states “people in or after prison”."),
        ("mentors for the blind", "“blind” in any form."),
        ("mentors for refugee beekeepers", "“beekeepers” in any form."),
        ("mentors for refugees in the United Kingdom", ""),
    ],
)
def test_a_result_says_for_whom_no_page_speaks(world: World, query: str, said: str) -> None:
    """A long list of near ones must not pass for programmes for those who were asked for."""
    searcher = Searcher.open(world.engine, world.settings)
    notice = searcher.search(query, limit=1).notice
    assert (said in notice) if said else not notice


@pytest.mark.parametrize("word", ["coast", "glass", "court", "water", "blind", "Bauern"])
def test_a_real_word_is_no_slip_for_one_that_pages_have(world: World, word: str) -> None:
    searcher = Searcher.open(world.engine, world.settings)
    assert "did you mean" not in searcher.search(word, limit=1).notice


@pytest.mark.parametrize(
    ("slip", "meant"), [("mentros", "mentors"), ("langauge", "language"), ("comunity", "community")]
)
def test_a_slip_is_told_still(world: World, slip: str, meant: str) -> None:
    searcher = Searcher.open(world.engine, world.settings)
    assert f"did you mean “{meant}”?" in searcher.search(slip, limit=1).notice


def test_a_word_without_end_is_no_slip_of_anything() -> None:
    """Each letter has some fifty slips: those of a long word would be looked up for a minute."""
    asked: list[str] = []
    known = KnownWords(Counted({}), Counted({}))  # type: ignore[arg-type] - no index is needed

    def names(word: str) -> bool:
        asked.append(word)
        return False

    assert suggest(["newcomers", "z" * 1_900], "en", known, names) == []
    assert asked == ["newcomers"]


def test_that_the_nearest_come_first_is_said_once(world: World) -> None:
    searcher = Searcher.open(world.engine, world.settings)
    notice = searcher.search("prison quokka", limit=1).notice
    assert "“people in or after prison”" in notice and "“quokka”" in notice
    assert notice.count("nearest in meaning") == 1
