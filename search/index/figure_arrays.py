"""Stated numbers of practices as arrays: what filters by a range and a query's ages are asked of.

Bits are kept for the bands that are always counted; any other range is looked for in the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from practices_db.view import State
from search.figures import BANDS, read_range, read_stated
from search.index.facet_arrays import (
    STATES,
    UNKNOWN,
    Arrays,
    Mask,
    Values,
    marked,
    pack_bits,
)


def figure_arrays(facet: str, held: Values, claimed: Values, states: Sequence[State]) -> Arrays:
    """Each claimed number with its practice, its ends, how sure it is and whether it holds; the
    states; a bit a practice for each band and for both kinds of unknown.
    """
    found = [
        (row, stated.low, stated.high, sure, value in held[row])
        for row, values in enumerate(claimed)
        for value, sure in sorted(values.items())
        if (stated := read_stated(value)) is not None
    ]
    columns = list(zip(*found, strict=True)) or [()] * 5
    rows = np.array(columns[0], dtype=np.int32)
    low, high, sure = (np.array(column, dtype=np.float32) for column in columns[1:4])
    holds = np.array(columns[4], dtype=bool)
    state = np.array([STATES.index(one) for one in states], dtype=np.uint8)
    masks = [marked(len(states), rows[holds & touching(low, high, band)]) for band in BANDS[facet]]
    masks += [state == STATES.index(State(unknown)) for unknown in UNKNOWN]
    return {
        f"figure_{facet}_rows": rows,
        f"figure_{facet}_low": low,
        f"figure_{facet}_high": high,
        f"figure_{facet}_sure": sure,
        f"figure_{facet}_holds": holds,
        f"figure_{facet}_state": state,
        f"figure_{facet}_bits": np.stack([pack_bits(mask) for mask in masks]),
    }


def touching(low: NDArray[np.float32], high: NDArray[np.float32], value: str) -> Mask:
    """Which stated ranges touch the one that a filter asks for; none where it is no range."""
    asked = read_range(value)
    if asked is None:
        return np.zeros(len(low), dtype=bool)
    mask: Mask = (np.floor(low) <= asked.high) & (np.floor(high) >= asked.low)
    return mask
