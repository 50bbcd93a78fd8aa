"""How every source is doing: one judgement, shared by the command, the checks and the alerts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from practices_db.models import Document, Issue, Run, Source
from practices_db.sources import commonest_issue

State = Literal["well", "retired", "failed", "masked", "emptied", "few", "silent", "late"]

MASKED = "same_text_everywhere"
"""Reason of the issue of a source that shows one text in place of its pages."""

EMPTIED = "most_pages_gone"
"""Reason of the issue of a source most of whose pages, or rows, were not found all at once."""

_FEWEST_SILENT = 3
_SILENT = 0.5  # of a source's documents

PATIENCE = {
    "daily": timedelta(days=2),
    "weekly": timedelta(days=9),
    "monthly": timedelta(days=35),
    "quarterly": timedelta(days=100),
    "yearly": timedelta(days=380),
}
"""How long after its last success a source of that cadence is late."""

PERIOD = {
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=28),
    "quarterly": timedelta(days=90),
    "yearly": timedelta(days=365),
}
"""How long after its last success a source of that cadence is due again."""

_EXPLAINED = frozenset({"failed", "few", "silent"})
_EARLY = timedelta(hours=6)
_SKEW = timedelta(days=1)

ADVICE: dict[State, str] = {
    "well": "",
    "retired": "",
    "failed": "The log says why. What was known stays; run it again.",
    "masked": "Look at the site; if it is no more, set `retired_on`.",
    "emptied": "Look at the site or file; if it is no more, set `retired_on`.",
    "few": "Look at the site, and at `scope` and `expect`.",
    "silent": "What was known of them stays.",
    "late": "See whether schedule or cron still run and the clock is right.",
}


@dataclass(frozen=True, slots=True)
class Health:
    """One source: its last run, its last good run, its documents, open issues, and the verdict."""

    slug: str
    state: State
    cadence: str
    outcome: str
    last_run: datetime | None
    last_success: datetime | None
    documents: int
    expected_min: int | None
    issues: int
    silent: int
    why: str
    advice: str

    @property
    def well(self) -> bool:
        return self.state in {"well", "retired"}

    @property
    def told(self) -> str:
        """What is the matter, in a sentence, and what most of its open issues say of it."""
        since = f"{self.last_success:%Y-%m-%d}" if self.last_success else "never"
        few = f"it has {self.documents} of at least {self.expected_min} documents."
        silent = f"{self.silent} of its {self.documents} documents could not be asked for."
        return {
            "failed": f"its last run failed; last success {since}. {self.why}".rstrip(),
            "masked": "it shows one and the same text in place of its pages.",
            "emptied": "most of its pages, or rows, were not found any more, all at once.",
            "few": f"{few} {self.why}".rstrip(),
            "silent": f"{silent} {self.why}".rstrip(),
            "late": f"last success {since}, though it is to be read {self.cadence}.",
        }.get(self.state, "well.")


def source_health(session: Session, at: datetime) -> list[Health]:
    """The health, at that moment, of every source that was ever read, by slug."""
    sources = session.scalars(select(Source).order_by(Source.slug))
    good = _successes(session)
    return [_health(session, source, good.get(source.slug), at) for source in sources]


def due_sources(session: Session, cadences: Mapping[str, str], at: datetime) -> list[str]:
    """Which of the sources, given with their cadences, are due: never read well, or long ago.

    A clock that calls every night at three must not miss one by a minute, so six hours early is
    due; a success of tomorrow is none.
    """
    rested = {slug: at - success for slug, success in _successes(session).items()}
    return [
        slug
        for slug, cadence in cadences.items()
        if not timedelta() <= rested.get(slug, -_EARLY) < PERIOD[cadence] - _EARLY
    ]


def _successes(session: Session) -> dict[str, datetime]:
    """When each source, by slug, was last read well."""
    latest = select(func.max(Run.id)).where(Run.outcome == "complete").group_by(Run.source_id)
    ended = select(Source.slug, Run.ended_at).join(Run, Run.source_id == Source.id)
    rows = session.execute(ended.where(Run.id.in_(latest)))
    return {slug: at for slug, at in rows if at is not None}


def _health(session: Session, source: Source, success: datetime | None, at: datetime) -> Health:
    runs = select(Run).where(Run.source_id == source.id).order_by(Run.id.desc())
    last = session.scalar(runs.limit(1))
    here = (Document.source_id == source.id, Document.gone_on.is_(None))
    documents = select(func.count()).where(*here)
    issues = select(func.count()).where(Issue.source_id == source.id, Issue.resolved_on.is_(None))
    present = session.scalar(documents) or 0
    masked = session.scalar(issues.where(Issue.reason == MASKED)) or 0
    emptied = session.scalar(issues.where(Issue.reason == EMPTIED)) or 0
    unheard = select(Issue.url).where(
        Issue.source_id == source.id, Issue.stage == "crawl", Issue.resolved_on.is_(None)
    )
    silent = session.scalar(documents.where(Document.canonical_url.in_(unheard))) or 0
    state = _state(source, last.outcome if last else "", success, present, at)
    if (masked or emptied) and state in {"well", "few", "late"}:
        state = "masked" if masked else "emptied"
    elif state in {"well", "late"} and silent >= max(_FEWEST_SILENT, _SILENT * present):
        state = "silent"
    return Health(
        slug=source.slug,
        state=state,
        cadence=source.cadence,
        outcome=last.outcome if last else "never read",
        last_run=last.started_at if last else None,
        last_success=success,
        documents=present,
        expected_min=source.expected_min,
        issues=session.scalar(issues) or 0,
        silent=silent,
        why=commonest_issue(session, source.slug) if state in _EXPLAINED else "",
        advice=ADVICE[state],
    )


def _state(
    source: Source, outcome: str, success: datetime | None, present: int, at: datetime
) -> State:
    """The gravest that is true; one that is under way for the first time is well."""
    if source.retired_on is not None and source.retired_on <= at.date():
        return "retired"
    if outcome == "failed":
        return "failed"
    if success is None:
        return "well"
    if present < (source.expected_min or 0):
        return "few"
    # A success of tomorrow is that of a clock that ran ahead: it would look fresh for ever.
    return "well" if -_SKEW < at - success <= PATIENCE[source.cadence] else "late"
