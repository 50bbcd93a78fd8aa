"""The current view: what statements and reviews together say of a practice. Computed only here.

A value is shown when a source declares it, a person accepts or adds it, or a machine is sure
enough of it; the rest waits for review. Of each coder the latest verdict counts, and of several
coders the majority; where they are even, the value waits. A verdict holds for the same words read
again, and after the machine took its statement back, as long as the text stays. A facet without a
value is `not stated` when a text of the practice was read for it and `not assessed` when none was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from practices_db.models import (
    Document,
    Practice,
    PracticeDocument,
    Reading,
    Review,
    Source,
    Statement,
)
from practices_db.verdicts import Verdicts, read_verdicts
from practices_db.vocabulary import load_vocabulary

SURE = 0.5
"""Machine statements below this confidence wait for review."""

STRONGEST_ONLY = frozenset({"evidence_level"})
"""Ordered facets of which only the strongest stated value holds."""


class State(StrEnum):
    """What is known of a facet. Unknown is a value: no count may drop the last two."""

    STATED = "stated"
    NOT_STATED = "not_stated"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Support:
    """One statement behind a value, with all that a reader needs to check it."""

    statement: str
    quote: str
    start: int
    end: int
    url: str
    title: str
    source: str
    language: str
    origin: str
    confidence: float
    method: str
    detail: Mapping[str, Any]
    claimed_on: date | None
    first_seen: datetime
    last_seen: datetime
    gone_on: datetime | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet with its support: words of a text first, a bare code last."""

    value: str
    kind: str
    supports: tuple[Support, ...]

    @property
    def confidence(self) -> float:
        return max(support.confidence for support in self.supports)


def is_recorded(value: str, quote: str, origin: str) -> bool:
    """Whether it is the bare value of a source's record: no sentence, so not shown as a quote."""
    return origin == "declared" and quote == value


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet of one practice: its state, the values that hold, and those awaiting review."""

    facet: str
    state: State
    values: tuple[Value, ...] = ()
    pending: tuple[Value, ...] = ()


PracticeView = Mapping[str, FacetView]


@dataclass(slots=True)
class _Gathered:
    held: dict[str, list[Support]] = field(default_factory=lambda: defaultdict(list))
    pending: dict[str, list[Support]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, str] = field(default_factory=dict)


def current_views(
    session: Session, practice_ids: Sequence[int] | None = None
) -> dict[int, PracticeView]:
    """The view of each practice (of all of them when `practice_ids` is None), by facet."""
    verdicts = read_verdicts(session, practice_ids)
    gathered: dict[int, dict[str, _Gathered]] = defaultdict(lambda: defaultdict(_Gathered))
    for statement, document, source in session.execute(_statements(practice_ids)):
        into = gathered[statement.practice_id or 0][statement.facet]
        _sort(into, statement, document, source, verdicts)
    readings = _readings(session, practice_ids)
    known = set(practice_ids if practice_ids is not None else [*gathered, *readings])
    return {
        practice: _facet_views(gathered.get(practice, {}), readings.get(practice, set()))
        for practice in sorted(known)
    }


def _sort(
    into: _Gathered,
    statement: Statement,
    document: Document,
    source: str,
    verdicts: Verdicts,
) -> None:
    verdict = verdicts.of(statement)
    into.kinds[statement.value] = statement.kind
    stale = statement.text_hash != document.text_hash
    withdrawn = statement.retracted_on is not None
    if verdict == "reject" or (withdrawn and (stale or verdict != "accept")):
        return
    # What a person read in a text that has changed since must be read again.
    again = verdict == "disputed" or (stale and statement.origin == "person")
    sure = not again and (verdict == "accept" or statement.confidence >= SURE)
    target = into.held if sure else into.pending
    target[statement.value].append(_support(statement, document, source, verdict))


def _support(statement: Statement, document: Document, source: str, verdict: str | None) -> Support:
    same = {
        name: getattr(statement, name)
        for name in (
            "quote",
            "start",
            "end",
            "language",
            "origin",
            "confidence",
            "method",
            "detail",
            "claimed_on",
            "first_seen",
            "last_seen",
        )
    }
    return Support(
        statement=statement.id,
        url=document.canonical_url,
        title=document.title,
        source=source,
        gone_on=document.gone_on,
        verdict=verdict,
        **same,
    )


def _facet_views(gathered: Mapping[str, _Gathered], read: Iterable[str]) -> dict[str, FacetView]:
    read = set(read)
    views = {}
    for facet in load_vocabulary().facets:
        found = gathered.get(facet, _Gathered())
        values = _strongest(facet, _values(found.held, found.kinds))
        pending = tuple(v for v in _values(found.pending, found.kinds) if v.value not in found.held)
        silent = State.NOT_STATED if facet in read else State.NOT_ASSESSED
        views[facet] = FacetView(facet, State.STATED if values else silent, values, pending)
    return views


def _values(supports: Mapping[str, list[Support]], kinds: Mapping[str, str]) -> tuple[Value, ...]:
    values = [
        Value(
            value, kinds[value], tuple(sorted(found, key=lambda support: _weight(support, value)))
        )
        for value, found in supports.items()
    ]
    return tuple(sorted(values, key=lambda v: (-v.confidence, v.value)))


def _weight(support: Support, value: str) -> tuple[bool, float, int, str]:
    """A quote that is only the code itself proves the value but tells a reader nothing."""
    bare = support.quote == value
    return (bare, -support.confidence, len(support.quote), support.statement)


def _strongest(facet: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
    if facet not in STRONGEST_ONLY or len(values) < 2:
        return values
    order = list(load_vocabulary().facet(facet).concepts)
    return (max(values, key=lambda v: order.index(v.value)),)


def _statements(practice_ids: Sequence[int] | None) -> Select[Statement, Document, str]:
    """Standing statements, and those that a machine took back but a person had judged."""
    judged = select(Review.id).where(Review.statement_id == Statement.id).exists()
    standing = Statement.retracted_on.is_(None) | judged
    query = (
        select(Statement, Document, Source.slug)
        .join(Document, Document.id == Statement.document_id)
        .join(Source, Source.id == Document.source_id)
        .where(standing, Statement.practice_id.is_not(None))
    )
    return query if practice_ids is None else query.where(Statement.practice_id.in_(practice_ids))


def _readings(session: Session, practice_ids: Sequence[int] | None) -> dict[int, set[str]]:
    query = (
        select(PracticeDocument.practice_id, Reading.facet)
        .join(Reading, Reading.document_id == PracticeDocument.document_id)
        .join(Practice, Practice.id == PracticeDocument.practice_id)
        .where(Practice.merged_into.is_(None))
    )
    if practice_ids is not None:
        query = query.where(PracticeDocument.practice_id.in_(practice_ids))
    found: dict[int, set[str]] = defaultdict(set)
    for practice, facet in session.execute(query.distinct()):
        found[practice].add(facet)
    return found
