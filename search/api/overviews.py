"""What the API gives back of more than one practice: comparison, gap map, peers, the catalogue."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from search.api.schemas import FacetState, Schema, ValueOut


class ColumnOut(Schema):
    """One practice of a comparison."""

    slug: str
    name: str
    organisation: str
    country: str
    url: str


class CellOut(Schema):
    """What one practice says on one facet."""

    state: FacetState
    values: list[ValueOut]
    conflict: bool
    recorded: str = Field(description="What a source's record says where no sentence does")


class RowOut(Schema):
    """One facet over all practices."""

    facet: str
    label: str
    cells: list[CellOut]
    shared: list[str]
    unlike: list[str]
    unsaid: list[str] = Field(description="What nobody says of figures, so that they may be unlike")


class ComparisonOut(Schema):
    """Practices as columns, facets as rows."""

    columns: list[ColumnOut]
    rows: list[RowOut]


class GapCellOut(Schema):
    """One pair of values with what stands behind the number."""

    row: str
    column: str
    standing: str
    practices: int
    by_evidence: dict[str, int]
    unsaid: int
    unread: int


class SearchedOut(Schema):
    """The denominator of a gap map."""

    practices: int = Field(description="Practices that pass the filters")
    documents_read: int = Field(description="Documents that sources hold, whatever the filters")
    sources_searched: list[str]
    sources_failed: list[str]
    sources_never_run: list[str]
    languages: list[str]


class GapsOut(BaseModel):
    """Two facets crossed."""

    rows: str
    columns: str
    cells: list[GapCellOut]
    row_totals: dict[str, int]
    column_totals: dict[str, int]
    searched: SearchedOut


class ReleaseOut(BaseModel):
    """What the catalogue holds now."""

    release: str
    as_of: date | None
    practices: int
    countries: list[str]
    languages: list[str]


class SourceOut(Schema):
    """A source and its health."""

    slug: str
    title: str
    publisher: str
    kind: str
    url: str
    licence: str
    cadence: str
    last_success: datetime | None
    last_outcome: str
    documents_read: int = Field(description="Those that speak of no programme among them")
    practices: int
    robots: int


class QuotedOut(Schema):
    """A concept and the words that say so, with their language."""

    value: str
    quote: str
    language: str
    recorded: bool = Field(description="The quote is a record's bare code, no sentence says so")


class FacetMatchOut(Schema):
    """One facet of the given programme beside a peer's."""

    facet: str
    same: list[tuple[QuotedOut, QuotedOut]]
    only_ours: list[QuotedOut]
    only_theirs: list[QuotedOut]
    theirs_state: FacetState


class PeerOut(Schema):
    """A programme near the given one."""

    slug: str
    name: str
    organisation: str
    country: str
    url: str
    score: float
    facets: list[FacetMatchOut]


class PeerText(BaseModel):
    """The description of a programme; it is read and forgotten."""

    text: str = Field(
        min_length=1,
        max_length=20_000,
        examples=["Retired engineers help refugees to find work. The city pays the coordinator."],
    )
    limit: int = Field(default=10, ge=1, le=50)
    country: str = Field(default="", max_length=20, description="Only programmes there, as DE")


class ConceptOut(BaseModel):
    """A term of a facet."""

    code: str
    label: str
    note: str
    broader: str | None


class VocabularyFacet(BaseModel):
    """A facet with its terms."""

    key: str
    label: str
    note: str
    kind: str
    single: bool
    concepts: list[ConceptOut]
