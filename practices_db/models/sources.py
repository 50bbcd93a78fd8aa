"""Where descriptions come from and what happened when they were asked for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from practices_db.models.base import Base


class Source(Base):
    """A place where descriptions are published; mirrors the YAML declaration, which rules."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    title: Mapped[str]
    publisher: Mapped[str]
    url: Mapped[str]
    licence: Mapped[str]
    languages: Mapped[list[str]]
    countries: Mapped[list[str]]
    group: Mapped[str]
    cadence: Mapped[str]
    expected_min: Mapped[int | None]
    expected_max: Mapped[int | None]
    retired_on: Mapped[date | None]


class Run(Base):
    """One pass over one source, finished or not; `counts` are what the summary prints."""

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str]  # running | complete | partial | failed
    counts: Mapped[dict[str, int]]


class Fetch(Base):
    """One request, also one that was refused before it left: the log is never rewritten."""

    __tablename__ = "fetch"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    url: Mapped[str]
    canonical_url: Mapped[str] = mapped_column(index=True)
    requested_at: Mapped[datetime]
    outcome: Mapped[str]  # stored | unchanged | redirected | refused | failed
    reason: Mapped[str | None]
    detail: Mapped[str]
    purpose: Mapped[str]  # page | file | listing | sitemap | feed | robots
    found_on: Mapped[str | None]
    status: Mapped[int | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    content_type: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    archive_file: Mapped[str | None]
    archive_offset: Mapped[int | None]
    redirected_to: Mapped[str | None]
    elapsed_ms: Mapped[int]
    # Set once its body was read; another version of the reading code reads the archive again.
    described_by: Mapped[str | None] = mapped_column(index=True)


class Issue(Base):
    """Something that could not be read or done, shown until it is mended."""

    __tablename__ = "issue"
    __table_args__ = (UniqueConstraint("source_id", "url", "stage", "reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    url: Mapped[str]
    stage: Mapped[str]  # crawl | redirects | departures | site | rows | file | describe
    reason: Mapped[str]
    detail: Mapped[str]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    resolved_on: Mapped[datetime | None]
