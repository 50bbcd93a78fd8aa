"""Measures search at several sizes: whole queries, memory, building, recall against exact search.

    python benchmarks/search.py [--sizes 1000 10000 100000] [--database URL] [--keep FOLDER]

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
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sqlalchemy import Engine

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import search.index.nearest
from benchmarks.assembled import Assembled
from benchmarks.made_catalogue import STARTER, Synthetic, fill
from language.encoder import open_encoder
from practices_db.engine import open_engine
from practices_db.settings import Settings, load_settings
from search.index.encoding import Floats
from search.index.nearest import EXACT_UP_TO, SIGNS_UP_TO
from search.index.refresh import refresh_index
from search.measure.throwaway import fill_catalogue, read_lines
from search.query.filters import Filters
from search.query.searcher import MOST_REMEMBERED, Searcher, find_concepts

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
    """Milliseconds: the middle, the 99th of a hundred, and the middle of processor time, warm."""
    for query in queries:
        call(query)
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


def resident() -> float:
    """MB of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def measure(passages: int, database: str | None, place: Path) -> dict[str, Any]:
    """All figures of one size, in this process; what is built already is not built again."""
    figures = build(passages, database, place)
    settings = settings_of(place, database)
    engine = open_engine(settings.database_url)
    figures |= measure_queries(engine, settings)
    if database is None:
        encoder = open_encoder(settings, "query")
        assembled = Assembled(place, place / "catalogue.sqlite", encoder)
        times = timed(assembled.search, queries())
        figures |= {"assembled p50": times[0], "assembled p99": times[1], "assembled CPU": times[2]}
    engine.dispose()
    return figures | {"load": os.getloadavg()[0]}


def settings_of(place: Path, database: str | None) -> Settings:
    url = database or f"sqlite:///{place / 'catalogue.sqlite'}"
    return Settings(data_dir=place, database_url=url, models=load_settings().models_dir)


def build(passages: int, database: str | None, place: Path) -> dict[str, Any]:
    """Fill a catalogue and index it; gives the figures of the building, kept beside it."""
    noted = place / "built.json"
    if noted.is_file():
        figures: dict[str, Any] = json.loads(noted.read_text(encoding="utf-8"))
        return figures
    place.mkdir(parents=True, exist_ok=True)
    settings = settings_of(place, database)
    encoder = open_encoder(settings, "query")
    engine = fill_catalogue(settings, [], tagged=False)
    fill(engine, Synthetic(encoder), passages, encoder.name)
    built, again = (refresh_index(engine, settings).seconds for _ in range(2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"passages": passages, "build s": built, "unchanged s": again, "peak MB": peak}
    noted.write_text(json.dumps(figures), encoding="utf-8")
    engine.dispose()
    return figures


def queries() -> list[str]:
    return [row["text"] for row in read_lines(STARTER / "queries.jsonl")][:QUERIES]


def measure_queries(engine: Engine, settings: Settings) -> dict[str, Any]:
    """Whole queries with and without a filter, and the same with the query's vector known."""
    asked = queries()
    searcher = Searcher.open(engine, settings)
    # As opened it remembers vectors and terms: asked again, a query would cost neither.
    find = lru_cache(MOST_REMEMBERED)(partial(find_concepts, kept=settings.models_dir))
    forgetful = replace(
        searcher.ranker,
        open_encoder=lambda: open_encoder(settings, "query"),
        find_concepts=find,
    )
    searcher = Searcher(engine, searcher.index, forgetful)

    def ask(query: str, by: Searcher = searcher, filters: Filters | None = None) -> object:
        find.cache_clear()  # within one query they are remembered for every reader
        return by.search(query, filters)

    plain = timed(ask, asked)
    filtered = timed(partial(ask, filters=FILTERS), asked)
    found_in = resident()
    known = dict(zip(asked, searcher.ranker.encoder().encode_queries(asked), strict=True))
    bare_ranker = replace(searcher.ranker, open_encoder=lambda: Known(known), _encoder=None)
    bare = timed(partial(ask, by=Searcher(engine, searcher.index, bare_ranker)), asked)
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
    arguments.add_argument(
        "--signs-up-to", type=int, default=SIGNS_UP_TO, help="passages whose bits are compared"
    )
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--keep", type=Path, help="folder where catalogues stay")
    arguments.add_argument("--build", action="store_true", help="only build what --keep lacks")
    arguments.add_argument("--here", type=int, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    search.index.nearest.EXACT_UP_TO = chosen.exact_up_to
    search.index.nearest.SIGNS_UP_TO = chosen.signs_up_to
    if chosen.here:
        print(
            json.dumps(
                (build if chosen.build else measure)(chosen.here, chosen.database, chosen.keep)
            )
        )
        return
    with TemporaryDirectory(prefix="practices-benchmark-") as name:
        chosen.keep = chosen.keep or Path(name)
        results = [measure_apart(size, chosen) for size in chosen.sizes]
    print(json.dumps(results, indent=2) if chosen.json else table(results))


def measure_apart(size: int, chosen: argparse.Namespace) -> dict[str, Any]:
    """One size in a process of its own, so that its memory is its own."""
    kind = "postgresql" if chosen.database else "sqlite"
    place = chosen.keep.resolve() / f"{kind}-{size}"
    command = [sys.executable, __file__, "--here", str(size), "--keep", str(place)]
    command += ["--exact-up-to", str(chosen.exact_up_to)]
    command += ["--signs-up-to", str(chosen.signs_up_to)]
    command += ["--database", chosen.database] if chosen.database else []
    command += ["--build"] if chosen.build else []
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
