"""What a search gives back: practices with their best passage and why they were found.

Only values and how they are put together from the index and the catalogue; ranking is elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import BindParameter, Connection, bindparam, func, select
from sqlalchemy.orm import Session

from practices_db.models import Document, DocumentText, Passage, Practice
from search.index.packed import PackedIndex
from search.query.highlight import Span, find_spans
from search.query.ranking import Ranking
from search.query.stated import stated_ranges


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: channel "meaning", "words", "name", "place", "figures" or "concepts", and what in
    it.
    """

    channel: str
    detail: str


@dataclass(frozen=True, slots=True)
class BestPassage:
    """The passage that fits best; `spans` are stretches of `text` to highlight."""

    text: str
    heading: str
    language: str
    spans: tuple[Span, ...]
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Found:
    """One practice of a result. `score` orders this result and means nothing beyond it; `city` is
    that of the seat where the record of a source has no other.
    """

    slug: str
    name: str
    organisation: str
    country: str
    city: str
    languages: tuple[str, ...]
    score: float
    why: tuple[Why, ...]
    passage: BestPassage | None
    tags: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Practices in order; counts by facet and value; `total` that pass the filters; a notice.

    `understood` are the terms, by facet and code, that the text was read as asking for, `denied`
    those that it names to leave them out; `remarks` are those parts of the notice that follow from
    text and catalogue alone.
    """

    practices: tuple[Found, ...]
    facets: Mapping[str, Mapping[str, int]]
    total: int
    took_ms: float
    notice: str
    understood: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    denied: tuple[tuple[str, str], ...] = ()


MEANT = 0.3
"""From this share of common words on, a name counts as meant."""
NEAR = 1.5
"""Standard deviations above the average from which a practice is near in meaning."""


# Put together once: for each search anew, that takes as long as the database does.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
PRACTICES = select(
    Practice.id,
    Practice.slug,
    Practice.name,
    Practice.organisation,
    Practice.country,
    Practice.city,
    Practice.seat_city,
).where(Practice.id.in_(_IDS))
TEXTS = (
    select(
        Passage.id,
        func.substr(DocumentText.content, Passage.start + 1, Passage.end - Passage.start),
        Passage.heading,
        DocumentText.language,
    )
    .join(DocumentText, DocumentText.hash == Passage.text_hash)
    .where(Passage.id.in_(_IDS))
)
# Not joined to the text: since the index was made, the page may have got another.
PAGES = select(Document.id, Document.canonical_url, Document.title).where(Document.id.in_(_IDS))


def describe_found(
    session: Session, index: PackedIndex, ranking: Ranking, rows: Sequence[int]
) -> tuple[Found, ...]:
    """The practices of these rows of the index, in their order."""
    ids = [int(index["practice_ids"][row]) for row in rows]
    # Columns by the bare connection: objects take as long to build as the practices to find.
    connection = session.connection()
    practices = {row.id: row for row in connection.execute(PRACTICES, {"ids": ids})}
    best = {row: _best_passage(index, ranking, row) for row in rows}
    passages = _read_passages(connection, index, [at for at in best.values() if at is not None])
    found = []
    for row, identifier in zip(rows, ids, strict=True):
        at = best[row]
        passage = _show(passages[at], ranking) if at is not None else None
        tags = read_tags(index, row)
        practice = practices[identifier]
        found.append(
            Found(
                slug=practice.slug,
                name=practice.name,
                organisation=practice.organisation,
                country=practice.country,
                city=practice.city or practice.seat_city,
                languages=tags.pop("language", ()),
                score=round(float(ranking.scores[row]), 4),
                why=_reasons(index, ranking, row, tags, passage),
                passage=passage,
                tags=tags,
            )
        )
    return tuple(found)


def read_tags(index: PackedIndex, row: int) -> dict[str, tuple[str, ...]]:
    """By facet: the values that hold for a practice, surest first; facets without one left out."""
    tags = {}
    starts, ends = index["facet_starts"][row : row + 2].tolist()
    for (facet, codes), start, end in zip(index.manifest.facets.items(), starts, ends, strict=True):
        if start < end:
            held = index[f"facet_{facet}_codes"][start:end].tolist()
            tags[facet] = tuple(codes[number] for number in held)
    return tags


def _best_passage(index: PackedIndex, ranking: Ranking, row: int) -> int | None:
    start, end = (int(at) for at in index["practice_starts"][row : row + 2])
    if start == end:
        return None
    total = np.zeros(end - start, dtype=np.float32)
    for signal in ranking.signals.values():
        said = signal.passages_between(start, end)
        if said is not None:
            total += said
    return start + int(np.argmax(total))


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    heading: str
    language: str
    url: str
    title: str


def _read_passages(
    connection: Connection, index: PackedIndex, places: Sequence[int]
) -> dict[int, _Row]:
    passages = index["passage_ids"][places].tolist()
    documents = index["passage_documents"][places].tolist()
    text_rows = connection.execute(TEXTS, {"ids": passages})
    page_rows = connection.execute(PAGES, {"ids": documents})
    texts = {identifier: told for identifier, *told in text_rows}
    pages = {identifier: told for identifier, *told in page_rows}
    pairs = zip(passages, documents, strict=True)
    return {
        at: _Row(*texts[passage], *pages[document])
        for at, (passage, document) in zip(places, pairs, strict=True)
    }


def _show(row: _Row, ranking: Ranking) -> BestPassage:
    return BestPassage(
        text=row.text,
        heading=row.heading,
        language=row.language,
        spans=find_spans(row.text, row.language, ranking.places.asked, ranking.language),
        url=row.url,
        title=row.title,
    )


def _reasons(
    index: PackedIndex,
    ranking: Ranking,
    row: int,
    tags: Mapping[str, Sequence[str]],
    passage: BestPassage | None,
) -> tuple[Why, ...]:
    reasons = []
    signals = ranking.signals
    if "names" in signals and signals["names"].practices[row] >= MEANT:
        reasons.append(Why("name", "the name has the words of the query"))
    same = [
        f"{facet}: {code}"
        for facet, code in sorted(ranking.concepts)
        if code in tags.get(facet, ())
    ]
    if there := [city.named for city in ranking.places.cities if city.rows[row]]:
        reasons.append(Why("place", ", ".join(there)))
    if stated := stated_ranges(index, ranking.figures, row):
        reasons.append(Why("figures", ", ".join(stated)))
    if same:
        reasons.append(Why("concepts", ", ".join(same)))
    if passage is not None and passage.spans:
        words = dict.fromkeys(passage.text[start:end].lower() for start, end in passage.spans)
        reasons.append(Why("words", ", ".join(words)))
    if "meaning" in signals:
        meaning = signals["meaning"]
        distance = (float(meaning.practices[row]) - meaning.average) / max(meaning.spread, 1e-6)
        if distance >= NEAR:
            reasons.append(
                Why("meaning", f"about {distance:.0f} standard deviations nearer than average")
            )
    return tuple(reasons)
