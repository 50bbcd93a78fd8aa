"""Finding the vocabulary's patterns in text: boundaries, endings, gaps, offsets, languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.tagger.context import document_finder
from language.tagger.finder import Entry, PhraseFinder
from language.tagger.folding import fold


def _finder(*patterns: str, accents: bool = True) -> PhraseFinder:
    entries = [Entry("facet", pattern, pattern, frozenset({"en"})) for pattern in patterns]
    return PhraseFinder(entries, accents=accents)


def _found(finder: PhraseFinder, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in finder.find(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("refugee*", "Refugees and a refugee", ["Refugees", "refugee"]),
        ("refugee", "refugees", []),
        ("*stiftung*", "Die Sparkassenstiftungen zahlen", ["Sparkassenstiftungen"]),
        ("stiftung*", "Die Sparkassenstiftungen zahlen", []),
        ("one to one", "ONE-to-One and one\n to  one", ["ONE-to-One", "one\n to  one"]),
        ("of ~ origin", "of very recent Somali origin", ["of very recent Somali origin"]),
        ("of ~ origin", "of no clear or lasting or other origin", []),
        ("d'asile", "demandeurs d’asile", ["d’asile"]),
        ("réfugié*", "des Réfugiées", ["Réfugiées"]),
        ("mentoren", "Mentor\u00aden", ["Mentor\u00aden"]),
    ],
)
def test_a_pattern_matches_what_it_says(pattern: str, text: str, expected: list[str]) -> None:
    assert _found(_finder(pattern), text) == expected


def test_a_text_is_read_by_the_words_of_its_language_alone() -> None:
    text = "De unga får en kompis"
    swedish, danish = (
        {hit.pattern for hit in document_finder(code).find(text)} for code in ("sv", "da")
    )
    assert "unga" in swedish - danish
    assert all("sv" in hit.language_codes for hit in document_finder("sv").find(text))
    assert document_finder("tlh").find(text) == []


def test_without_accents_a_query_typed_plainly_is_understood() -> None:
    assert _found(_finder("réfugié*", accents=False), "mentors pour refugies") == ["refugies"]


@given(st.text(alphabet=st.sampled_from("aBé -\n\u00ad\u2011İß'’.sS"), max_size=40))
def test_every_span_leads_back_to_the_signs_it_stems_from(text: str) -> None:
    folded = fold(text)
    for at, sign in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert end == start + 1
        if sign.isalpha():
            assert text[start].lower()[0] == sign or text[start] == sign
