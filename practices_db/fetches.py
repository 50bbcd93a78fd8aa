"""The fetch log: every request that was made or refused, and what a conditional one needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, Protocol

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from practices_db.models import Fetch, Run


class Request(Protocol):
    """What the log keeps of one request; pipelines.crawl makes these."""

    @property
    def url(self) -> str: ...
    @property
    def canonical_url(self) -> str: ...
    @property
    def requested_at(self) -> datetime: ...
    @property
    def outcome(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def detail(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def found_on(self) -> str | None: ...
    @property
    def status(self) -> int | None: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def content_type(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...
    @property
    def sha256(self) -> str | None: ...
    @property
    def redirected_to(self) -> str | None: ...
    @property
    def elapsed_ms(self) -> int: ...
    @property
    def archive_file(self) -> str | None: ...
    @property
    def archive_offset(self) -> int | None: ...


LOGGED = (
    "url",
    "canonical_url",
    "requested_at",
    "detail",
    "status",
    "etag",
    "last_modified",
    "content_type",
    "size",
    "sha256",
    "redirected_to",
    "elapsed_ms",
    "found_on",
    "archive_file",
    "archive_offset",
)
DOCUMENT_PURPOSES = ("page", "file", "listing")


PERMANENT = frozenset({200, 301, 308})
"""Statuses by which a page says that it lives elsewhere for good; 200 is that of a meta refresh."""
WITHDRAWN = frozenset({"meta_noindex", "meta_nosnippet", "missing"})


class Answer(Protocol):
    """What tells whether a page is still where it was."""

    @property
    def canonical_url(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def status(self) -> int | None: ...
    @property
    def redirected_to(self) -> str | None: ...


def departure(answer: Answer) -> Literal["gone", "moved"] | None:
    """Whether the answer says that the page is no longer published at its address.

    Only what the site says for good counts: an error or a temporary redirect may pass.
    """
    if answer.status in {404, 410} or answer.reason in WITHDRAWN:
        return "gone"
    elsewhere = answer.redirected_to not in {None, answer.canonical_url}
    return "moved" if elsewhere and answer.status in PERMANENT else None


def is_missing(answer: Answer) -> bool:
    """Whether there is nothing at the address any more, rather than something that is not to be
    kept."""
    return answer.status in {404, 410} or answer.reason == "missing"


def departed_since(session: Session, stored: Fetch) -> datetime | None:
    """When a page whose answer was stored was found to be gone afterwards; None where it was not.

    Reading may come long after crawling: a run was killed in between, or the archive is replayed.
    A run that failed tells of nothing that went: its site was in trouble.
    """
    later = (
        select(Fetch)
        .join(Run, Run.id == Fetch.run_id)
        .where(
            Run.source_id == select(Run.source_id).where(Run.id == stored.run_id).scalar_subquery(),
            Fetch.canonical_url == stored.canonical_url,
            Fetch.id > stored.id,
            Run.outcome != "failed",
        )
        .order_by(Fetch.id)
    )
    found: datetime | None = None
    for row in session.scalars(later):
        if row.outcome in {"stored", "unchanged"}:
            found = None
        elif departure(row):
            found = found or row.requested_at
    return found


def logged_places(session: Session, source_id: int) -> set[tuple[str | None, int | None]]:
    """Where in the archive the answers lie that the source's log knows of: (file, offset)."""
    query = select(Fetch.archive_file, Fetch.archive_offset).join(Run, Run.id == Fetch.run_id)
    rows = session.execute(query.where(Run.source_id == source_id))
    return {(row.archive_file, row.archive_offset) for row in rows}


def last_asked(session: Session, source_id: int) -> dict[str, datetime]:
    """By canonical address, when the source's log last tells of it."""
    query = (
        select(Fetch.canonical_url, func.max(Fetch.requested_at).label("at"))
        .join(Run, Run.id == Fetch.run_id)
        .where(Run.source_id == source_id)
        .group_by(Fetch.canonical_url)
    )
    return {row.canonical_url: row.at for row in session.execute(query)}


def requests_around(session: Session, at: datetime, within: timedelta) -> int:
    """How many requests went out to the web then, over all sources.

    Those of a clock that ran ahead do not count, or nothing could be asked for until it is right.
    """
    # The log holds years: only that of runs which may have asked then is looked through.
    runs = select(Run.id).where(Run.ended_at.is_(None) | (Run.ended_at >= at - within))
    query = select(func.count()).where(
        Fetch.run_id.in_(runs),
        Fetch.requested_at.between(at - within, at + within),
        Fetch.outcome != "refused",
        Fetch.url.startswith("http"),
    )
    return session.scalar(query) or 0


def log_fetches(session: Session, run_id: int, requests: Iterable[Request]) -> None:
    """Add one row for each, in their order; enumerations are kept as their plain values."""
    rows = [
        {
            **{name: getattr(request, name) for name in LOGGED},
            "run_id": run_id,
            "outcome": str(request.outcome),
            "purpose": str(request.purpose),
            "reason": None if request.reason is None else str(request.reason),
        }
        for request in requests
    ]
    if rows:
        session.execute(insert(Fetch), rows)


def last_stored(session: Session, source_id: int) -> dict[str, Fetch]:
    """By canonical address, the last stored answer of this source."""
    return {row.canonical_url: row for row in session.scalars(_last_stored(source_id))}


def read_whole_since(session: Session, source_id: int, after: datetime) -> dict[str, Fetch]:
    """By canonical address, the last answer with a body in a run of this source after that time.

    It may be the body that was stored before, under a new ETag.
    """
    last = (
        select(func.max(Fetch.id))
        .join(Run, Run.id == Fetch.run_id)
        .where(Run.source_id == source_id, Fetch.status == 200, Run.started_at > after)
        .group_by(Fetch.canonical_url)
    )
    found = session.scalars(select(Fetch).where(Fetch.id.in_(last)))
    return {row.canonical_url: row for row in found}


def _last_stored(source_id: int) -> Select[Fetch]:
    return select(Fetch).where(Fetch.id.in_(last_ids(source_id))).order_by(Fetch.id)


def last_ids(source_id: int) -> Select[int]:
    """The last stored answer of each canonical address of a source."""
    return (
        select(func.max(Fetch.id))
        .join(Run, Run.id == Fetch.run_id)
        .where(Run.source_id == source_id, Fetch.outcome == "stored")
        .group_by(Fetch.canonical_url)
    )
