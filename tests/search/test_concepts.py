"""Concepts and countries of a query: what they speak for, and what they leave alone."""

from __future__ import annotations

import numpy as np
import pytest

from practices_db.vocabulary.nodes import LANGUAGES as WORDED
from search.index.centring import sentences
from search.index.place_names import country_names
from search.query.concepts import claimed_rows, read_concepts
from search.query.filters import holders
from search.query.places import read_places
from tests.search.conftest import Indexed

LANGUAGES = ("en", "de", "fr", "nl", "sv")
NAMES = country_names(("DE", "GB", "NL", "SE"), LANGUAGES)


def test_who_has_a_concept_stands_above_who_is_silent_and_silence_above_another_value(
    indexed: Indexed,
) -> None:
    index = indexed.searcher.index
    evidence = read_concepts(index, {("funding_model", "eu_funds")}).practices
    has = holders(index, "funding_model", "eu_funds")
    claimed = np.isin(np.arange(len(has)), claimed_rows(index, "funding_model", "eu_funds")[0])
    silent = ~claimed & holders(index, "funding_model", "not_stated")
    other = ~claimed & ~holders(index, "funding_model", "not_stated")
    assert has.any() and silent.any() and other.any()
    assert evidence[has].min() > 0 > evidence[silent].max() > evidence[other].max()


def test_a_doubtful_tag_lifts_a_practice_and_never_passes_the_filter(indexed: Indexed) -> None:
    index = indexed.searcher.index
    for facet in ("target_group", "mentor_type", "goal"):
        for code in index.manifest.facets[facet]:
            rows, sure = claimed_rows(index, facet, code)
            assert (holders(index, facet, code)[rows] == (sure >= 0.5)).all()


def test_a_concept_that_no_practice_has_changes_no_order(indexed: Indexed) -> None:
    assert not read_concepts(indexed.searcher.index, {("country", "JP")}).practices.any()


@pytest.mark.parametrize(
    ("query", "countries"),
    [
        ("Patenfamilien in Großbritannien", {"GB"}),
        ("familles au Royaume-Uni", {"GB"}),
        ("vanliga medborgare i Storbritannien", {"GB"}),
        ("mentors in Germany or the netherlands", {"DE", "NL"}),
        ("people from Germany who mentor in Sweden", {"SE"}),
        ("parrains en Flandre", set()),
        ("Germanys Swedenborg", set()),
        ("", set()),
    ],
)
def test_countries_are_read_in_any_language(query: str, countries: set[str]) -> None:
    assert read_places(query, NAMES).countries == countries


@pytest.mark.parametrize(
    ("query", "countries"),
    [
        ("mentoráltak Németország", {"DE"}),
        ("Немачка и ментори", {"DE"}),
        ("ментори в Німеччина", {"DE"}),
        ("Holandsko mentori", {"NL"}),
        ("mentorystė Švedija", {"SE"}),
    ],
)
def test_countries_are_known_in_every_language_with_sentences(
    query: str, countries: set[str]
) -> None:
    names = country_names(("DE", "GB", "NL", "SE"), sentences("queries.yml"))
    assert read_places(query, names).countries == countries


def test_every_language_with_words_has_parallel_sentences() -> None:
    for name in ("neutral.yml", "queries.yml"):
        told = sentences(name)
        assert told.keys() >= WORDED
        assert len({len(lines) for lines in told.values()}) == 1, name


def test_a_country_in_the_query_is_said_to_be_a_reason(indexed: Indexed) -> None:
    found = indexed.searcher.search("mentorat en Allemagne", limit=3).practices
    assert found[0].country == "DE"
    assert any(why.detail.startswith("country: DE") for why in found[0].why)
