"""What is said of a practice, by whom it was read, and what people decided about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from practices_db.models.base import Base


class Statement(Base):
    """One value of one facet with its quote: `text[start:end] == quote` for the text it names.

    `id` is derived from the content (document, facet, value, origin, quote), so that the same
    claim read again is the same row. Conflicting statements stand side by side.
    """

    __tablename__ = "statement"
    __table_args__ = (Index("ix_statement_practice_facet", "practice_id", "facet", "value"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    practice_id: Mapped[int | None] = mapped_column(ForeignKey("practice.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    text_hash: Mapped[str] = mapped_column(ForeignKey("document_text.hash"))
    facet: Mapped[str]
    value: Mapped[str]  # code of a concept, or a literal
    kind: Mapped[str]  # concept | literal
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)  # of a literal: low, high, unit, basis
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    language: Mapped[str]
    origin: Mapped[str]  # declared | rule | model | person
    confidence: Mapped[float] = mapped_column(Float)
    method: Mapped[str]
    claimed_on: Mapped[date | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    retracted_on: Mapped[datetime | None]


class Reading(Base):
    """That a text was read for a facet: without a statement the facet is `not stated`.

    `reader` is "declared" (the publisher's own codes) or "machine"; `method` its version.
    """

    __tablename__ = "reading"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    facet: Mapped[str] = mapped_column(primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)
    text_hash: Mapped[str] = mapped_column(ForeignKey("document_text.hash"))
    method: Mapped[str]
    read_at: Mapped[datetime]


class Review(Base):
    """A person's verdict. Rows are only ever added; the latest of a coder counts."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[str | None] = mapped_column(ForeignKey("statement.id"), index=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), index=True)
    facet: Mapped[str]
    value: Mapped[str]
    verdict: Mapped[str]  # accept | reject | add
    coder: Mapped[str]
    note: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
