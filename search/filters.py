"""Choosing practices by facet, and counting what is left. Unknown is a value like any other.

Filtering is exact and comes before ranking; it never touches a practice's rank.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from practices_db.view import State
from search.errors import UnreadableQuery
from search.facet_arrays import STATES
from search.packed import PackedIndex

Filters = Mapping[str, Collection[str]]
"""By facet: the values any of which will do; "not_stated" and "not_assessed" are values."""
Mask = NDArray[np.bool_]

UNKNOWN = (State.NOT_STATED.value, State.NOT_ASSESSED.value)


def read_masks(index: PackedIndex, filters: Filters) -> dict[str, Mask]:
    """For each facet of `filters`, which practices pass. Raises UnreadableQuery."""
    return {facet: _mask(index, facet, values) for facet, values in filters.items() if values}


def all_pass(index: PackedIndex, masks: Mapping[str, Mask]) -> Mask:
    """Which practices pass all masks."""
    passing = np.ones(index.manifest.practices, dtype=bool)
    for mask in masks.values():
        passing &= mask
    return passing


def count_facets(index: PackedIndex, masks: Mapping[str, Mask]) -> dict[str, dict[str, int]]:
    """By facet and value, how many practices a reader would see on choosing it.

    A facet's own choice is left out of its counts, so that its other values stay comparable.
    """
    counts = {}
    for facet in index.manifest.facets:
        others = {name: mask for name, mask in masks.items() if name != facet}
        counts[facet] = _count(index, facet, all_pass(index, others))
    return counts


def _count(index: PackedIndex, facet: str, passing: Mask) -> dict[str, int]:
    codes = index.manifest.facets[facet]
    owners = owners_of(index, facet)
    hits = index[f"facet_{facet}_codes"][passing[owners]]
    found = np.bincount(hits, minlength=len(codes))
    counts = {code: int(number) for code, number in zip(codes, found, strict=True) if number}
    states = np.bincount(index[f"facet_{facet}_state"][passing], minlength=len(STATES))
    unknown = {
        state.value: int(number)
        for state, number in zip(STATES, states, strict=True)
        if state is not State.STATED
    }
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) | unknown


def owners_of(index: PackedIndex, facet: str) -> NDArray[np.int64]:
    """The practice of each entry of `facet_<facet>_codes`."""
    sizes = np.diff(index[f"facet_{facet}_starts"])
    return np.repeat(np.arange(len(sizes)), sizes)


def _mask(index: PackedIndex, facet: str, values: Collection[str]) -> Mask:
    if facet not in index.manifest.facets:
        raise _unknown("facet", facet, index.manifest.facets)
    mask = np.zeros(index.manifest.practices, dtype=bool)
    for value in values:
        mask |= _has(index, facet, value)
    return mask


def _has(index: PackedIndex, facet: str, value: str) -> Mask:
    if value in UNKNOWN:
        has: Mask = index[f"facet_{facet}_state"] == STATES.index(State(value))
        return has
    codes = index.manifest.facets[facet]
    has = np.zeros(index.manifest.practices, dtype=bool)
    if value in codes:
        hits = index[f"facet_{facet}_codes"] == codes.index(value)
        has[owners_of(index, facet)[hits]] = True
    elif not _is_concept(facet, value):
        raise _unknown(f"{facet} value", value, [*codes, *UNKNOWN])
    return has


def _is_concept(facet: str, value: str) -> bool:
    """A known concept that no practice has is a fair question with the answer none."""
    from practices_db.vocabulary import load_vocabulary

    known = load_vocabulary().facets.get(facet)
    return known is None or value in known.concepts


def _unknown(what: str, given: str, known: Collection[str]) -> UnreadableQuery:
    near = difflib.get_close_matches(given, known, n=3, cutoff=0.5) or sorted(known)[:20]
    return UnreadableQuery(f"There is no {what} {given!r}.", advice=f"Try {', '.join(near)}.")
