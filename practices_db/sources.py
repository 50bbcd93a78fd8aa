"""The table that mirrors the declared sources, and the runs over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from practices_db.models import Issue, Run, Source


class Expectation(Protocol):
    """How many documents a healthy run yields."""

    @property
    def min(self) -> int | None: ...
    @property
    def max(self) -> int | None: ...


class DeclaredSource(Protocol):
    """What the catalogue keeps of a declaration; pipelines.sources reads it from YAML."""

    @property
    def slug(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def countries(self) -> tuple[str, ...]: ...
    @property
    def group(self) -> str: ...
    @property
    def cadence(self) -> str: ...
    @property
    def expect(self) -> Expectation: ...
    @property
    def retired_on(self) -> date | None: ...


def mirror_source(session: Session, declared: DeclaredSource) -> Source:
    """The source's row, made or brought in line with its declaration."""
    source = session.scalar(select(Source).where(Source.slug == declared.slug))
    if source is None:
        source = Source(slug=declared.slug)
        session.add(source)
    for name in ("kind", "title", "publisher", "url", "licence", "group", "cadence", "retired_on"):
        setattr(source, name, getattr(declared, name))
    source.languages = list(declared.languages)
    source.countries = list(declared.countries)
    source.expected_min = declared.expect.min
    source.expected_max = declared.expect.max
    session.flush()
    return source


def start_run(session: Session, source: Source, at: datetime) -> Run:
    """A run that is marked as running until `end_run`; a killed one stays visible as such."""
    run = Run(source_id=source.id, started_at=at, outcome="running", counts={})
    session.add(run)
    session.flush()
    return run


def fail_broken_runs(session: Session, source: Source) -> None:
    """Runs of the source that were killed count as failed; for whoever knows that none goes on."""
    session.execute(
        update(Run)
        .where(Run.source_id == source.id, Run.outcome == "running")
        .values(outcome="failed")
    )


def end_run(run: Run, outcome: str, counts: Mapping[str, int], at: datetime) -> None:
    """Close a run; `counts` are added to what earlier steps of the same run noted."""
    run.outcome = outcome
    run.counts = {**run.counts, **counts}
    run.ended_at = at


def last_visit(session: Session, slug: str) -> datetime | None:
    """When the source of that slug was last asked for anything, as far as its runs tell."""
    query = select(func.max(Run.ended_at)).join(Source, Source.id == Run.source_id)
    return session.scalar(query.where(Source.slug == slug))


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that went wrong at one address; `reason` is a short code, `detail` a sentence."""

    url: str
    stage: str
    reason: str
    detail: str


def note_issue(session: Session, source_id: int, trouble: Trouble, at: datetime) -> None:
    """Make the trouble visible, or renew it when it was seen before."""
    known = session.scalar(
        select(Issue).where(
            Issue.source_id == source_id,
            Issue.url == trouble.url,
            Issue.stage == trouble.stage,
            Issue.reason == trouble.reason,
        )
    )
    if known is None:
        known = Issue(
            source_id=source_id,
            url=trouble.url,
            stage=trouble.stage,
            reason=trouble.reason,
            first_seen=at,
        )
        session.add(known)
    # It was mended meanwhile, or first seen by a clock that ran ahead.
    if known.resolved_on is not None or known.first_seen > at:
        known.first_seen = at
    known.detail, known.last_seen, known.resolved_on = trouble.detail, at, None


UNHEARD = timedelta(days=30)
"""After how long nothing is amiss any more with an address that was not asked for again."""


def trouble_since(session: Session, source_id: int, stage: str) -> datetime | None:
    """When the open trouble of a source at a stage was first seen; None where there is none."""
    return session.scalar(
        select(Issue.first_seen).where(
            Issue.source_id == source_id, Issue.stage == stage, Issue.resolved_on.is_(None)
        )
    )


def close_unheard(session: Session, source_id: int, stage: str, at: datetime) -> None:
    """Close what was not met again for long: nothing of the source leads there any more."""
    session.execute(
        update(Issue)
        .where(
            Issue.source_id == source_id,
            Issue.stage == stage,
            Issue.resolved_on.is_(None),
            Issue.last_seen < at - UNHEARD,
        )
        .values(resolved_on=at)
        .execution_options(synchronize_session=False)
    )


def commonest_issue(session: Session, slug: str) -> str:
    """What most of a source's open issues say, as one of them says it; "" where there are none."""
    query = (
        select(func.min(Issue.detail))
        .join(Source, Source.id == Issue.source_id)
        .where(Source.slug == slug, Issue.resolved_on.is_(None))
        .group_by(Issue.reason)
        .order_by(func.count().desc(), Issue.reason)
    )
    return session.scalars(query.limit(1)).first() or ""


def resolve_issues(
    session: Session, source_id: int, url: str, stage: str, at: datetime, *, but: str = ""
) -> None:
    """Close what was open for this address at this stage: it went well now, or is in trouble for
    another reason, which stays open (`but`).
    """
    for issue in session.scalars(
        select(Issue).where(
            Issue.source_id == source_id,
            Issue.url == url,
            Issue.stage == stage,
            Issue.reason != but,
            Issue.resolved_on.is_(None),
        )
    ):
        issue.resolved_on = at


def resolve_parts(session: Session, source_id: int, url: str, stage: str, at: datetime) -> None:
    """Close what was open for the parts of a page or file (`<url>#...`) and was not met again when
    it was read at that moment.
    """
    session.execute(
        update(Issue)
        .where(
            Issue.source_id == source_id,
            Issue.url.startswith(f"{url}#", autoescape=True),
            Issue.stage == stage,
            Issue.resolved_on.is_(None),
            Issue.last_seen < at,
        )
        .values(resolved_on=at)
        .execution_options(synchronize_session=False)
    )
