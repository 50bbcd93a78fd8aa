"""A quote shows the part that its phrase plays, and is no piece of a name where another stands."""

from __future__ import annotations

import numpy as np
import pytest

from language.tagger import Tagger
from language.tagger.context import read_passages
from language.tagger.forest import NO_TREES
from language.tagger.quotes import choose_quote
from language.tagger.shown import show_role


def _shown(language: str, text: str, facet: str, phrase: str) -> str:
    at = text.index(phrase)
    span = show_role(read_passages(text, language), facet, (at, at + len(phrase)))
    return text[slice(*span)]


@pytest.mark.parametrize(
    ("language", "text", "phrase", "quote"),
    [
        ("nb", "I ti år er det staten som betaler.", "staten", "staten som betaler"),
        (
            "nl",
            "De Vlaamse regering betaalt alles.",
            "Vlaamse regering",
            "Vlaamse regering betaalt",
        ),
        ("it", "Le spese le copre una fondazione.", "fondazione", "copre una fondazione"),
        ("en", "The county pays for the rooms.", "county", "county pays"),
        (
            "de",
            "Die Mittel kommen vom Ministerium.",
            "Ministerium",
            "Mittel kommen vom Ministerium",
        ),
    ],
)
def test_who_pays_is_quoted_with_the_word_for_paying(
    language: str, text: str, phrase: str, quote: str
) -> None:
    assert _shown(language, text, "funding_model", phrase) == quote


@pytest.mark.parametrize(
    ("language", "text", "phrase", "quote"),
    [
        ("es", "La mentora es una vecina del barrio.", "vecina", "mentora es una vecina"),
        ("fr", "Un salarié devient parrain.", "salarié", "salarié devient parrain"),
        ("sv", "En pensionär blir mentor.", "pensionär", "pensionär blir mentor"),
    ],
)
def test_who_mentors_is_quoted_with_the_word_for_mentors(
    language: str, text: str, phrase: str, quote: str
) -> None:
    assert _shown(language, text, "mentor_type", phrase) == quote


def test_a_quote_is_not_stretched_across_a_sign_nor_far_nor_for_other_facets() -> None:
    assert _shown("en", "The state; who pays, nobody says.", "funding_model", "state") == "state"
    far = "The state, which set it up in the spring of last year and left, pays."
    assert _shown("en", far, "funding_model", "state") == "state"
    assert _shown("en", "The state pays.", "stakeholder", "state") == "state"


def test_a_phrase_outside_a_name_is_quoted_before_a_piece_of_one() -> None:
    text = "We call it The Great Refugee Walk. It is for refugees in the town."
    passages, seen = Tagger().describe(text, "en", ("target_group",))
    own = [one for one in seen.mentions if one.code == "refugees"]
    assert [one.name for one in own] == [True, False]
    span = choose_quote(text, own, own, 0, np.zeros((len(passages), 1)), NO_TREES)
    assert text[slice(*span)] == "refugees"
