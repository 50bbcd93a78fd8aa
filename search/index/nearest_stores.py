"""What names the nearest passages of a large catalogue: chosen by its size and what is installed.

Decides and opens; the ways themselves are in `signs.py`, `nearest.py` and `pgvector_rows.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from search.index import nearest as near
from search.index.facet_arrays import Arrays
from search.index.nearest import FaissNearest, Nearest, has_faiss, write_faiss
from search.index.packed import PackedIndex, current_folder
from search.index.pgvector_rows import PgvectorNearest, has_pgvector, write_pgvector
from search.index.signs import SignsNearest, sign_arrays

Vectors = NDArray[np.floating[Any]]


def choose_store(engine: Engine, passages: int) -> str:
    """ "exact", "signs", "pgvector" or "faiss": the quickest that the installation allows."""
    if passages <= near.EXACT_UP_TO:
        return "exact"
    if passages <= near.SIGNS_UP_TO:
        return "signs"
    if has_pgvector(engine):
        return "pgvector"
    return "faiss" if has_faiss() else "exact"


def nearest_arrays(store: str, vectors: Vectors) -> Arrays:
    """What the index keeps beside the vectors for this way of finding the nearest."""
    return sign_arrays(vectors) if store in {"signs", "pgvector"} else {}


def write_nearest(store: str, engine: Engine, place: Path, content: str, vectors: Vectors) -> None:
    """Build what `open_nearest` opens; `place` is the folder of the index under way."""
    if store == "pgvector":
        write_pgvector(engine, content, vectors)
    elif store == "faiss":
        write_faiss(place / near.FILE, vectors)


def open_nearest(engine: Engine, folder: Path, index: PackedIndex) -> Nearest | None:
    """What names the nearest passages of the current index; None where all are compared."""
    store = index.manifest.nearest
    if store == "signs":
        return SignsNearest(index.arrays)
    if store == "pgvector":
        return PgvectorNearest(engine, index)
    if store == "faiss" and has_faiss():
        return FaissNearest(current_folder(folder) / near.FILE)
    return None
