"""Programmes like a given one: nearest by meaning and facets, with what is the same and what not.

The given text may be anybody's own programme: it is tagged, compared and never stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Practice, PracticeDocument
from practices_db.practices import find_practice
from practices_db.view import PracticeView, State, Value, current_views, is_recorded
from search.errors import UnreadableQuery
from search.index.encoding import Floats
from search.index.facet_arrays import Mask, concept_facets
from search.index.packed import PackedIndex
from search.index.passages import cut_passages
from search.query.filters import Filters, all_pass, read_masks
from search.query.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Quoted:
    """A concept and the words that say so, with their language.

    `recorded`: no words say so, the quote is the bare code of a source's record.
    """

    value: str
    quote: str
    language: str = ""
    recorded: bool = False


OWN_PAGE = "own_page"
MOST_PASSAGES = 8
"""A programme says early what it is."""
TagText = Callable[[str], Mapping[str, Sequence[Quoted]]]
"""Reads a text: by facet the concepts found; a facet that was read and not said has none."""


@dataclass(frozen=True, slots=True)
class FacetMatch:
    """One facet of ours beside theirs. `theirs_state` says why theirs may be empty."""

    facet: str
    same: tuple[tuple[Quoted, Quoted], ...]
    only_ours: tuple[Quoted, ...]
    only_theirs: tuple[Quoted, ...]
    theirs_state: State


@dataclass(frozen=True, slots=True)
class Peer:
    """A programme near the given one. `score` orders this list and means nothing beyond it."""

    slug: str
    name: str
    organisation: str
    country: str
    url: str
    score: float
    facets: tuple[FacetMatch, ...]


def find_peers(
    searcher: Searcher, text: str, tag: TagText, limit: int = 10, filters: Filters | None = None
) -> tuple[Peer, ...]:
    """The nearest to a described programme of those that pass `filters`, each practice once.

    Raises UnreadableQuery.
    """
    if not any(map(str.isalpha, text)):
        raise UnreadableQuery(
            "There is no text to read.", advice="Give a description of the programme."
        )
    described = searcher.ranker.describe(_opening_passages(text))
    passing = all_pass(searcher.index, read_masks(searcher.index, filters or {}))
    return _peers(searcher, described, tag(text), limit, passing)


def find_similar(
    searcher: Searcher, slug: str, limit: int = 10, filters: Filters | None = None
) -> tuple[Peer, ...]:
    """Programmes like one of the catalogue that pass `filters`. Raises NotFound."""
    with catalogue_session(searcher.engine) as session:
        practice = find_practice(session, slug)
        pages = session.execute(
            select(PracticeDocument.document_id, DocumentText.content)
            .join(Document, Document.id == PracticeDocument.document_id)
            .join(DocumentText, DocumentText.hash == Document.text_hash)
            .where(PracticeDocument.practice_id == practice.id)
            .order_by(PracticeDocument.role != OWN_PAGE, Document.id)
        ).all()
        ours = _quoted(current_views(session, [practice.id]).get(practice.id, {}))
    described = _stored_vectors(searcher.index, practice.id, [page for page, _ in pages])
    if not len(described):  # newer than the index
        text = "\n\n".join(content for _, content in pages)
        described = searcher.ranker.describe(_opening_passages(text))
    passing = all_pass(searcher.index, read_masks(searcher.index, filters or {}))
    passing &= searcher.index["practice_ids"] != practice.id
    return _peers(searcher, described, ours, limit, passing)


def _stored_vectors(index: PackedIndex, practice: int, documents: Sequence[int]) -> Floats:
    """The vectors that the index holds of a practice's first passages, document by document."""
    row = int(np.searchsorted(index["practice_ids"], practice))
    known = row < index.manifest.practices and index["practice_ids"][row] == practice
    start, end = index["practice_starts"][row : row + 2] if known else (0, 0)
    of = index["passage_documents"][start:end]
    rows = [start + at for document in documents for at in np.flatnonzero(of == document)]
    return np.asarray(index["vectors"][rows[:MOST_PASSAGES]], dtype=np.float32)


def _peers(
    searcher: Searcher,
    described: Floats,
    ours: Mapping[str, Sequence[Quoted]],
    limit: int,
    passing: Mask,
) -> tuple[Peer, ...]:
    concepts = {(facet, one.value) for facet, found in ours.items() for one in found}
    scores = searcher.ranker.rank_like(described, concepts)
    ids = searcher.index["practice_ids"].tolist()
    ranked = [at for at in scores.argsort()[::-1].tolist() if passing[at]]
    with catalogue_session(searcher.engine) as session:
        order = _spread(session, [(at, ids[at]) for at in ranked[: limit * LOOKED]], limit)
        views = current_views(session, [ids[at] for at in order])
        return tuple(
            _peer(
                session.get_one(Practice, ids[at]), views.get(ids[at], {}), ours, float(scores[at])
            )
            for at in order
        )


LOOKED = 10
"""So many times as many as are shown are looked at for other organisations."""
OF_ONE = 2
"""Programmes of one organisation among the first; more of them stand behind those of others."""


def _spread(session: Session, ranked: Sequence[tuple[int, int]], limit: int) -> list[int]:
    """The first of a ranking, so that no organisation fills it with its own branches."""
    identifiers = [identifier for _, identifier in ranked]
    named = select(Practice.id, Practice.organisation).where(Practice.id.in_(identifiers))
    of = {row.id: _folded(row.organisation) for row in session.execute(named)}
    seen: Counter[str] = Counter()
    first: list[int] = []
    behind: list[int] = []
    for at, identifier in ranked:
        organisation = of.get(identifier, "")
        seen[organisation] += bool(organisation)
        (first if seen[organisation] <= OF_ONE else behind).append(at)
        if len(first) == limit:
            break
    return (first + behind)[:limit]


def _folded(organisation: str) -> str:
    return " ".join(organisation.casefold().split())


def _opening_passages(text: str) -> list[str]:
    """The first passages of a text."""
    body = {"start": 0, "end": len(text), "level": 1, "heading": "", "role": "body"}
    spans = cut_passages(text, [body])[:MOST_PASSAGES]
    return [text[span.start : span.end] for span in spans]


def _peer(
    practice: Practice, view: PracticeView, ours: Mapping[str, Sequence[Quoted]], score: float
) -> Peer:
    theirs = _quoted(view)
    facets = tuple(
        _match(facet, ours.get(facet, ()), theirs.get(facet, ()), _state(view, facet))
        for facet in concept_facets()
    )
    return Peer(
        practice.slug,
        practice.name,
        practice.organisation,
        practice.country,
        practice.url,
        round(score, 4),
        facets,
    )


def _match(
    facet: str, ours: Sequence[Quoted], theirs: Sequence[Quoted], state: State
) -> FacetMatch:
    by_value = {quoted.value: quoted for quoted in theirs}
    known = {quoted.value for quoted in ours}
    return FacetMatch(
        facet=facet,
        same=tuple((one, by_value[one.value]) for one in ours if one.value in by_value),
        only_ours=tuple(one for one in ours if one.value not in by_value),
        only_theirs=tuple(one for one in theirs if one.value not in known),
        theirs_state=state,
    )


def _state(view: PracticeView, facet: str) -> State:
    return view[facet].state if facet in view else State.NOT_ASSESSED


def _quote(value: Value) -> Quoted:
    first = value.supports[0]
    recorded = is_recorded(value.value, first.quote, first.origin)
    return Quoted(value.value, first.quote, first.language, recorded)


def _quoted(view: PracticeView) -> dict[str, list[Quoted]]:
    return {
        facet: [_quote(value) for value in view[facet].values]
        for facet in concept_facets()
        if facet in view
    }
