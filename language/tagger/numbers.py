"""Numbers in running text: ages, stretches of time, hours, money, shares and counts.

Only reading belongs here: value, unit and what it is counted by. Which facet a number speaks to
is decided in `literals.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from language.tagger.number_words import CURRENCIES, SPOKEN, Grammar, number_words

if TYPE_CHECKING:
    from language.tagger.context import Passage

_LONGEST_TENS = 20
"""Characters of a number's first word and of what joins the second to it."""

_NORDIC = {"da": "DKK", "is": "ISK", "nb": "NOK", "sv": "SEK"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity at `text[start:end]`.

    `kind` is age (years), duration (months), hours, money, share (percent) or count; `unit` says
    which; `basis` is what it is counted by ("week", "month") or "". `low == high` unless a range;
    an open end is None.
    """

    kind: str
    low: float | None
    high: float | None
    unit: str
    basis: str
    start: int
    end: int


def read_measures(text: str, language: str, start: int, end: int) -> Iterator[Measure]:
    """Yield the measures of a stretch of a text; none in a language without number words."""
    grammar = number_words(language)
    if grammar is None:
        return
    for measure in _measures(grammar, language, text, start, end):
        if whole := _whole(grammar, text, measure):
            yield whole


@lru_cache(maxsize=1_000)  # asked for by the rules and for the literals
def measures_of(passage: Passage) -> Sequence[Measure]:
    """The measures of a passage."""
    return tuple(read_measures(passage.text, passage.language, passage.start, passage.end))


def _measures(
    grammar: Grammar, language: str, text: str, start: int, end: int
) -> Iterator[Measure]:
    ages = list(_ages(grammar, text, start, end))
    yield from ages
    for duration in _durations(grammar, text, start, end):
        if not any(age.start < duration.end and duration.start < age.end for age in ages):
            yield duration
    yield from _hours(grammar, text, start, end)
    yield from _money(grammar, language, text, start, end)
    yield from _shares(grammar, text, start, end)


def _whole(grammar: Grammar, text: str, measure: Measure) -> Measure | None:
    """The measure with all words of its number: of "fifty-four" the last alone is another one.

    None where the words before it do not simply add up ("quatre-vingt-deux").
    """
    low = max(0, measure.start - _LONGEST_TENS)
    tens = grammar.tens.search(text[low : measure.start])
    if tens is None:
        return measure
    start, ten = low + tens.start(), grammar.words[tens["ten"].lower()]
    added = measure.low is not None and measure.low == measure.high and 0 < measure.low < 10
    if (
        not added
        or measure.kind not in {"share", "age"}
        or ten > 90
        or text[start - 1 : start] == "-"
    ):
        return None
    number = ten + (measure.low or 0)
    return replace(measure, low=number, high=number, start=start)


def read_number(text: str, words: Mapping[str, float] | None = None) -> float | None:
    """Read one number as written ("1.175", "2,5", "350 000", "sechs"); None if it is none.

    A separator followed by exactly three digits groups thousands; any other is the decimal sign.
    """
    plain = text.strip().lower()
    if words and plain in words:
        return words[plain]
    grouped = re.sub(r"(?<=\d)[.,'’\u00a0\u202f ](?=\d{3}(?!\d))", "", plain)
    try:
        return float(grouped.replace(",", "."))
    except ValueError:
        return None


def _ages(grammar: Grammar, text: str, start: int, end: int) -> Iterator[Measure]:
    matches = [match for ages in grammar.ages for match in ages.finditer(text, start, end)]
    for match in sorted(matches, key=lambda match: (match.start("low"), -match.end())):
        low = read_number(match["low"], grammar.words)
        high = read_number(match["high"], grammar.words) if match["high"] else None
        if low is None or not 0 <= low <= 99 or (high is not None and not low < high <= 99):
            continue
        if high is None and not match["cue"]:
            continue  # "34 years" alone may be a duration
        yield Measure("age", low, high or low, "years", "", match.start("low"), match.end())


def _durations(grammar: Grammar, text: str, start: int, end: int) -> Iterator[Measure]:
    for match in grammar.half_year.finditer(text, start, end):
        yield Measure("duration", 6, 6, "months", "", match.start(), match.end())
    for match in grammar.duration.finditer(text, start, end):
        factor = next(f for unit, f in _MONTHS.items() if match[unit])
        low = read_number(match["low"], grammar.words)
        high = read_number(match["high"], grammar.words) if match["high"] else low
        if low is not None and high is not None and low <= high:
            yield Measure(
                "duration",
                round(low * factor, 1),
                round(high * factor, 1),
                "months",
                "",
                match.start(),
                match.end(),
            )


_MONTHS: Mapping[str, float] = {"month": 1, "week": 12 / 52, "year": 12}


def _hours(grammar: Grammar, text: str, start: int, end: int) -> Iterator[Measure]:
    for match in grammar.hours.finditer(text, start, end):
        low = read_number(match["low"], grammar.words)
        high = read_number(match["high"], grammar.words) if match["high"] else low
        if low is None or high is None:
            continue
        basis, stop = "", match.end()
        for name, per in grammar.per.items():
            if found := per.match(text, stop, min(end, stop + 40)):
                basis, stop = name, found.end()
        yield Measure("hours", low, high, "hours", basis, match.start(), stop)


def _money(grammar: Grammar, language: str, text: str, start: int, end: int) -> Iterator[Measure]:
    for match in grammar.money.finditer(text, start, end):
        amount = read_number(match["before"] or match["after"])
        if amount is None:
            continue
        word = (match["multiple"] or match["multiple2"] or "").lower().rstrip(".")
        amount *= grammar.multiples.get(word, 1)
        sign = match["sign"] or match["sign2"]
        currency = _currency(sign, language)
        yield Measure("money", amount, amount, currency, "", match.start(), match.end())


def _currency(sign: str, language: str) -> str:
    if sign.lower().startswith("kron") or sign.lower().startswith("kr"):
        return _NORDIC.get(language, "SEK")
    for known in (CURRENCIES, SPOKEN.get(language, {})):
        for code, pattern in known.items():
            if re.fullmatch(pattern, sign, re.IGNORECASE):
                return code
    return sign


def _shares(grammar: Grammar, text: str, start: int, end: int) -> Iterator[Measure]:
    for match in grammar.share.finditer(text, start, end):
        share = read_number(match["low"], grammar.words)
        if share is not None and share <= 100:
            yield Measure("share", share, share, "percent", "", match.start(), match.end())
