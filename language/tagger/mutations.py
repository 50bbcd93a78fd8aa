"""Welsh and Irish change the first letters of a word after many others ("mentor", "fy fentor").

Only letters belong here. The words are listed as dictionaries have them and are found in each form
that their first letter can take.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_WELSH: Mapping[str, tuple[str, ...]] = {
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
    "ll": ("l",),
    "rh": ("r",),
}
_IRISH: Mapping[str, tuple[str, ...]] = {
    "p": ("ph", "bp"),
    "t": ("th", "dt"),
    "c": ("ch", "gc"),
    "b": ("bh", "mb"),
    "d": ("dh", "nd"),
    "g": ("gh", "ng"),
    "m": ("mh",),
    "f": ("fh", "bhf"),
    "s": ("sh", "ts"),
} | {vowel: (f"h{vowel}",) for vowel in "aeiouáéíóú"}

_FIRST: Mapping[str, tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]] = {
    "cy": (re.compile(r"(?!ch|dd|ff|ng|ph|th)(?:ll|rh|[ptcbdgm])", re.IGNORECASE), _WELSH),
    "ga": (re.compile(r"(?![bcdfgmpt]h|s[cfmptv])[ptcbdgmfsaeiouáéíóú]", re.IGNORECASE), _IRISH),
}
"""Which first letters change in a language, and into what. Pairs that are one sound stay."""

_SHORTEST = 3
"""Shorter words would become others."""


def in_all_forms(language: str, patterns: Iterable[str]) -> Iterator[str]:
    """Give each pattern and those that it becomes, each once."""
    yield from dict.fromkeys(
        form for pattern in patterns for form in (pattern, *_mutated(language, pattern))
    )


def _mutated(language: str, pattern: str) -> Iterator[str]:
    first, forms = _FIRST.get(language, (None, {}))
    found = first.match(pattern) if first else None
    if found and len(pattern.rstrip("*")) > _SHORTEST:
        for form in forms[found.group().lower()]:
            yield form + pattern[found.end() :]
