"""Finding the nearest passages without comparing all of them, for catalogues too large for that.

Up to `EXACT_UP_TO` passages every one is compared. Beyond, something names candidates, and search
compares those exactly: bits (`signs.py`) up to `SIGNS_UP_TO`, then faiss (an optional dependency)
or, on PostgreSQL, pgvector. faiss was chosen over usearch and hnswlib: it builds a million vectors
in a tenth of the time, keeps them in a byte a number, and takes any set of allowed rows, so that
filters stay exact.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.index.encoding import Floats

EXACT_UP_TO = 20_000
"""Passages; comparing as many takes about a millisecond."""
SIGNS_UP_TO = 300_000
"""Passages; bits of 100,000 name the nearest as well as faiss does, of a million less well."""
CELLS = 1_000
"""Parts into which faiss divides the vectors; fewer where there are few vectors."""
PROBED = 96
"""Parts that a search looks into."""
TRAINED_ON = 64
"""Vectors a part, on which the parts are learnt."""
ADDED_AT_ONCE = 100_000
FILE = "vectors.faiss"

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


Find: TypeAlias = Callable[[int, Mask | None], Rows]
"""Names the rows nearest to one vector, about `count` and in any order; which of them are `allowed`
is exact."""


class Nearest(Protocol):
    """Names the rows of the vectors nearest to one."""

    def towards(self, vector: Floats) -> Find:
        """What names the rows nearest to this vector: a search asks it more than once."""
        ...


class FaissNearest:
    """Vectors in a byte a number, in cells round their centres (IVF, SQ8)."""

    def __init__(self, path: Path) -> None:
        self._faiss = _import_faiss()
        self._index = self._faiss.read_index(str(path), self._faiss.IO_FLAG_MMAP_IFC)

    def towards(self, vector: Floats) -> Find:
        return partial(self._find, vector)

    def _find(self, vector: Floats, count: int, allowed: Mask | None) -> Rows:
        """Rows by falling dot product, at most `count`."""
        faiss = self._faiss
        options = faiss.SearchParametersIVF(nprobe=PROBED)
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            options.sel = faiss.IDSelectorBitmap(bits)
        _, found = self._index.search(vector[np.newaxis], count, params=options)
        rows: Rows = found[0][found[0] >= 0]
        return rows


def has_faiss() -> bool:
    """Whether the optional dependency is installed."""
    from importlib.util import find_spec

    return find_spec("faiss") is not None


def _import_faiss() -> Any:
    # Optional, and only for large catalogues; it has no types.
    return import_module("faiss")


def write_faiss(path: Path, vectors: NDArray[np.floating[Any]]) -> None:
    """Build the index of the rows of `vectors` (of unit length) and write it to `path`."""
    faiss = _import_faiss()
    size, dimension = vectors.shape
    cells = max(1, min(CELLS, size // TRAINED_ON))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        cells,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.cp.niter = 10
    # Evenly spread rows, so that the same content gives the same index.
    chosen = np.linspace(0, size - 1, min(size, cells * TRAINED_ON)).astype(np.int64)
    index.train(np.ascontiguousarray(vectors[chosen], dtype=np.float32))
    for start in range(0, size, ADDED_AT_ONCE):
        index.add(np.ascontiguousarray(vectors[start : start + ADDED_AT_ONCE], dtype=np.float32))
    faiss.write_index(index, str(path))
