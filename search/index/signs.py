"""Vectors as bits, a file of the index: which passages are near, told without any library.

A bit says on which side of a plane through the middle a vector lies. The more bits of two vectors
differ, the wider the angle between them; with two planes a number, the nearest by bits hold nearly
all of the nearest by value. Counting bits is so quick that any set of rows can be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.index.encoding import Floats
from search.index.facet_arrays import Arrays
from search.index.nearest import Find, Mask, Rows

PLANES_A_NUMBER = 2
"""With one, 0.87 of the ten nearest of 100,000 are among the 600 nearest by bits; with two 0.99."""
WORD = 64
Unlike = NDArray[np.uint16]
AT_ONCE = 20_000
"""Vectors of which bits are made together."""


def sign_arrays(vectors: NDArray[np.floating[Any]]) -> Arrays:
    """The planes, and of each vector the bits: a row for every 64 planes, a column for a vector."""
    size, dimension = vectors.shape
    planes = _planes(dimension)
    signs = np.empty((planes.shape[1] // WORD, size), dtype=np.uint64)
    for start in range(0, size, AT_ONCE):
        part = np.asarray(vectors[start : start + AT_ONCE], dtype=np.float32)
        signs[:, start : start + len(part)] = _bits(part @ planes).T
    return {"sign_planes": planes, "signs": signs}


class SignsNearest:
    """Compares bits with those of a vector: of all rows once, or of some."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._planes, self._signs = arrays["sign_planes"], arrays["signs"]

    def towards(self, vector: Floats) -> Find:
        return partial(_least_unlike, self._compare(vector, None))

    def find_among(self, vector: Floats, count: int, rows: Rows) -> Rows:
        """As `towards`, where most of very many rows are not allowed."""
        return rows[_least(self._compare(vector, rows), count)]

    def _compare(self, vector: Floats, rows: Rows | None) -> Unlike:
        """How many bits of each row differ."""
        size = self._signs.shape[1] if rows is None else len(rows)
        unlike = np.zeros(size, dtype=np.uint16)
        # New memory for every word of bits would take as long as counting them.
        other, count = np.empty(size, dtype=np.uint64), np.empty(size, dtype=np.uint8)
        for signs, asked in zip(self._signs, _bits(vector @ self._planes), strict=True):
            np.bitwise_xor(signs if rows is None else signs.take(rows), asked, out=other)
            unlike += np.bitwise_count(other, out=count)
        return unlike


def _least_unlike(unlike: Unlike, count: int, allowed: Mask | None) -> Rows:
    if allowed is None:
        return _least(unlike, count)
    rows = np.flatnonzero(allowed)
    return rows[_least(unlike[rows], count)]


def _least(unlike: Unlike, count: int) -> Rows:
    """The places with the fewest other bits, in their order; some more where they are alike."""
    return np.flatnonzero(unlike <= _bound(unlike, count))


def _bits(sides: Floats) -> NDArray[np.uint64]:
    bits: NDArray[np.uint64] = np.packbits(sides > 0, axis=-1).view(np.uint64)
    return bits


def _bound(unlike: Unlike, count: int) -> int:
    """The least number that `count` rows do not exceed: counting is quicker than sorting."""
    return int(np.searchsorted(np.cumsum(np.bincount(unlike)), count))


def _planes(dimension: int) -> Floats:
    """Planes at right angles to each other as far as there is room; always the same."""
    chance = np.random.default_rng(1)
    wanted = -(-PLANES_A_NUMBER * dimension // WORD) * WORD
    square = (dimension, dimension)
    turned = [
        np.linalg.qr(chance.standard_normal(square))[0] for _ in range(-(-wanted // dimension))
    ]
    planes: Floats = np.concatenate(turned, axis=1)[:, :wanted].astype(np.float32)
    return planes
