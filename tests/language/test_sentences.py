"""Sentence boundaries in several languages, with offsets into the original text."""

from __future__ import annotations

import pytest

from language.sentences import split_sentences


def _pieces(text: str, language: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Ask e.g. Mr. Smith. Then go.", ["Ask e.g. Mr. Smith.", "Then go."]),
        ("de", "Ab dem 21. Februar z. B. hier. Dort auch.", 2),
        (
            "fr",
            "« Pas encore. » Elle attend M. Dupont.",
            ["« Pas encore. »", "Elle attend M. Dupont."],
        ),
        ("zz", "abc def. ghi jkl.", ["abc def.", "ghi jkl."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(
    language: str, text: str, expected: list[str] | int
) -> None:
    pieces = _pieces(text, language)
    assert (len(pieces) if isinstance(expected, int) else pieces) == expected


def test_a_line_break_ends_a_sentence_without_a_full_stop() -> None:
    assert _pieces("Our mentors\nThey are retired.\n\n  - one point", "en") == [
        "Our mentors",
        "They are retired.",
        "- one point",
    ]


def test_an_empty_text_has_no_sentences() -> None:
    assert split_sentences(" \n\n ", "en") == []
