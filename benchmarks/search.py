"""Measures search at several sizes: whole queries, memory, building, recall against exact search.

    python benchmarks/search.py [--sizes 1000 10000 100000] [--database URL] [--json]

Texts are sentences of the starter catalogue put together by chance; vectors are those of its
passages with noise in the directions and sizes in which they differ. Queries are the starter's.
Beside it stands what a user would put together: SQLite FTS5, all vectors in numpy, and reciprocal
rank fusion of the two. Each size runs in a process of its own. Wall-clock times mean little on a
busy machine: processor time of the same queries and the load stand beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sqlalchemy import Engine

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import search.nearest  # noqa: E402
from benchmarks.made_catalogue import STARTER, Synthetic, fill  # noqa: E402
from language.encoder import open_encoder  # noqa: E402
from practices_db.settings import Settings, load_settings  # noqa: E402
from search.encoding import Floats, TextEncoder  # noqa: E402
from search.index import refresh_index  # noqa: E402
from search.nearest import EXACT_UP_TO  # noqa: E402
from search.query import Searcher  # noqa: E402
from search.throwaway import fill_catalogue, read_lines  # noqa: E402

QUERIES = 60
FILTERS = {"language": {"de", "en", "fr", "nl"}}
COLUMNS = (
    "passages", "nearest", "build s", "unchanged s", "p50 ms", "p99 ms", "p50 CPU ms",
    "filtered p50", "filtered p50 CPU",
    "filtered p99", "without encoder p50", "without encoder CPU", "recall@10",
    "filtered recall@10", "peak MB",
    "search MB", "assembled p50", "assembled p99", "assembled CPU", "load",
)  # fmt: skip


def timed(call: Callable[[str], object], queries: list[str]) -> tuple[float, float, float]:
    """Milliseconds: the middle, the 99th of a hundred, and the middle of processor time."""
    call(queries[0])
    times, busy = [], []
    for query in queries:
        began, used = time.perf_counter(), time.process_time()
        call(query)
        times.append(1000 * (time.perf_counter() - began))
        busy.append(1000 * (time.process_time() - used))
    return float(np.percentile(times, 50)), float(np.percentile(times, 99)), float(np.median(busy))


def recall(searcher: Searcher, queries: list[str], filters: dict[str, set[str]]) -> float:
    """The share of the ten best of exact search that search finds; 1 where it is exact."""
    exact = Searcher(searcher.engine, searcher.index, replace(searcher.ranker, nearest=None))
    shares = []
    for query in queries:
        found, right = (
            {each.slug for each in one.search(query, filters).practices}
            for one in (searcher, exact)
        )
        shares.append(len(found & right) / max(len(right), 1))
    return float(np.mean(shares))


class Assembled:
    """What a user would put together: FTS5 and numpy, fused by reciprocal ranks."""

    def __init__(self, folder: Path, database: Path, encoder: TextEncoder) -> None:
        self.encoder = encoder
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
        found = self.base.execute(f"SELECT text FROM words WHERE rowid IN ({marks})", best)  # noqa: S608
        return [row[0] for row in found]


def resident() -> float:
    """MB of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def measure(passages: int, database: str | None) -> dict[str, Any]:
    """All figures of one size, in this process."""
    with TemporaryDirectory(prefix="practices-benchmark-") as name:
        folder = Path(name)
        url = database or f"sqlite:///{folder / 'catalogue.sqlite'}"
        settings = Settings(data_dir=folder, database_url=url, models=load_settings().models_dir)
        encoder = open_encoder(settings, "query")
        engine = fill_catalogue(settings, [], tagged=False)
        fill(engine, Synthetic(encoder), passages, encoder.name)
        built = refresh_index(engine, settings)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        again = refresh_index(engine, settings)
        figures = {"passages": passages, "build s": built.seconds, "unchanged s": again.seconds}
        figures |= measure_queries(engine, settings) | {"peak MB": peak}
        if database is None:
            assembled = Assembled(folder, folder / "catalogue.sqlite", encoder)
            times = timed(assembled.search, queries())
            figures |= {
                "assembled p50": times[0],
                "assembled p99": times[1],
                "assembled CPU": times[2],
            }
        engine.dispose()
        return figures | {"load": os.getloadavg()[0]}


def queries() -> list[str]:
    return [row["text"] for row in read_lines(STARTER / "queries.jsonl")][:QUERIES]


def measure_queries(engine: Engine, settings: Settings) -> dict[str, Any]:
    """Whole queries with and without a filter, and the same with the query's vector known."""
    asked = queries()
    searcher = Searcher.open(engine, settings)
    plain = timed(searcher.search, asked)
    filtered = timed(lambda query: searcher.search(query, FILTERS), asked)
    found_in = resident()
    known = dict(zip(asked, searcher.ranker.encoder().encode_queries(asked), strict=True))
    bare_ranker = replace(searcher.ranker, open_encoder=lambda: Known(known), _encoder=None)
    bare = timed(Searcher(engine, searcher.index, bare_ranker).search, asked)
    few = asked[:20]
    return {
        "nearest": searcher.index.manifest.nearest,
        "p50 ms": plain[0], "p99 ms": plain[1],
        "filtered p50": filtered[0], "filtered p99": filtered[1],
        "p50 CPU ms": plain[2], "filtered p50 CPU": filtered[2], "without encoder CPU": bare[2],
        "without encoder p50": bare[0],
        "search MB": found_in,
        "recall@10": recall(searcher, few, {}),
        "filtered recall@10": recall(searcher, few, FILTERS),
    }  # fmt: skip


class Known:
    """Gives vectors that were computed before."""

    name, dimension = "known", 384

    def __init__(self, vectors: dict[str, Floats]) -> None:
        self.vectors = vectors

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        return np.stack([self.vectors[text] for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        raise NotImplementedError


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    arguments.add_argument("--database", help="URL of an empty PostgreSQL database, for one size")
    arguments.add_argument(
        "--exact-up-to", type=int, default=EXACT_UP_TO, help="passages that are all compared"
    )
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--here", type=int, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    search.nearest.EXACT_UP_TO = chosen.exact_up_to
    if chosen.here:
        print(json.dumps(measure(chosen.here, chosen.database)))
        return
    results = [measure_apart(size, chosen.database, chosen.exact_up_to) for size in chosen.sizes]
    print(json.dumps(results, indent=2) if chosen.json else table(results))


def measure_apart(size: int, database: str | None, exact: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--here", str(size), "--exact-up-to", str(exact)]
    command += ["--database", database] if database else []
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return result


def table(results: list[dict[str, Any]]) -> str:
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for result in results:
        cells = [result.get(name, "") for name in COLUMNS]
        lines.append("| " + " | ".join(f"{c:.2f}" if isinstance(c, float) else str(c)
                                       for c in cells) + " |")  # fmt: skip
    return "\n".join(lines)


if __name__ == "__main__":
    main()
