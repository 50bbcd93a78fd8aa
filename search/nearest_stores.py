"""Where the vectors of a large catalogue are searched: in PostgreSQL or a file of the index.

Decides and opens; the two ways themselves are in `pgvector_rows.py` and `nearest.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from search import nearest as near
from search.nearest import FaissNearest, Nearest, has_faiss, write_faiss
from search.packed import Manifest, current_folder
from search.pgvector_rows import PgvectorNearest, has_pgvector, write_pgvector

Vectors = NDArray[np.floating[Any]]


def choose_store(engine: Engine, passages: int) -> str:
    """ "exact", "pgvector" or "faiss": the best that size and installation allow."""
    if passages <= near.EXACT_UP_TO:
        return "exact"
    if has_pgvector(engine):
        return "pgvector"
    return "faiss" if has_faiss() else "exact"


def write_nearest(store: str, engine: Engine, place: Path, content: str, vectors: Vectors) -> None:
    """Build what `open_nearest` opens; `place` is the folder of the index under way."""
    if store == "pgvector":
        write_pgvector(engine, content, vectors)
    elif store == "faiss":
        write_faiss(place / near.FILE, vectors)


def open_nearest(engine: Engine, folder: Path, manifest: Manifest) -> Nearest | None:
    """What names the nearest passages of the current index; None where all are compared."""
    if manifest.nearest == "pgvector":
        return PgvectorNearest(engine, manifest.content)
    if manifest.nearest == "faiss" and has_faiss():
        return FaissNearest(current_folder(folder) / near.FILE)
    return None
