"""What a user would put together in an afternoon, to measure search beside it.

SQLite FTS5 with an OR query, all vectors in numpy, and reciprocal rank fusion of the two: passages
come out, without filters, facets or reasons.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import numpy as np

from search.index.encoding import TextEncoder


class Assembled:
    """What a user would put together: FTS5 and numpy, fused by reciprocal ranks."""

    def __init__(self, folder: Path, database: Path, encoder: TextEncoder) -> None:
        self.encoder = encoder
        (folder / "assembled.sqlite").unlink(missing_ok=True)
        self.base = sqlite3.connect(folder / "assembled.sqlite")
        self.base.execute("ATTACH ? AS catalogue", [str(database)])
        self.base.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        self.base.execute(
            "INSERT INTO words(rowid, text) SELECT p.id, substr(t.content, p.start + 1, "
            'p."end" - p.start) FROM catalogue.passage p JOIN catalogue.document_text t '
            "ON t.hash = p.text_hash"
        )
        rows = self.base.execute(
            "SELECT p.id, e.vector FROM catalogue.passage p JOIN catalogue.embedding e "
            "ON e.passage_hash = p.hash ORDER BY p.id"
        ).fetchall()
        self.ids = np.array([row[0] for row in rows])
        blob = b"".join(row[1] for row in rows)
        self.vectors = np.frombuffer(blob, "<f2").reshape(len(rows), -1).astype(np.float32)

    def search(self, query: str) -> list[str]:
        """The texts of the ten best passages."""
        similar = self.vectors @ self.encoder.encode_queries([query])[0]
        near = self.ids[np.argsort(-similar)[:100]] if len(similar) <= 100 else self.ids[
            (top := np.argpartition(-similar, 100)[:100])[np.argsort(-similar[top])]]  # fmt: skip
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        hits = self.base.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 100", [words]
        ).fetchall()
        scores: dict[int, float] = {}
        for order in (near.tolist(), [row[0] for row in hits]):
            for place, key in enumerate(order):
                scores[key] = scores.get(key, 0) + 1 / (60 + place)
        best = sorted(scores, key=lambda key: -scores[key])[:10]
        marks = ",".join("?" * len(best))
        found = self.base.execute(f"SELECT text FROM words WHERE rowid IN ({marks})", best)
        return [row[0] for row in found]
