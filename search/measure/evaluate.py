"""Measuring search: queries with known answers against a throw-away catalogue of programmes.

Only the description of a programme is indexed and tagged (by the tagger, as a page would be); its
name serves the search by name, as everywhere; the codes that people gave it are never read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sqlalchemy import Engine, select

from language.encoder import open_encoder
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.models import Practice
from practices_db.settings import Settings
from search.index.encoding import Floats, TextEncoder
from search.index.packed import PackedIndex
from search.index.refresh import refresh_index
from search.measure.baselines import Baselines, open_baselines
from search.measure.metrics import Quality, by_group, judge
from search.measure.throwaway import fill_catalogue, read_lines
from search.query.searcher import Searcher

SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "dense, means removed": ("meaning",),
    "dense and concepts": ("meaning", "concepts"),
    "dense and words": ("meaning", "rare", "words", "names"),
    "all": ("meaning", "rare", "words", "names", "concepts"),
}
"""What is measured beside the two baselines, by the channels that speak."""
BM25, DENSE = "bm25", "dense"
ALL, SAME, CROSS = "all", "same language", "across languages"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """By system and group of queries ("all", "same language", "fr -> de" ...) the quality.

    `tags` says which tags the concept channel read.
    """

    programmes: int
    queries: int
    model: str
    tags: str
    systems: Mapping[str, Mapping[str, Quality]]


def evaluate_search(
    programmes_path: Path, queries_path: Path, settings: Settings, *, tagged: bool = True
) -> Evaluation:
    """Index the programmes of one file and ask the queries of the other.

    Queries need `lang`, `text` and `relevant` (ids of programmes). Raises PracticesError for files
    that cannot be used.
    """
    return evaluate_rows(
        read_lines(programmes_path), read_lines(queries_path), settings, tagged=tagged
    )


def evaluate_rows(
    programmes: Sequence[Mapping[str, Any]],
    queries: Sequence[Mapping[str, Any]],
    settings: Settings,
    *,
    tagged: bool = True,
) -> Evaluation:
    """As `evaluate_search`, for rows that are already read."""
    _check(programmes, queries)
    with TemporaryDirectory(prefix="practices-evaluate-") as folder:
        place = replace(
            settings,
            data_dir=Path(folder),
            database_url=f"sqlite:///{folder}/catalogue.sqlite",
            models=settings.models_dir,
        )
        engine = fill_catalogue(place, programmes, tagged=tagged)
        # In float32, so that scores are the same on every processor.
        encoder = open_encoder(place, "exact")
        report = refresh_index(engine, place, encoder=encoder)
        judged = _judge_all(engine, place, encoder, programmes, queries)
        engine.dispose()
    return Evaluation(
        programmes=len(programmes),
        queries=len(queries),
        model=report.model,
        tags="the tagger's, from the descriptions" if tagged else "none",
        systems={system: by_group(groups) for system, groups in judged.items()},
    )


class _Remembering:
    """Encodes a query once, however many systems rank it."""

    def __init__(self, encoder: TextEncoder) -> None:
        self.name, self.dimension = encoder.name, encoder.dimension
        self.encode_passages = encoder.encode_passages
        self.count_tokens = encoder.count_tokens
        self._encode = lru_cache(maxsize=4)(encoder.encode_queries)

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        return self._encode(tuple(texts))


_Judged = dict[str, dict[str, list[Quality]]]


def _judge_all(
    engine: Engine,
    settings: Settings,
    exact: TextEncoder,
    programmes: Sequence[Mapping[str, Any]],
    queries: Sequence[Mapping[str, Any]],
) -> _Judged:
    searcher = Searcher.open(engine, settings)
    encoder = _Remembering(exact)
    searcher = replace(searcher, ranker=replace(searcher.ranker, _encoder=encoder))
    baselines = open_baselines(engine, searcher.index, encoder)
    slugs = _slugs(engine, searcher.index)
    languages = {str(row["id"]): str(row["language"]) for row in programmes}
    judged: _Judged = defaultdict(lambda: defaultdict(list))
    for query in queries:
        groups = _groups(query, languages)
        for system, scores in _rank_all(searcher, baselines, encoder, query):
            order = [slugs[at] for at in np.argsort(-scores, kind="stable")]
            quality = judge(order, query["relevant"])
            for group in groups:
                judged[system][group].append(quality)
    return judged


def _rank_all(
    searcher: Searcher, baselines: Baselines, encoder: TextEncoder, query: Mapping[str, Any]
) -> Iterable[tuple[str, Floats]]:
    text = str(query["text"])
    # The baseline is told the language; search has to find it out.
    yield BM25, baselines.rank_by_words(text, str(query["lang"]))
    yield DENSE, baselines.rank_by_vector(encoder.encode_queries([text])[0])
    for system, channels in SYSTEMS.items():
        yield system, searcher.ranker.rank(text, channels).scores


def _slugs(engine: Engine, index: PackedIndex) -> list[str]:
    with catalogue_session(engine) as session:
        known = {row.id: row.slug for row in session.execute(select(Practice.id, Practice.slug))}
    return [known[int(identifier)] for identifier in index["practice_ids"]]


def _groups(query: Mapping[str, Any], languages: Mapping[str, str]) -> list[str]:
    asked, answered = str(query["lang"]), languages[query["relevant"][0]]
    return [ALL, SAME if asked == answered else CROSS, f"{asked} -> {answered}"]


def _check(programmes: Sequence[Mapping[str, Any]], queries: Sequence[Mapping[str, Any]]) -> None:
    _need(programmes, ("id", "language", "description"), "programme")
    _need(queries, ("lang", "text", "relevant"), "query")
    known = {row["id"] for row in programmes}
    for number, query in enumerate(queries, start=1):
        if not query["relevant"] or not set(query["relevant"]) <= known:
            raise PracticesError(
                f"Query {number} names no programme, or one that is not in the file.",
                advice="`relevant` is a list of ids of programmes.",
            )


def _need(rows: Sequence[Mapping[str, Any]], keys: Sequence[str], what: str) -> None:
    if not rows:
        raise PracticesError(f"There is no {what} in the file.", advice="Write one a line.")
    for number, row in enumerate(rows, start=1):
        missing = [key for key in keys if not isinstance(row, dict) or key not in row]
        if missing:
            raise PracticesError(
                f"{what.capitalize()} {number} has no {missing[0]}.",
                advice="Write the files as the starter catalogue's.",
            )
