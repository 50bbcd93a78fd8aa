"""A catalogue of any size to measure search on: real sentences and real vectors, mixed by chance.

Texts are sentences of the starter catalogue put together; vectors are those sentences' with noise
in the directions and sizes in which they differ. Only filling belongs here, not measuring.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Engine, insert

from benchmarks.made_statements import fill_statements
from practices_db.engine import catalogue_session
from practices_db.models import (
    Document,
    DocumentText,
    Embedding,
    Passage,
    Practice,
    PracticeDocument,
)
from search.index.encoding import Floats, TextEncoder
from search.measure.throwaway import read_lines

STARTER = Path(__file__).resolve().parent.parent / "pipelines/starter"
PASSAGES_A_PRACTICE = 5
BATCH = 5_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read_real(encoder: TextEncoder) -> tuple[list[str], list[str], Floats]:
    """Sentences with their languages and vectors: what the synthetic catalogue is made from."""
    rows = read_lines(STARTER / "programmes.jsonl")
    pairs = [
        (sentence, row["language"])
        for row in rows
        for sentence in re.split(r"(?<=[.!?])\s+", row["description"])
        if len(sentence) > 20
    ][::3]
    texts, languages = [text for text, _ in pairs], [code for _, code in pairs]
    return texts, languages, encoder.encode_passages(texts)


class Synthetic:
    """Passages of any number, the same for the same seed."""

    def __init__(self, encoder: TextEncoder) -> None:
        self.texts, self.languages, vectors = read_real(encoder)
        self.vectors = vectors
        centred = vectors - vectors.mean(axis=0)
        _, sizes, self.directions = np.linalg.svd(centred, full_matrices=False)
        self.sizes = (sizes / np.sqrt(len(vectors))).astype(np.float32)
        self.chance = np.random.default_rng(7)
        self.drawn = count()

    def draw(self, number: int) -> tuple[list[str], list[str], Floats]:
        """As many practices: of each the texts, one language, and the vectors of its passages."""
        firsts = self.chance.integers(0, len(self.texts), number)
        languages = [self.languages[first] for first in firsts]
        of = {code: [at for at, c in enumerate(self.languages) if c == code] for code in languages}
        seeds = np.array([self.chance.choice(of[c], PASSAGES_A_PRACTICE) for c in languages])
        seconds = np.array([self.chance.choice(of[c], PASSAGES_A_PRACTICE) for c in languages])
        noise = self.chance.standard_normal((seeds.size, len(self.sizes)), dtype=np.float32)
        vectors = self.vectors[seeds.ravel()] + 0.7 * (noise * self.sizes) @ self.directions
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        texts = [
            # The number keeps apart what is put together from the same two sentences.
            f"{self.texts[one]} {self.texts[two]} {next(self.drawn)}"
            for one, two in zip(seeds.ravel(), seconds.ravel(), strict=True)
        ]
        return texts, languages, vectors.astype(np.float32)


def fill(engine: Engine, synthetic: Synthetic, passages: int, model: str) -> None:
    """Write practices of five passages each, with their vectors, straight into the tables."""
    practices = passages // PASSAGES_A_PRACTICE
    for start in range(0, practices, BATCH):
        number = min(BATCH, practices - start)
        texts, languages, vectors = synthetic.draw(number)
        rows = list(_rows(start, texts, languages))
        with catalogue_session(engine) as session:
            for table, key in ((DocumentText, "text"), (Document, "document"),
                               (Practice, "practice"), (PracticeDocument, "member")):  # fmt: skip
                session.execute(insert(table), [row[key] for row in rows])
            found = [passage for row in rows for passage in row["passages"]]
            session.execute(insert(Passage), found)
            session.execute(insert(Embedding), _embeddings(found, vectors, model))
    fill_statements(engine)


def _embeddings(found: list[dict[str, Any]], vectors: Floats, model: str) -> list[dict[str, Any]]:
    packed = vectors.astype("<f2")
    return [
        {"passage_hash": passage["hash"], "model": model, "dimension": 384, "vector": row.tobytes()}
        for passage, row in zip(found, packed, strict=True)
    ]


def _rows(start: int, texts: list[str], languages: list[str]) -> Iterator[dict[str, Any]]:
    for at, language in enumerate(languages):
        key = start + at + 1
        parts = texts[at * PASSAGES_A_PRACTICE : (at + 1) * PASSAGES_A_PRACTICE]
        content = "\n".join(parts)
        digest = hashlib.sha256(content.encode()).hexdigest()
        edges = np.cumsum([0, *(len(part) + 1 for part in parts)]).tolist()
        yield {
            "text": {"hash": digest, "content": content, "language": language, "sections": []},
            "document": _document(key, digest, language),
            "practice": _practice(key, parts[0]),
            "member": {"practice_id": key, "document_id": key, "role": "own_page",
                       "reason": "made", "score": 1.0},
            "passages": [
                {"text_hash": digest, "position": n, "heading": "", "start": edges[n],
                 "end": edges[n + 1] - 1, "hash": hashlib.sha256(part.encode()).hexdigest()}
                for n, part in enumerate(parts)
            ],
        }  # fmt: skip


def _document(key: int, digest: str, language: str) -> dict[str, Any]:
    return {"id": key, "source_id": 1, "canonical_url": f"about:made/{key}", "kind": "record",
            "title": "", "language": language, "published_on": None, "modified_on": None,
            "text_hash": digest, "about": {}, "verdict": "programme", "verdict_score": 1.0,
            "verdict_reason": "made", "first_seen": NOW, "last_seen": NOW,
            "gone_on": None}  # fmt: skip


def _practice(key: int, text: str) -> dict[str, Any]:
    return {"id": key, "slug": f"made-{key}", "name": " ".join(text.split()[:4]) + f" {key}",
            "organisation": "", "url": "", "country": ("AT", "BE", "DE", "FR")[key % 4],
            "region": "", "city": "", "seat_country": "", "seat_city": "", "status": "unknown",
            "summary": "", "merged_into": None, "first_seen": NOW, "last_seen": NOW,
            "gone_on": None}  # fmt: skip
