"""What the tagger gives back: values passed around, no logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ACCEPT = 0.5
"""A tag at least this certain belongs in the default view; a weaker one goes to review."""


RULED = frozenset({"people_in_or_after_prison", "single_parents"})
"""Target groups that no coded record has: the classifier has not learned them, rules judge them
alone and look closer at who does what to whom.
"""

SILENT = "none_stated"
"""The concept that stands for "the text does not say": never a tag."""

Section = Mapping[str, Any]
"""A stretch of a text (start, end, role, ...); only stretches with role "body" are read."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One value read in a text: `text[start:end] == quote`.

    `value` is a concept's code (`kind` "concept") or a number, range, place or year as text
    (`kind` "literal", with low, high, unit, basis and what else is told of it in `detail`).
    `confidence` is in 0..1.
    """

    facet: str
    value: str
    kind: str
    start: int
    end: int
    quote: str
    confidence: float
    method: str
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tagging:
    """All tags of one text and the facets read: a facet read without a tag is `not stated`."""

    tags: tuple[Tag, ...]
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a rule proposes, before the values of one text are weighed together."""

    facet: str
    value: str
    start: int
    end: int
    confidence: float
    rule: str
    detail: Mapping[str, object] | None = None
