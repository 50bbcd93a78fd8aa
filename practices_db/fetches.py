"""The fetch log: every request that was made or refused, and what a conditional one needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Select, func, select
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


LOGGED = (
    "url",
    "canonical_url",
    "requested_at",
    "reason",
    "detail",
    "status",
    "etag",
    "last_modified",
    "content_type",
    "size",
    "sha256",
    "redirected_to",
    "elapsed_ms",
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of an address from its last good answer, for a conditional request."""

    etag: str | None
    last_modified: str | None
    sha256: str | None


def log_fetch(
    session: Session, run: Run, request: Request, archived: tuple[str, int] | None
) -> Fetch:
    """Add one row; `archived` is the file and the offset of its record in the archive."""
    row = Fetch(run_id=run.id, outcome=str(request.outcome))
    for name in LOGGED:
        setattr(row, name, getattr(request, name))
    if archived is not None:
        row.archive_file, row.archive_offset = archived
    session.add(row)
    session.flush()
    return row


def remembered(session: Session, source_id: int) -> dict[str, Remembered]:
    """By canonical address, the validators of the last stored answer of this source."""
    return {
        row.canonical_url: Remembered(row.etag, row.last_modified, row.sha256)
        for row in session.scalars(_last_stored(source_id))
    }


def to_describe(session: Session, source_id: int, method: str) -> Sequence[Fetch]:
    """The last stored answers that this version of the reading code has not read yet."""
    return [row for row in session.scalars(_last_stored(source_id)) if row.described_by != method]


def _last_stored(source_id: int) -> Select[Fetch]:
    latest = (
        select(func.max(Fetch.id))
        .join(Run, Run.id == Fetch.run_id)
        .where(Run.source_id == source_id, Fetch.outcome == "stored")
        .group_by(Fetch.canonical_url)
    )
    return select(Fetch).where(Fetch.id.in_(latest)).order_by(Fetch.id)
