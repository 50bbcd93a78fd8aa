"""Whether figures may be lined up: what makes them unlike, and what nobody tells of them.

What a sentence need not tell makes figures unlike only where two tell different things; where it is
told of some or of none, that is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from practices_db.view import Support, Value
from practices_db.vocabulary import load_vocabulary
from search.told import TOLD, told_word
from search.words import listed

Figures = Sequence[Sequence[Support]]
"""The figures of one facet, by practice."""

NOTES: Mapping[str, str] = {
    "basis": "they count differently",
    "unit": "the units differ",
    "currency": "the currencies differ",
    "year": "they are of different years",
    "definition": "they define the outcome differently",
    "window": "they measure after different times",
    "denominator": "they are shares of different groups",
}
"""What makes two literal values unlike, by the key of the statement's detail that shows it."""
NEEDED: Mapping[str | None, Mapping[str, str]] = {
    "percentage": {
        "window": "after what time they measure",
        "denominator": "of which group they are shares",
    },
    "money": {"year": "of which year they are"},
    "integer": {"year": "of which year they are"},
}
"""What must be known of figures to call them alike, by the facet's datatype and the same keys."""
SOME = "they", "some of them"
"""How a note says that some of the figures tell it."""


def disagree(facet: str, values: Sequence[Value]) -> bool:
    """Several values where there can be one: one choice, or one thing measured."""
    if load_vocabulary().facet(facet).single:
        return len(values) > 1
    literals = [value for value in values if value.kind == "literal"]
    return any(_may_measure_same(one, other) for one, other in combinations(literals, 2))


def _may_measure_same(one: Value, other: Value) -> bool:
    """Whether nothing told of the two says that they measure different things."""
    details = [value.supports[0].detail for value in (one, other)]
    said = {key: [str(detail.get(key, "")) for detail in details] for key in NOTES}
    return all(a == b or (key in TOLD and not (a and b)) for key, (a, b) in said.items())


def differences(figures: Figures) -> tuple[str, ...]:
    """What makes figures unlike, with both sides where their sentences tell it."""
    every = [one for own in figures for one in own]
    return tuple(_with_both(note, key, every) for key, note in NOTES.items() if _differ(every, key))


def _with_both(note: str, key: str, supports: Sequence[Support]) -> str:
    if key not in TOLD:
        return note
    said = sorted(_known(supports, key), key=lambda one: (len(one), one))
    return f"{note} ({listed(told_word(key, one) for one in said)})"


def left_unsaid(facet: str, figures: Figures) -> tuple[str, ...]:
    """What is not told of figures of several practices, or only of some of them."""
    if sum(map(bool, figures)) < 2:
        return ()
    every = [one for own in figures for one in own]
    needed = NEEDED.get(load_vocabulary().facet(facet).datatype, {})
    return tuple(
        note.replace(*SOME) if _known(every, key) else note
        for key, note in needed.items()
        if not all(_said(one, key) for one in every)
    )


def _differ(supports: Sequence[Support], key: str) -> bool:
    said = {_said(support, key) for support in supports}
    return len(said - {""} if key in TOLD else said) > 1


def _known(supports: Sequence[Support], key: str) -> set[str]:
    return {said for support in supports if (said := _said(support, key))}


def _said(support: Support, key: str) -> str:
    if key == "year":
        return _year(support)
    if key == "basis" and support.detail.get("definition"):
        return "found_work"  # counted with others as one: how differs is told by the definition
    return str(support.detail.get(key, ""))


def _year(support: Support) -> str:
    """The year that a claim is of, else that of its page; empty where neither is known."""
    dated = support.claimed_on
    return str(support.detail.get("year") or (dated.year if dated else ""))
