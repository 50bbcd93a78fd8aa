"""How each source fares: when it was last read, what it gave, what went wrong. Read only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from practices_db.models import Document, Fetch, Issue, Practice, PracticeDocument, Run, Source

HEALTHY = ("complete", "partial")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that could not be read, still open."""

    url: str
    stage: str
    reason: str
    detail: str
    since: date


@dataclass(frozen=True, slots=True)
class SourceState:
    """A declared source and its health. Counts are of now, not of the last run."""

    slug: str
    title: str
    publisher: str
    kind: str
    url: str
    licence: str
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    group: str
    cadence: str
    retired_on: date | None
    last_run: datetime | None
    last_outcome: str
    last_success: datetime | None
    documents_read: int
    left_out: Mapping[str, int]
    gone: int
    practices: int
    robots: int
    troubles: tuple[Trouble, ...]

    @property
    def failures(self) -> tuple[Trouble, ...]:
        """What went wrong; that a site asks us to stay away is no failure."""
        return tuple(trouble for trouble in self.troubles if trouble.reason != "robots")

    @property
    def left_alone(self) -> int:
        """Addresses that robots.txt keeps us from."""
        return max(self.robots, len(self.troubles) - len(self.failures))


@dataclass(frozen=True, slots=True)
class _Counts:
    documents: Mapping[int, Mapping[str, int]]
    gone: Mapping[int, int]
    practices: Mapping[int, int]
    robots: Mapping[int, int]


def read_sources(session: Session) -> tuple[SourceState, ...]:
    """Every source, in order of slug."""
    runs: dict[int, list[Run]] = defaultdict(list)
    for run in session.scalars(select(Run).order_by(Run.id)):
        runs[run.source_id].append(run)
    troubles: dict[int, list[Trouble]] = defaultdict(list)
    open_issues = select(Issue).where(Issue.resolved_on.is_(None)).order_by(Issue.id)
    for issue in session.scalars(open_issues):
        troubles[issue.source_id].append(
            Trouble(issue.url, issue.stage, issue.reason, issue.detail, issue.first_seen.date())
        )
    counts = _counts(session)
    return tuple(
        _state(source, runs[source.id], troubles[source.id], counts)
        for source in session.scalars(select(Source).order_by(Source.slug))
    )


def _state(
    source: Source, runs: Sequence[Run], troubles: Sequence[Trouble], counts: _Counts
) -> SourceState:
    good = [run.ended_at for run in runs if run.outcome in HEALTHY and run.ended_at]
    verdicts = counts.documents.get(source.id, {})
    return SourceState(
        slug=source.slug,
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        url=source.url,
        licence=source.licence,
        languages=tuple(source.languages),
        countries=tuple(source.countries),
        group=source.group,
        cadence=source.cadence,
        retired_on=source.retired_on,
        last_run=runs[-1].started_at if runs else None,
        last_outcome=runs[-1].outcome if runs else "never",
        last_success=max(good, default=None),
        documents_read=sum(verdicts.values()),
        left_out={name: n for name, n in sorted(verdicts.items()) if name != "programme"},
        gone=counts.gone.get(source.id, 0),
        practices=counts.practices.get(source.id, 0),
        robots=counts.robots.get(source.id, 0),
        troubles=tuple(troubles),
    )


def _counts(session: Session) -> _Counts:
    documents: dict[int, dict[str, int]] = defaultdict(dict)
    for source, verdict, number in session.execute(
        select(Document.source_id, Document.verdict, func.count())
        .where(Document.gone_on.is_(None))
        .group_by(Document.source_id, Document.verdict)
    ):
        documents[source][verdict] = number
    gone = session.execute(
        select(Document.source_id, func.count())
        .where(Document.gone_on.is_not(None))
        .group_by(Document.source_id)
    )
    practices = session.execute(
        select(Document.source_id, func.count(PracticeDocument.practice_id.distinct()))
        .join(PracticeDocument, PracticeDocument.document_id == Document.id)
        .join(Practice, Practice.id == PracticeDocument.practice_id)
        .where(Practice.gone_on.is_(None), Practice.merged_into.is_(None))
        .group_by(Document.source_id)
    )
    robots = session.execute(
        select(Run.source_id, func.count(Fetch.canonical_url.distinct()))
        .join(Fetch, Fetch.run_id == Run.id)
        .where(Fetch.reason == "robots")
        .group_by(Run.source_id)
    )
    return _Counts(
        documents,
        _by_source(gone),
        _by_source(practices),
        _by_source(robots),
    )


def _by_source(rows: Iterable[Row[int, int]]) -> dict[int, int]:
    return {row[0]: row[1] for row in rows}
