"""How alike whole documents are in meaning, from the same vectors that searches use."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from sqlalchemy import Engine, select

from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Passage
from practices_db.settings import Settings
from search.index.centring import estimate_means
from search.index.deferred import bulk_encoder
from search.index.encoding import Floats
from search.index.means_store import load_borrowed
from search.index.snapshot import PassageRow
from search.index.store import cut_texts, read_vectors, store_vectors, uncut

DOCUMENTS_AT_ONCE = 500


def alike(engine: Engine, settings: Settings, pairs: Sequence[tuple[int, int]]) -> list[float]:
    """The likeness of each pair of documents: 1 the same, about 0.5 two programmes picked blindly.

    What has no passages or vectors yet gets them, and keeps them for the index.
    """
    vectors = document_vectors(engine, settings, {at for pair in pairs for at in pair})
    return [
        float(vectors[one] @ vectors[two]) if one in vectors and two in vectors else 0.0
        for one, two in pairs
    ]


def document_vectors(
    engine: Engine, settings: Settings, documents: Collection[int]
) -> dict[int, Floats]:
    """One vector of unit length for each document that has prose.

    Of each passage the mean of its language is taken out; those are the borrowed means alone, so
    that two texts are as alike today as when the catalogue was half as large.
    """
    encoder = bulk_encoder(settings)
    rows = _rows(engine, sorted(documents))
    if not rows:
        return {}
    store_vectors(engine, rows, encoder, _silent)
    vectors = read_vectors(engine, [row.hash for row in rows], encoder)
    nothing = np.empty((0,), dtype=str)
    means = estimate_means(vectors[:0], nothing, load_borrowed(settings.models_dir, encoder))
    centred = means.centre_passages(vectors, [row.language for row in rows])
    return _means({row.document for row in rows}, rows, centred)


def _means(
    documents: Collection[int], rows: Sequence[PassageRow], centred: Floats
) -> dict[int, Floats]:
    places: Mapping[int, list[int]] = {document: [] for document in documents}
    for at, row in enumerate(rows):
        places[row.document].append(at)
    sums = {document: centred[found].mean(axis=0) for document, found in places.items()}
    return {
        document: (vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(np.float32)
        for document, vector in sums.items()
    }


def _rows(engine: Engine, documents: Sequence[int]) -> list[PassageRow]:
    rows: list[PassageRow] = []
    for start in range(0, len(documents), DOCUMENTS_AT_ONCE):
        part = documents[start : start + DOCUMENTS_AT_ONCE]
        with catalogue_session(engine) as session:
            missing = session.scalars(
                select(Document.text_hash).where(Document.id.in_(part), uncut())
            ).all()
        cut_texts(engine, sorted(set(missing)), _silent)
        with catalogue_session(engine) as session:
            found = session.execute(
                select(Passage.id, Document.id, Passage.hash, DocumentText.language)
                .join(Document, Document.text_hash == Passage.text_hash)
                .join(DocumentText, DocumentText.hash == Passage.text_hash)
                .where(Document.id.in_(part))
                .order_by(Document.id, Passage.position)
            )
            rows += [PassageRow(row[0], 0, row[1], row[2], row[3]) for row in found]
    return rows


def _silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""
