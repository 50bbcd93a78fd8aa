"""The programmes that people compare, and which documents speak of each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Float, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from practices_db.models.base import Base


class Practice(Base):
    """A programme. `merged_into` names the slug that took it over; the row stays, so it can split.

    Place is where the programme is delivered; the seat of the organisation is kept apart.
    """

    __tablename__ = "practice"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    organisation: Mapped[str]
    url: Mapped[str]
    country: Mapped[str]  # ISO 3166-1 alpha-2, or "" when not stated
    region: Mapped[str]
    city: Mapped[str]
    seat_country: Mapped[str]
    seat_city: Mapped[str]
    status: Mapped[str]  # running | ended | planned | paused | unknown
    summary: Mapped[str]
    merged_into: Mapped[str | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    gone_on: Mapped[datetime | None]


class PracticeDocument(Base):
    """That a document speaks of a practice, in which role, and why we think so.

    A practice that was merged away keeps its rows as they were, so that it can come back.
    """

    __tablename__ = "practice_document"

    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id"), primary_key=True, index=True
    )
    role: Mapped[str]  # own_page | third_party | report | news
    reason: Mapped[str]
    score: Mapped[float] = mapped_column(Float)


class GroupingDecision(Base):
    """A person's word on which documents are one practice. Rows are only ever added.

    merge: the documents `others` of the practice `other_slug` belong to `slug`, with `documents`;
    split: the documents `others` do not belong to `slug`, where `documents` stay;
    apart: `slug` and `other_slug` are two practices; undo: the decision `undoes` holds no longer.
    """

    __tablename__ = "grouping_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[str]  # merge | split | apart | undo
    slug: Mapped[str]
    other_slug: Mapped[str]
    documents: Mapped[list[int]] = mapped_column(JSON)
    others: Mapped[list[int]] = mapped_column(JSON)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("grouping_decision.id"))
    coder: Mapped[str]
    note: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
