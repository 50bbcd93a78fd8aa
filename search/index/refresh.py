"""Bringing the search index in line with the catalogue: one call after every run.

Cut, embed, pack; each step skips what is already done. Reading the index is `search.query`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from practices_db.engine import catalogue_session
from practices_db.settings import Settings
from search.errors import IndexMissing
from search.index.centring import LanguageMeans, estimate_means
from search.index.deferred import bulk_encoder
from search.index.encoding import Floats, TextEncoder
from search.index.facet_arrays import COUNTRY, Arrays
from search.index.facet_tables import read_facets
from search.index.means_store import load_borrowed
from search.index.nearest_stores import choose_store, nearest_arrays, write_nearest
from search.index.packed import LAYOUT, Manifest, posting_arrays, read_manifest, write_index
from search.index.pgvector_rows import drop_others
from search.index.place_names import CITIES, build_cities, city_names, country_names
from search.index.snapshot import (
    PassageRow,
    PracticeRow,
    read_passage_texts,
    read_passages,
    read_practices,
    read_state,
)
from search.index.store import (
    Progress,
    drop_loose_vectors,
    read_vectors,
    store_passages,
    store_vectors,
)
from search.index.word_matrices import build_names, build_words, name_information

CENTRED_AT_ONCE = 50_000
FULL_WIDTH_UP_TO = 250_000
"""Passages whose vectors keep four bytes a number; two bytes take longer to compare."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a refresh did: passages in the index, of which embedded now or reused; seconds."""

    passages: int
    practices: int
    embedded: int
    reused: int
    seconds: float
    model: str
    unchanged: bool


def _silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def refresh_index(
    engine: Engine,
    settings: Settings,
    progress: Progress = _silent,
    encoder: TextEncoder | None = None,
    before: Set[str] | None = None,
) -> IndexReport:
    """Cut, embed and pack what changed since the last time; nothing else is computed again.

    `progress(what, done, total)` is called as work goes on. Interrupting loses the batch under
    way at most. `encoder` is the one that `settings` name where None is given. `before` are the
    hashes of passages that had vectors before this run, where some were embedded in it already.
    """
    began = time.perf_counter()
    store_passages(engine, progress)
    with catalogue_session(engine) as session:
        state = read_state(session)
        practices = read_practices(session)
        rows = read_passages(session)
    encoder = encoder or bulk_encoder(settings)
    hashes = {row.hash for row in rows}
    embedded = store_vectors(engine, rows, encoder, progress)
    if before is not None:
        embedded = len(hashes - before)
    store = choose_store(engine, len(rows))
    content = _Content(practices, rows, state, _content(rows, encoder.name), store)
    unchanged = _is_current(settings, content)
    if not unchanged:
        drop_loose_vectors(engine)
        _pack(engine, settings, encoder, content, progress)
    return IndexReport(
        passages=len(rows),
        practices=len(practices),
        embedded=embedded,
        reused=len(hashes) - embedded,
        seconds=time.perf_counter() - began,
        model=encoder.name,
        unchanged=unchanged,
    )


@dataclass(frozen=True, slots=True)
class _Content:
    practices: Sequence[PracticeRow]
    rows: Sequence[PassageRow]
    state: str
    content: str
    store: str

    @property
    def languages(self) -> list[str]:
        return [row.language for row in self.rows]


def _content(rows: Sequence[PassageRow], model: str) -> str:
    digest = hashlib.sha256(f"{LAYOUT} {model}".encode())
    for row in rows:
        digest.update(f"{row.id} {row.practice} {row.hash} {row.language}\n".encode())
    return digest.hexdigest()[:16]


def _is_current(settings: Settings, content: _Content) -> bool:
    try:
        manifest = read_manifest(settings.index_dir)
    except IndexMissing:
        return False
    kept = (manifest.state, manifest.content, manifest.nearest)
    return kept == (content.state, content.content, content.store)


def _pack(
    engine: Engine,
    settings: Settings,
    encoder: TextEncoder,
    content: _Content,
    progress: Progress,
) -> None:
    progress("pack", 0, 1)
    vectors = read_vectors(engine, [row.hash for row in content.rows], encoder)
    borrowed = load_borrowed(settings.models_dir, encoder)
    means = estimate_means(vectors, np.array(content.languages, dtype=str), borrowed)
    with catalogue_session(engine) as session:
        facets, arrays = read_facets(session, content.practices, content.rows)
        texts = read_passage_texts(session, content.rows)
        rare, stems = build_words(texts, content.languages)
    arrays |= _passage_arrays(content) | _mean_arrays(means)
    arrays |= posting_arrays("rare", rare) | posting_arrays("stems", stems)
    names = build_names(_names(content.practices))
    arrays |= posting_arrays("names", names)
    cities = build_cities([practice.cities for practice in content.practices])
    arrays |= posting_arrays(CITIES, cities)
    arrays["name_information"] = name_information(_names(content.practices), rare)
    arrays["vectors"] = _centre(means, vectors, content.languages, content.store)
    arrays |= nearest_arrays(content.store, arrays["vectors"])

    def write_vectors(place: Path) -> None:
        write_nearest(content.store, engine, place, content.content, arrays["vectors"])

    manifest = _manifest(content, encoder, means, facets)
    write_index(settings.index_dir, manifest, arrays, write_vectors)
    drop_others(engine, content.content if content.store == "pgvector" else None)
    progress("pack", 1, 1)


def _centre(
    means: LanguageMeans, vectors: Floats, languages: Sequence[str], store: str
) -> NDArray[Any]:
    """The centred vectors; in half the bytes where there are many and few are read for a search."""
    small = store == "exact" or len(vectors) <= FULL_WIDTH_UP_TO
    kind = np.float32 if small else np.float16
    centred = np.empty(vectors.shape, dtype=kind)
    for start in range(0, len(vectors), CENTRED_AT_ONCE):
        part = slice(start, start + CENTRED_AT_ONCE)
        centred[part] = means.centre_passages(vectors[part], languages[part])
    return centred


def _manifest(
    content: _Content,
    encoder: TextEncoder,
    means: LanguageMeans,
    facets: Mapping[str, Sequence[str]],
) -> Manifest:
    return Manifest(
        layout=LAYOUT,
        model=encoder.name,
        dimension=encoder.dimension,
        state=content.state,
        content=content.content,
        passages=len(content.rows),
        practices=len(content.practices),
        languages=sorted(set(content.languages)),
        query_languages=sorted(means.queries),
        facets=facets,
        places=country_names(facets[COUNTRY], means.queries),
        cities=city_names(practice.cities for practice in content.practices),
        nearest=content.store,
    )


def _names(practices: Sequence[PracticeRow]) -> list[str]:
    """Two rows a practice: its name, then who runs it."""
    return [name for practice in practices for name in (practice.name, practice.organisation)]


def _passage_arrays(content: _Content) -> Arrays:
    place = {practice.id: at for at, practice in enumerate(content.practices)}
    codes = {code: at for at, code in enumerate(sorted(set(content.languages)))}
    owners = np.array([place[row.practice] for row in content.rows], dtype=np.int64)
    edges = np.arange(len(content.practices) + 1)
    return {
        "passage_ids": np.array([row.id for row in content.rows], dtype=np.int64),
        "passage_documents": np.array([row.document for row in content.rows], dtype=np.int64),
        "passage_practices": owners.astype(np.int32),
        "passage_languages": np.array([codes[c] for c in content.languages], dtype=np.int16),
        "practice_ids": np.array([practice.id for practice in content.practices], dtype=np.int64),
        "practice_starts": np.searchsorted(owners, edges).astype(np.int64),
        "practice_placeless": np.array([not p.cities for p in content.practices], dtype=bool),
        "practice_dated": np.array(
            [p.dated.toordinal() if p.dated else 0 for p in content.practices], dtype=np.int32
        ),
    }


def _mean_arrays(means: LanguageMeans) -> Arrays:
    return {"query_means": np.stack([means.queries[code] for code in sorted(means.queries)])}
