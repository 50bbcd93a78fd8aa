"""Literal values: what a number measures, its unit and basis, and what is no value."""

from __future__ import annotations

import pytest

from language.tagger import ACCEPT, Tagger

TAGGER = Tagger()


def _values(language: str, text: str) -> set[tuple[str, str, str]]:
    tags = TAGGER.tag(text, language).tags
    return {
        (tag.facet, tag.value, str(tag.detail.get("basis", "")))
        for tag in tags
        if tag.kind == "literal" and tag.confidence >= ACCEPT
    }


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The scheme is for refugees aged 16 to 24.", ("mentee_age", "16-24", "")),
        ("fr", "Le parrainage dure six mois.", ("duration_months", "6", "")),
        (
            "nl",
            "De mentor en de mentee zien elkaar twee uur per week.",
            ("hours", "2", "week"),
        ),
        ("de", "Das Programm besteht seit 2014.", ("start_year", "2014", "")),
        ("en", "So far 320 pairs have met.", ("pairs", "320", "")),
        ("en", "It costs £1,200 per mentee.", ("cost", "1200", "per_mentee")),
        ("en", "Within a year 62 % of them found work.", ("outcome", "62", "found_work")),
    ],
)
def test_a_number_beside_its_words_is_a_value(
    language: str, text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in _values(language, text)


@pytest.mark.parametrize(
    ("language", "text", "facet"),
    [
        ("en", "By 2030 we plan to reach 500 pairs.", "pairs"),
        ("en", "Mentors are aged 50 to 70 and bring time along.", "mentee_age"),
        ("en", "The foundation pays for the project for 36 months.", "duration_months"),
        ("en", "The prize was worth £5,000.", "cost"),
        ("de", "2014 zog der Verein um.", "start_year"),
    ],
)
def test_other_numbers_are_no_value(language: str, text: str, facet: str) -> None:
    assert facet not in {found for found, _, _ in _values(language, text)}


def test_a_literal_keeps_both_ends_and_the_unit() -> None:
    text = "It is open to refugees aged 16 to 24."
    (age,) = [tag for tag in TAGGER.tag(text, "en").tags if tag.facet == "mentee_age"]
    assert (age.detail["low"], age.detail["high"], age.detail["unit"]) == (16, 24, "years")
    assert text[age.start : age.end] == age.quote
