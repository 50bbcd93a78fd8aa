"""Quantities in running text: value, unit, basis and exact place."""

from __future__ import annotations

import pytest

from language.tagger.numbers import Measure, read_measures, read_number


def _read(text: str, language: str) -> list[tuple[str, str, float | None, float | None, str, str]]:
    def shown(found: Measure) -> tuple[str, str, float | None, float | None, str, str]:
        quote = text[found.start : found.end]
        return quote, found.kind, found.low, found.high, found.unit, found.basis

    return [shown(found) for found in read_measures(text, language, 0, len(text))]


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.175", 1175), ("2,5", 2.5), ("350\u00a0000", 350000), ("3.1", 3.1), ("1,234,567", 1234567)],
)
def test_thousands_and_decimals_are_told_apart(written: str, value: float) -> None:
    assert read_number(written) == value


def test_what_is_no_number_gives_none() -> None:
    assert read_number("some") is None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "refugees aged 16 to 24", ("16 to 24", "age", 16, 24, "years", "")),
        ("fr", "de 18 à 33 ans", ("18 à 33 ans", "age", 18, 33, "years", "")),
        ("fi", "17–63-vuotiaita", ("17–63-vuotiaita", "age", 17, 63, "years", "")),
        ("de", "acht bis zwölf Monate", ("acht bis zwölf Monate", "duration", 8, 12, "months", "")),
        ("sv", "i ett halvår", ("ett halvår", "duration", 6, 6, "months", "")),
        ("en", "for 26 weeks", ("26 weeks", "duration", 6, 6, "months", "")),
        ("nl", "twee uur per week", ("twee uur per week", "hours", 2, 2, "hours", "week")),
        ("da", "fire timer om måneden", ("fire timer om måneden", "hours", 4, 4, "hours", "month")),
        ("en", "£2.5m", ("£2.5m", "money", 2500000, 2500000, "GBP", "")),
        ("de", "10.000 Euro", ("10.000 Euro", "money", 10000, 10000, "EUR", "")),
        ("nb", "500 000 kroner", ("500 000 kroner", "money", 500000, 500000, "NOK", "")),
        ("de", "62 Prozent", ("62 Prozent", "share", 62, 62, "percent", "")),
    ],
)
def test_a_quantity_is_read_with_its_unit(
    language: str, text: str, expected: tuple[str, str, float, float, str, str]
) -> None:
    assert expected in _read(text, language)


def test_an_age_is_not_also_a_duration() -> None:
    assert [found[1] for found in _read("between 18 and 25 years old", "en")] == ["age"]


def test_a_year_of_the_calendar_is_no_quantity() -> None:
    assert _read("founded in 2015, in May", "en") == []
