"""Keeping passages and their vectors in the catalogue: cut once, embedded once per text and model.

Every batch is committed on its own, so an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, Engine, delete, exists, insert, select

from practices_db.engine import catalogue_session, insert_or_ignore
from practices_db.models import Document, DocumentText, Embedding, Passage
from search.index.encoding import Floats, TextEncoder
from search.index.passages import PassageSpan, cut_passages
from search.index.snapshot import PassageRow, indexed_text, present_texts, read_passage_texts

TEXTS_A_COMMIT = 100
VECTORS_A_COMMIT = 64

_Item = TypeVar("_Item")
Progress = Callable[[str, int, int], None]
"""Called with what is done ("cut" or "embed"), how many are done, and of how many."""


def store_passages(engine: Engine, progress: Progress) -> int:
    """Cut the present texts that have no passages yet; returns how many passages were added."""
    with catalogue_session(engine) as session:
        missing = session.scalars(present_texts().where(uncut())).all()
    return cut_texts(engine, missing, progress)


def uncut() -> ColumnElement[bool]:
    """That a document's text has no passages yet."""
    # Not NOT IN: PostgreSQL then compares every text with every passage.
    return ~exists().where(Passage.text_hash == Document.text_hash)


def cut_texts(engine: Engine, missing: Sequence[str], progress: Progress) -> int:
    """Cut these texts, by their hashes, and keep their passages; how many were added."""
    added = 0
    for number, part in enumerate(_batches(missing, TEXTS_A_COMMIT)):
        progress("cut", number * TEXTS_A_COMMIT, len(missing))
        with catalogue_session(engine) as session:
            texts = session.scalars(select(DocumentText).where(DocumentText.hash.in_(part)))
            rows = [row for text in texts for row in _passage_rows(text)]
            if rows:
                session.execute(insert(Passage), rows)
        added += len(rows)
    return added


def _passage_rows(text: DocumentText) -> Iterator[dict[str, object]]:
    for span in cut_passages(text.content, text.sections):
        yield {
            "text_hash": text.hash,
            "position": span.position,
            "heading": span.heading,
            "start": span.start,
            "end": span.end,
            "hash": _hash(_told(text.content, span)),
        }


def _told(content: str, span: PassageSpan) -> str:
    return indexed_text(span.heading, content[span.start : span.end])


def _hash(indexed: str) -> str:
    return hashlib.sha256(indexed.encode()).hexdigest()


def store_vectors(
    engine: Engine, rows: Sequence[PassageRow], encoder: TextEncoder, progress: Progress
) -> int:
    """Embed what has no vector of this model yet; returns how many vectors were computed."""
    known = read_known(engine, encoder.name)
    missing = list({row.hash: row for row in rows if row.hash not in known}.values())
    for number, part in enumerate(_batches(missing, VECTORS_A_COMMIT)):
        progress("embed", number * VECTORS_A_COMMIT, len(missing))
        with catalogue_session(engine) as session:
            texts = list(read_passage_texts(session, part))
        embed_passages(engine, dict(zip((row.hash for row in part), texts, strict=True)), encoder)
    progress("embed", len(missing), len(missing))
    return len(missing)


def embed_passages(engine: Engine, passages: Mapping[str, str], encoder: TextEncoder) -> None:
    """Embed what is indexed of these passages, by their hashes, and keep the vectors."""
    # No transaction is open while the encoder works: others may write.
    vectors = encoder.encode_passages(list(passages.values()))
    keep_vectors(engine, list(passages), vectors, encoder.name)


def indexed_passages(content: str, sections: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What will be indexed of a text's passages, by their hashes."""
    texts = (_told(content, span) for span in cut_passages(content, sections))
    return {_hash(text): text for text in texts}


def drop_loose_vectors(engine: Engine) -> None:
    """Forget vectors of what is no passage: of a text that was embedded while it was read, and then
    turned out to be a copy of another."""
    # Not NOT IN: of 100,000 passages PostgreSQL then compares each with each, for minutes.
    loose = ~exists().where(Passage.hash == Embedding.passage_hash)
    with catalogue_session(engine) as session:
        session.execute(delete(Embedding).where(loose))


def read_known(engine: Engine, model: str) -> set[str]:
    """The hashes of the passages that have a vector of this model."""
    with catalogue_session(engine) as session:
        query = select(Embedding.passage_hash).where(Embedding.model == model)
        return set(session.scalars(query))


def read_vectors(engine: Engine, hashes: Sequence[str], encoder: TextEncoder) -> Floats:
    """The vectors of `hashes` in their order, float32. Raises KeyError where one is missing."""
    matrix = np.empty((len(hashes), encoder.dimension), dtype=np.float32)
    places: dict[str, list[int]] = {}
    for place, digest in enumerate(hashes):
        places.setdefault(digest, []).append(place)
    with catalogue_session(engine) as session:
        query = select(Embedding.passage_hash, Embedding.vector)
        found = session.execute(
            query.where(Embedding.model == encoder.name).execution_options(yield_per=5000)
        )
        for digest, blob in found:
            for place in places.pop(digest, ()):
                matrix[place] = np.frombuffer(blob, "<f2")
    if places:
        raise KeyError(f"{len(places)} passages have no vector of {encoder.name}")
    return matrix


def keep_vectors(engine: Engine, hashes: Sequence[str], vectors: Floats, model: str) -> None:
    """Keep the vectors [passages, dimension] of passages, by their hashes, in halves of a float;
    what has one already is left alone."""
    insertion = insert_or_ignore(Embedding.__table__, engine.dialect.name)  # type: ignore[arg-type]  # a Table is one
    packed = vectors.astype("<f2")
    with catalogue_session(engine) as session:
        session.execute(
            insertion,
            [
                {
                    "passage_hash": digest,
                    "model": model,
                    "dimension": vectors.shape[1],
                    "vector": vector.tobytes(),
                }
                for digest, vector in zip(hashes, packed, strict=True)
            ],
        )


def _batches(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
