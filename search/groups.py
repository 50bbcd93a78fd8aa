"""The facets in the order in which people read a programme, under the questions that they ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from practices_db.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Group:
    """A question with the facets that answer it."""

    title: str
    note: str
    facets: tuple[str, ...]


CHECKLISTS = ("mentoring_condition", "profile")
"""Facets of which every term is asked after, also those that no page states."""
REST = "More"
_STARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("For whom", "", ("target_group", "mentee_")),
    ("Who mentors", "", ("mentor_", "stakeholder", "partner")),
    ("Who pays", "", ("funding_model", "fund", "cost", "budget")),
    ("How it works", "", ("goal", "format", "duration", "hours", "dose", "frequency", "scale")),
    ("Since when and where", "", ("start", "status", "country", "place", "delivery", "region")),
    (
        "Results",
        "How results were found out, and the figures as the pages give them.",
        ("evidence", "outcome", "output", "pairs", "participants"),
    ),
    (
        "Is this mentoring?",
        "Six conditions by which research tells mentoring to work from other help. What no page "
        "states may still hold.",
        ("mentoring_condition",),
    ),
    (
        "Four findings",
        "What a study of 2015 found to matter: collaboration, core funding, a change of mindset "
        "on both sides, benchmarks.",
        ("profile", "finding"),
    ),
)
"""Headings and the beginnings of the facets' keys under them; the rest comes under the last."""


@cache
def groups() -> tuple[Group, ...]:
    """All facets of the vocabulary, each in one group."""
    return tuple(_grouped(load_vocabulary().facets))


def _grouped(keys: Iterable[str]) -> Iterator[Group]:
    left = dict.fromkeys(keys)
    for title, note, starts in (*_STARTS, (REST, "", ("",))):
        found = [key for start in starts for key in left if key.startswith(start)]
        facets = tuple(dict.fromkeys(found))
        for key in facets:
            del left[key]
        if facets:
            yield Group(title, note, facets)


@cache
def reading_order() -> dict[str, int]:
    """The place of each facet when all are listed."""
    return {key: place for place, key in enumerate(k for group in groups() for k in group.facets)}
