"""Keeping the borrowed mean vectors of a model beside the model: they never change."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path
from typing import Any

import numpy as np

from search.index.centring import Borrowed, borrow_means, sentences
from search.index.encoding import TextEncoder


def load_borrowed(folder: Path, encoder: TextEncoder) -> Borrowed:
    """The borrowed means of this model, from `folder` or computed and kept there."""
    path = folder / f"means-{_key(encoder)}.npz"
    if path.is_file():
        return _read(path)
    borrowed = borrow_means(encoder)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{uuid.uuid4().hex}.part.npz")
    arrays: dict[str, Any] = {f"passage_{code}": m for code, m in borrowed.passages.items()}
    arrays |= {f"query_{code}": mean for code, mean in borrowed.queries.items()}
    np.savez(draft, **arrays)
    draft.replace(path)
    return borrowed


def _read(path: Path) -> Borrowed:
    with np.load(path, allow_pickle=False) as arrays:
        named = {name: arrays[name] for name in arrays.files}
    return Borrowed(
        {name[8:]: mean for name, mean in named.items() if name.startswith("passage_")},
        {name[6:]: mean for name, mean in named.items() if name.startswith("query_")},
    )


def _key(encoder: TextEncoder) -> str:
    text = repr((encoder.name, sentences("neutral.yml"), sentences("queries.yml")))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
