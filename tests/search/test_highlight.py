"""Words are marked where they were found, and only those that say something."""

from __future__ import annotations

import pytest

from search.query.highlight import find_spans


@pytest.mark.parametrize(
    ("text", "language", "query", "marked"),
    [
        (
            "Een mentor voor werkzoekenden",
            "nl",
            "mentor voor werkzoekenden",
            ["mentor", "werkzoekenden"],
        ),
        ("Des mentors pour les femmes", "fr", "mentors pour femmes", ["mentors", "femmes"]),
        ("They mentor with care", "en", "mentors with care", ["mentor", "care"]),
        ("Göteborg och Malmö", "sv", "goteborg", ["Göteborg"]),
    ],
)
def test_only_telling_words_are_marked(
    text: str, language: str, query: str, marked: list[str]
) -> None:
    spans = find_spans(text, language, query, language)
    assert [text[start:end] for start, end in spans] == marked
