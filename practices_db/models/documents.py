"""What was read: documents, every text that they ever had, and the passages that are indexed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from practices_db.models.base import Base


class DocumentText(Base):
    """A main text, kept once under the SHA-256 of its UTF-8 bytes and never changed.

    `sections` are stretches {start, end, level, heading, role}; role `body` is prose (tagged and
    indexed), `fields` are a record's coded fields (quotable only).
    """

    __tablename__ = "document_text"

    hash: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    language: Mapped[str]
    sections: Mapped[list[dict[str, Any]]]


class Document(Base):
    """One page, PDF, record or entry of a list. `text_hash`: its text now; older are revisions."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("source_id", "canonical_url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    canonical_url: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]  # html | pdf | docx | text | record | entry (of a list page)
    title: Mapped[str]
    language: Mapped[str]
    published_on: Mapped[date | None]
    modified_on: Mapped[date | None]
    text_hash: Mapped[str] = mapped_column(ForeignKey("document_text.hash"), index=True)
    about: Mapped[dict[str, Any]] = mapped_column(JSON)  # name, organisation, alternates ...
    verdict: Mapped[str]  # programme | list | news | report | other
    verdict_score: Mapped[float] = mapped_column(Float)
    verdict_reason: Mapped[str]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    gone_on: Mapped[datetime | None]


class Revision(Base):
    """That a document had this text, from when to when."""

    __tablename__ = "revision"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    text_hash: Mapped[str] = mapped_column(ForeignKey("document_text.hash"), primary_key=True)
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class Passage(Base):
    """A stretch of a text that is indexed; `hash` is that of the stretch, for its embedding."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("text_hash", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_hash: Mapped[str] = mapped_column(ForeignKey("document_text.hash"), index=True)
    position: Mapped[int]
    heading: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    hash: Mapped[str] = mapped_column(index=True)
