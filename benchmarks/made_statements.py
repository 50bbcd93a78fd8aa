"""Statements for a made catalogue, so that facets are counted and filtered as in a real one.

Each practice says something of most facets and nothing of some; which concepts is left to chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import Engine, func, insert, select

from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Reading, Statement
from practices_db.vocabulary import load_vocabulary

FACETS = ("target_group", "mentor_type", "funding_model", "goal", "format", "stakeholder")
UNSAID = 0.25
"""The share of practices that say nothing of a facet."""
QUOTED = 40
BATCH = 5_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def fill_statements(engine: Engine) -> None:
    """Write one or two statements a facet for every document, and that all facets were read."""
    with catalogue_session(engine) as session:
        last = session.scalar(select(func.max(Document.id))) or 0
    chance = np.random.default_rng(11)
    for start in range(0, last, BATCH):
        with catalogue_session(engine) as session:
            rows = session.execute(
                select(
                    Document.id,
                    DocumentText.hash,
                    DocumentText.language,
                    func.substr(DocumentText.content, 1, QUOTED),
                )
                .join(DocumentText, DocumentText.hash == Document.text_hash)
                .where(Document.id > start, Document.id <= start + BATCH)
            ).all()
            statements = [one for row in rows for one in _statements(chance, *row)]
            session.execute(insert(Statement), statements)
            session.execute(insert(Reading), [one for row in rows for one in _readings(*row[:2])])


def _statements(
    chance: np.random.Generator, key: int, digest: str, language: str, quote: str
) -> Iterator[dict[str, Any]]:
    for facet in FACETS:
        codes = list(load_vocabulary().facet(facet).concepts)
        if chance.random() < UNSAID:
            continue
        for at in {int(len(codes) * chance.random() ** 2) for _ in range(2)}:
            sure = 0.3 + 0.7 * chance.random()
            yield {"id": f"{key}-{facet}-{at}", "practice_id": key, "document_id": key,
                   "text_hash": digest, "facet": facet, "value": codes[at], "kind": "concept",
                   "detail": {}, "start": 0, "end": len(quote), "quote": quote,
                   "language": language, "origin": "model", "confidence": sure,
                   "method": "made", "claimed_on": None, "first_seen": NOW, "last_seen": NOW,
                   "retracted_on": None}  # fmt: skip


def _readings(key: int, digest: str) -> Iterator[dict[str, Any]]:
    for facet in FACETS:
        yield {"document_id": key, "facet": facet, "reader": "machine", "text_hash": digest,
               "method": "made", "read_at": NOW}  # fmt: skip
