"""Searching: text and filters in, practices with reasons out. The door that callers use."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from practices_db.engine import catalogue_session
from practices_db.practices import has_practices, require_practices
from practices_db.settings import Settings
from practices_db.vocabulary import load_vocabulary
from search.errors import REBUILD, IndexMissing, IndexOfOtherModel, UnreadableQuery
from search.index.encoding import Remembering, TextEncoder
from search.index.facet_arrays import Mask
from search.index.nearest_stores import open_nearest
from search.index.packed import PackedIndex, open_index
from search.index.snapshot import read_state
from search.index.terms import split_words
from search.query.concepts import Concept
from search.query.filters import Filters, all_pass, count_facets, owners_of, read_masks
from search.query.found import Found, SearchResult, describe_found
from search.query.joined import left_out
from search.query.notices import cut_notice, query_notices
from search.query.ranking import BESIDE, CHANNELS, Ranker, Ranking

Sort = Literal["relevance", "evidence", "recency"]

LONGEST_QUERY = 2_000
"""Letters that are read of a query; the encoder would read no more either."""
STALE = "The catalogue has changed since the index was made; run `practices index` to renew it."
EMPTY = "The catalogue is empty: no programme was read yet. `practices run` fills it."
EVIDENCE = "evidence_level"
MOST_REMEMBERED = 256
"""Queries, and parts of them, of which the terms are remembered."""
BETWEEN_LOOKS = 5.0
"""Seconds for which it is not asked again whether the catalogue has changed, at the least."""
SHARE_OF_LOOKING = 0.01
"""The most of all time that goes into asking it."""


@dataclass(slots=True)
class Searcher:
    """An opened index. Opening takes milliseconds; the encoder loads with the first query."""

    engine: Engine
    index: PackedIndex
    ranker: Ranker
    _asked: bool = field(default=False, init=False)
    _fresh: bool = field(default=True, init=False)
    _look_again: float = field(default=0.0, init=False)

    @classmethod
    def open(cls, engine: Engine, settings: Settings) -> Searcher:
        """Open the index of this installation. Raises EmptyCatalogue, IndexMissing; `search`
        IndexOfOtherModel.
        """
        index = _open_filled(engine, settings)

        def open_encoder() -> TextEncoder:
            return _open_encoder(settings, index.manifest.model)

        # What denies, what is named and what is said of both ask for the same words.
        find = lru_cache(MOST_REMEMBERED)(partial(find_concepts, kept=settings.models_dir))
        nearest = open_nearest(engine, settings.index_dir, index)
        _keep_to_one_core()
        return cls(engine, index, Ranker(index, open_encoder, find, detect_code, nearest))

    def search(
        self,
        text: str = "",
        filters: Filters | None = None,
        limit: int = 10,
        sort: Sort = "relevance",
        skip: int = 0,
    ) -> SearchResult:
        """The practices that pass `filters`, those that fit `text` best first, without the first
        `skip` of them.

        Without text all that pass, by evidence. `facets` counts every value and both kinds of
        unknown. Raises UnreadableQuery for a text without words or a filter that does not exist.
        """
        began = time.perf_counter()
        query = _read_query(text)
        if query and not self._asked:
            # What it needs takes most of a second to load, and no lock of Python's meanwhile.
            BESIDE.submit(detect_code, query)
            self._asked = True
        masks = read_masks(self.index, filters or {})
        passing = all_pass(self.index, masks)
        begun = self.ranker.begin(query, CHANNELS if query else (), passing)
        # While the query is being encoded: counts and remarks need no scores.
        facets = count_facets(self.index, masks, filters or {})
        self._count_asked(facets, begun.read, masks)
        remarks = self._remark(query, begun.read, filters or {}) if passing.any() else []
        ranking = begun.finish()
        rows = self._order(
            ranking, passing, sort if query or sort != "relevance" else EVIDENCE, skip + limit
        )[skip:]
        found, notices = self._describe(query, ranking, rows)
        remarks = remarks if found else []
        notices += remarks
        if not self.index.manifest.practices:
            notices.append(EMPTY)
        if len(text) > LONGEST_QUERY:
            notices.append(cut_notice(len(text), LONGEST_QUERY))
        return SearchResult(
            practices=found,
            facets=facets,
            total=int(passing.sum()),
            took_ms=round((time.perf_counter() - began) * 1000, 2),
            notice=" ".join(notices) if found or not query or EMPTY in notices else "",
            understood=tuple(sorted(ranking.understood)),
            remarks=tuple(remarks),
            denied=tuple(sorted(ranking.denied)),
        )

    def _remark(self, query: str, read: Ranking, filters: Filters) -> list[str]:
        """What to say of how a query was understood, beside these filters."""
        if not query:
            return []
        without = {(facet, code) for facet, given in filters.items() for code in left_out(given)}
        chosen = [facet for facet, given in filters.items() if given]
        return query_notices(self.index, query, read, self.ranker, without, chosen)

    def _count_asked(
        self, facets: dict[str, dict[str, int]], ranking: Ranking, masks: Mapping[str, Mask]
    ) -> None:
        """Count also the ranges that the query asks for, as the other values of their facet."""
        for facet, code in (one.term for one in ranking.figures):
            others = {name: mask for name, mask in masks.items() if name != facet}
            asked = read_masks(self.index, {facet: [code]}) | others
            facets[facet].setdefault(code, int(all_pass(self.index, asked).sum()))

    def count(self, filters: Filters) -> int:
        """How many practices pass. Raises UnknownFilter."""
        return int(all_pass(self.index, read_masks(self.index, filters)).sum())

    def _describe(
        self, query: str, ranking: Ranking, rows: NDArray[np.int64]
    ) -> tuple[tuple[Found, ...], list[str]]:
        with catalogue_session(self.engine) as session:
            found = describe_found(session, self.index, ranking, [int(r) for r in rows])
            self._look_for_changes(session)
        return found, [] if self._fresh else [STALE]

    def _look_for_changes(self, session: Session) -> None:
        began = time.monotonic()
        if began >= self._look_again:
            self._fresh = read_state(session) == self.index.manifest.state
            # Counting rows takes longer than ranking where there are many: the more, the rarer.
            took = time.monotonic() - began
            self._look_again = began + max(BETWEEN_LOOKS, took / SHARE_OF_LOOKING)

    def _order(self, ranking: Ranking, passing: Mask, sort: str, limit: int) -> NDArray[np.int64]:
        rows = np.flatnonzero(passing)
        scores = -ranking.scores[rows]
        if sort == "recency":
            return rows[np.lexsort((scores, -self.index["practice_dated"][rows]))][:limit]
        if sort in {EVIDENCE, "evidence"}:
            return rows[np.lexsort((scores, -evidence_ranks(self.index)[rows]))][:limit]
        if limit < len(rows):  # sorting all of a large catalogue takes longer than ranking it
            last = np.partition(scores, limit - 1)[limit - 1]
            rows, scores = rows[scores <= last], scores[scores <= last]
        return rows[np.argsort(scores, kind="stable")][:limit]


def _open_filled(engine: Engine, settings: Settings) -> PackedIndex:
    """The index, unless nothing is in it but in the catalogue; without one, what is missing."""
    try:
        index = open_index(settings.index_dir)
    except IndexMissing:
        with catalogue_session(engine) as session:
            require_practices(session)
        raise
    if not index.manifest.practices:
        with catalogue_session(engine) as session:
            if has_practices(session):
                said = "The search index was made of an empty catalogue."
                raise IndexMissing(said, advice=REBUILD)
    return index


def evidence_ranks(index: PackedIndex) -> NDArray[np.int64]:
    """How strong the stated evidence of each practice is: 0 not known, then by the vocabulary."""
    ranks = np.zeros(index.manifest.practices, dtype=np.int64)
    if EVIDENCE not in index.manifest.facets:
        return ranks
    order = list(load_vocabulary().facet(EVIDENCE).concepts)
    strength = np.array([order.index(c) + 1 for c in index.manifest.facets[EVIDENCE]], dtype=int)
    codes = index[f"facet_{EVIDENCE}_codes"]
    if len(codes):
        np.maximum.at(ranks, owners_of(index, EVIDENCE), strength[codes])
    return ranks


def find_concepts(query: str, kept: Path | None = None) -> frozenset[Concept]:
    """The concepts that a query names, by the tagger's own phrases, which are kept in a folder."""
    # The phrases of all languages take a moment to read: not before the first query.
    from language.tagger.phrases import find_concepts as find_hits

    return frozenset((hit.facet, hit.code) for hit in find_hits(query, kept))


def detect_code(query: str) -> str:
    """The language of a query, "und" where it is too short to tell."""
    from language.detect import detect_language

    return detect_language(query).language


def _keep_to_one_core() -> None:
    """Let numpy and faiss compute a query on one core: its products are so small that a second
    thread is mostly waited for, and beside other work that takes several times as long.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)


def _open_encoder(settings: Settings, model: str) -> TextEncoder:
    # OpenVINO and the tokenizer take half a second: only when meaning is asked for.
    from language.encoder import open_encoder

    encoder = open_encoder(settings, "query")
    if encoder.name != model:
        raise IndexOfOtherModel(
            f"The index was made with the model {model}, but {encoder.name} is set.",
            advice=f"{REBUILD} Or set PRACTICES_ENCODER back.",
        )
    return Remembering(encoder)


def _read_query(text: str) -> str:
    # Half of a surrogate pair cannot be encoded, and no tokenizer or matcher takes it.
    sound = text[:LONGEST_QUERY].encode("utf-8", "replace").decode().replace("\x00", " ")
    query = " ".join(sound.split())
    if query and not split_words(query):
        raise UnreadableQuery("The query has no words.", advice="Describe what you look for.")
    return query
