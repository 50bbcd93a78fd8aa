"""Facets whose values are numbers and that can be chosen from: ages, months, years of the start.

A range is written `18..25`, `12..` or `..5` in an address, the API and a command; a number alone is
that number. A stated range passes where it touches the one that is asked for. Whole numbers only:
an upper end takes in what is behind its point, so that `..11` are all lengths under a year.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

BANDS: Mapping[str, tuple[str, ...]] = {
    "mentee_age": ("..11", "12..17", "18..25", "26..59", "60.."),
    "duration_months": ("..2", "3..5", "6..11", "12.."),
    "start_year": ("..1999", "2000..2009", "2010..2014", "2015..2019", "2020.."),
}
"""By facet, the ranges that are counted and offered; they meet without a gap."""
_RANGE = re.compile(r"(?P<low>[0-9]{1,4})?(?P<dots>\.\.)?(?P<high>[0-9]{1,4})?")
_STATED = re.compile(r"(?P<low>\d+(?:\.\d+)?)(?:-(?P<high>\d+(?:\.\d+)?))?")
_OPEN = float("inf")


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included, in the unit of the facet; infinite where it is open."""

    low: float = -_OPEN
    high: float = _OPEN

    def __str__(self) -> str:
        """As a filter has it."""
        if self.low == self.high:
            return f"{self.low:.10g}"
        return "..".join(
            "" if abs(end) == _OPEN else f"{end:.10g}" for end in (self.low, self.high)
        )

    def touches(self, other: Range) -> bool:
        """Whether a stated range has a whole number of this one."""
        return other.low // 1 <= self.high and other.high // 1 >= self.low


def read_range(value: str) -> Range | None:
    """The range that a filter asks for; None where it is none, or is empty ("25..18")."""
    found = _RANGE.fullmatch(value)
    if found is None or (found["low"] is None and found["high"] is None):
        return None
    low = float(found["low"]) if found["low"] else -_OPEN
    high = float(found["high"]) if found["high"] else _OPEN
    if not found["dots"]:
        return Range(low, low) if found["high"] is None else None
    return Range(low, high) if low <= high else None


def read_stated(value: str) -> Range | None:
    """The range that a practice states ("18-25", "4.6"); None where the value has no number."""
    found = _STATED.fullmatch(value)
    if found is None:
        return None
    low = float(found["low"])
    return Range(low, float(found["high"] or low))


def is_figure(facet: str) -> bool:
    """Whether it is asked for by a range."""
    return facet in BANDS


def any_touches(codes: Collection[str], value: str) -> bool:
    """Whether one of the stated values touches the range that a filter asks for."""
    asked = read_range(value)
    stated = (read_stated(code) for code in codes) if asked else ()
    return asked is not None and any(one is not None and asked.touches(one) for one in stated)


def in_words(facet: str, value: str) -> str:
    """A range as a reader would say it: "18 to 25 years", "12 months or more", "2015 or later"."""
    asked = read_range(value) or read_stated(value)
    if asked is None:
        return value
    unit = {"mentee_age": " years", "duration_months": " months"}.get(facet, "")
    more, less = ("or more", "or less") if unit else ("or later", "or earlier")
    if facet == "duration_months" and asked.high == 0:
        return "less than a month"
    if asked.low == asked.high:
        one = unit.removesuffix("s") if asked.low == 1 else unit
        return f"{asked.low:.10g}{one}"
    if asked.high == _OPEN:
        return f"{asked.low:.10g}{unit} {more}"
    if asked.low == -_OPEN:
        return f"{asked.high:.10g}{unit} {less}"
    return f"{asked.low:.10g} to {asked.high:.10g}{unit}"
