"""Facets of practices as arrays: which values hold, how surely, and what is not known.

What filters and is counted comes from the values that hold in the current view; a statement that
waits for review only makes a practice likelier for a query (`chance_arrays`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from practices_db.view import FacetView, PracticeView, State
from practices_db.vocabulary import load_vocabulary

STATES = (State.STATED, State.NOT_STATED, State.NOT_ASSESSED)
UNKNOWN = (State.NOT_STATED.value, State.NOT_ASSESSED.value)
COUNTRY, CITY, LANGUAGE = "country", "city", "language"

Values = Sequence[Mapping[str, float]]
"""Of each practice: values with their confidence."""
Mask = NDArray[np.bool_]
Bits = NDArray[np.uint64]
Arrays = dict[str, NDArray[Any]]


def concept_facets() -> list[str]:
    """The facets whose values are concepts, in the vocabulary's order."""
    return [key for key, facet in load_vocabulary().facets.items() if facet.kind == "concept"]


def view_values(views: Sequence[PracticeView], facet: str) -> tuple[Values, Values, list[State]]:
    """Of one facet, practice by practice: values that hold, all that are claimed, and the state.

    An empty view was never read.
    """
    found = [view.get(facet) or FacetView(facet, State.NOT_ASSESSED) for view in views]
    held = [{value.value: value.confidence for value in one.values} for one in found]
    claimed = [
        {value.value: value.confidence for value in (*one.pending, *one.values)} for one in found
    ]
    return held, claimed, [one.state for one in found]


def codes_of(values: Iterable[Mapping[str, float]]) -> list[str]:
    """The codes that occur, in order."""
    return sorted({code for found in values for code in found})


def facet_arrays(
    name: str, codes: Sequence[str], values: Values, states: Sequence[State]
) -> Arrays:
    """The codes of each practice, surest first, the states, and a bit a practice for each value."""
    number = {code: at for at, code in enumerate(codes)}
    numbers = np.array(
        [number[code] for found in values for code in _surest_first(found)], dtype=np.int32
    )
    owners = np.repeat(np.arange(len(values), dtype=np.int32), [len(found) for found in values])
    state = np.array([STATES.index(one) for one in states], dtype=np.uint8)
    masks = [marked(len(values), owners[numbers == at]) for at in range(len(codes))]
    masks += [state == STATES.index(State(unknown)) for unknown in UNKNOWN]
    return {
        f"facet_{name}_codes": numbers,
        f"facet_{name}_state": state,
        f"facet_{name}_bits": np.stack([pack_bits(mask) for mask in masks]),
    }


def facet_starts(facets: Sequence[Values]) -> NDArray[np.int64]:
    """Where the codes of each practice begin, a row a practice and one more, a column a facet: all
    that a practice has is found by reading two rows.
    """
    sizes = np.array([[len(found) for found in values] for values in facets], dtype=np.int64)
    return np.pad(np.cumsum(sizes, axis=1), ((0, 0), (1, 0))).T


def _surest_first(found: Mapping[str, float]) -> list[str]:
    return sorted(found, key=lambda code: (-found[code], code))


def chance_arrays(name: str, codes: Sequence[str], claimed: Values) -> Arrays:
    """Code -> practices of which it is claimed, with the confidence; also what is pending."""
    found = sorted(
        (codes.index(code), row, sure)
        for row, values in enumerate(claimed)
        for code, sure in values.items()
    )
    numbers = np.array([code for code, _, _ in found], dtype=np.int64)
    return {
        f"chance_{name}_starts": np.searchsorted(numbers, np.arange(len(codes) + 1)),
        f"chance_{name}_rows": np.array([row for _, row, _ in found], dtype=np.int32),
        f"chance_{name}_sure": np.array([sure for _, _, sure in found], dtype=np.float32),
    }


def pack_bits(mask: Mask) -> Bits:
    """A bit for each practice, in whole words of 64."""
    padded = np.zeros(-(-len(mask) // 64) * 64, dtype=bool)
    padded[: len(mask)] = mask
    bits: Bits = np.packbits(padded, bitorder="little").view(np.uint64)
    return bits


def unpack_bits(bits: Bits, size: int) -> Mask:
    """The first `size` bits as a mask."""
    mask: Mask = np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(bool)
    return mask


def marked(size: int, rows: NDArray[np.integer[Any]]) -> Mask:
    """A mask of `size` practices that is true in these rows."""
    mask = np.zeros(size, dtype=bool)
    mask[rows] = True
    return mask
