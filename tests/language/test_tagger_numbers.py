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
        ("uk", "пів року", ("пів року", "duration", 6, 6, "months", "")),
        ("uk", "коштує 2 тис. грн", ("2 тис. грн", "money", 2000, 2000, "UAH", "")),
        ("ru", "стоит 2 тыс. рублей", ("2 тыс. рублей", "money", 2000, 2000, "RUB", "")),
        ("tr", "2 bin lira", ("2 bin lira", "money", 2000, 2000, "TRY", "")),
        ("sq", "zgjat gjashtë muaj", ("gjashtë muaj", "duration", 6, 6, "months", "")),
        ("mk", "трае девет месеци", ("девет месеци", "duration", 9, 9, "months", "")),
        ("ro", "150 de lei", ("150 de lei", "money", 150, 150, "RON", "")),
        ("ro", "35 la sută", ("35 la sută", "share", 35, 35, "percent", "")),
        ("hu", "20 000 Ft", ("20 000 Ft", "money", 20000, 20000, "HUF", "")),
        ("hr", "šest mjeseci", ("šest mjeseci", "duration", 6, 6, "months", "")),
        ("hr", "шест месеци", ("шест месеци", "duration", 6, 6, "months", "")),
        ("bg", "60 лв.", ("60 лв.", "money", 60, 60, "BGN", "")),
        ("sk", "dve hodiny týždenne", ("dve hodiny týždenne", "hours", 2, 2, "hours", "week")),
        ("sl", "30 evrov", ("30 evrov", "money", 30, 30, "EUR", "")),
        ("et", "kaks tundi nädalas", ("kaks tundi nädalas", "hours", 2, 2, "hours", "week")),
        ("lt", "83 procentai", ("83 procentai", "share", 83, 83, "percent", "")),
        ("lv", "pusgadu", ("pusgadu", "duration", 6, 6, "months", "")),
        ("is", "15.000 kr.", ("15.000 kr.", "money", 15000, 15000, "ISK", "")),
        ("gl", "de 16 a 25 anos", ("16 a 25 anos", "age", 16, 25, "years", "")),
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


def test_money_is_read_by_the_words_of_its_own_language() -> None:
    assert _read("con 20 lei parla", "it") == []
    assert _read("10 km weiter", "de") == []


@pytest.mark.parametrize(
    ("language", "text", "shares"),
    [
        ("en", "Sixty-three per cent stayed, forty one per cent met weekly.", [63, 41]),
        ("fr", "Trente-six pour cent restent, soixante et un pour cent partent.", [36, 61]),
        ("es", "Cuarenta y dos por ciento encontró trabajo.", [42]),
        ("fr", "Quatre-vingt-trois pour cent restent.", []),  # does not simply add up
        ("en", "Between twenty and forty per cent stayed; seven per cent left.", [7]),
    ],
)
def test_a_share_in_two_words_is_read_whole_or_not_at_all(
    language: str, text: str, shares: list[int]
) -> None:
    assert [found[2] for found in _read(text, language) if found[1] == "share"] == shares
