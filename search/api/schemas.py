"""What the API gives back, as OpenAPI describes it. Values only."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FacetState = Literal["stated", "not_stated", "not_assessed"]


class Schema(BaseModel):
    """Read from our own values by attribute."""

    model_config = ConfigDict(from_attributes=True)


class Problem(BaseModel):
    """A problem detail (RFC 9457); `advice` says what to do."""

    type: str
    title: str
    status: int
    detail: str
    advice: str = ""
    instance: str


class ReasonOut(Schema):
    """Why a practice was found."""

    channel: str
    detail: str


class PassageOut(Schema):
    """The passage that fits best; `spans` are [start, end) in `text`."""

    text: str
    heading: str
    language: str
    spans: list[tuple[int, int]]
    url: str
    title: str


class FoundOut(Schema):
    """One practice of a result. `score` orders this result and means nothing beyond it."""

    slug: str
    name: str
    organisation: str
    country: str
    city: str
    languages: list[str]
    score: float
    why: list[ReasonOut]
    passage: PassageOut | None
    tags: dict[str, list[str]]


class TermOut(BaseModel):
    """A term of the vocabulary; as a filter it is `facet=value`."""

    facet: str
    value: str


class SearchOut(BaseModel):
    """One page of results. `facets` counts every value, the unknown included."""

    release: str
    total: int
    page: int
    pages: int
    next: str | None = Field(description="Address of the next page, null on the last")
    previous: str | None = Field(description="Address of the page before, null on the first")
    notice: str
    understood: list[TermOut] = Field(description="Terms that `q` was read as asking for")
    denied: list[TermOut] = Field(description="Terms that `q` was read as leaving out")
    facets: dict[str, dict[str, int]]
    practices: list[FoundOut]


class SupportOut(Schema):
    """One statement behind a value."""

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
    detail: dict[str, Any]
    claimed_on: date | None
    first_seen: datetime
    last_seen: datetime
    gone_on: datetime | None
    verdict: str | None


class ProvenanceOut(Schema):
    """How and of which archived answer a statement was read; null is what is not known.

    `start` and `end` count letters of the text whose SHA-256 is `text_hash`; `archive_offset` is
    the byte at which the record begins in the WARC file that the keeper of the catalogue holds.
    """

    method: str
    start: int
    end: int
    text_hash: str
    page: str
    fetched_at: datetime | None
    status: int | None
    content_type: str | None
    size: int | None
    sha256: str | None
    archive_file: str | None
    archive_offset: int | None


class StatementOut(BaseModel):
    """One statement with the words before and after its quote in the stored text."""

    practice: str
    facet: str
    value: str
    support: SupportOut
    before: str
    after: str
    provenance: ProvenanceOut | None


class EventOut(Schema):
    """Something that happened to an entry."""

    on: date
    what: str


class ValueOut(Schema):
    """A value of a facet; each has at least one quote."""

    value: str
    kind: str
    confidence: float
    supports: list[SupportOut]


class FacetOut(Schema):
    """A facet of a practice: unknown is a state, not an absence."""

    state: FacetState
    values: list[ValueOut]
    pending: list[ValueOut]


class DocumentOut(Schema):
    """A document that speaks of a practice."""

    url: str
    title: str
    role: str
    reason: str
    kind: str
    language: str
    source: str
    published_on: date | None
    modified_on: date | None
    first_seen: datetime
    last_seen: datetime
    gone_on: datetime | None


class PracticeOut(BaseModel):
    """A practice with every facet and document."""

    slug: str
    name: str
    organisation: str
    country: str
    city: str
    status: str
    url: str
    summary: str
    first_seen: datetime
    last_seen: datetime
    gone_on: datetime | None
    facets: dict[str, FacetOut]
    documents: list[DocumentOut]
    former_slugs: list[str] = Field(description="Slugs that lead here since a merge")
