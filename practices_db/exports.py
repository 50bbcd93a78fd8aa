"""A practice as plain values, and what all files keep to: columns, silence, no formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from practices_db.models import Practice
from practices_db.view import FacetView, PracticeView, State, Value

PRACTICE_COLUMNS = (
    "slug",
    "name",
    "organisation",
    "country",
    "city",
    "status",
    "url",
    "summary",
    "first_seen",
    "last_seen",
    "gone_on",
)
DETAIL_COLUMNS = ("unit", "basis", "window", "denominator", "definition", "year")
STATEMENT_COLUMNS = (
    "practice",
    "facet",
    "value",
    *DETAIL_COLUMNS,
    "quote",
    "url",
    "source",
    "language",
    "origin",
    "confidence",
    "method",
    "claimed_on",
    "first_seen",
    "last_seen",
    "statement",
)
SILENCE = {State.NOT_STATED: "not stated", State.NOT_ASSESSED: "not assessed"}


def practice_record(practice: Practice, view: PracticeView) -> dict[str, Any]:
    """One practice as plain values, ready for JSON."""
    record = {name: plain(getattr(practice, name)) for name in PRACTICE_COLUMNS}
    record["facets"] = {facet: facet_record(found) for facet, found in view.items()}
    return record


def facet_record(found: FacetView) -> dict[str, Any]:
    """A facet's state, values and pending values as plain values."""
    return {
        "state": str(found.state),
        "values": [value_record(value) for value in found.values],
        "pending": [value_record(value) for value in found.pending],
    }


def value_record(value: Value) -> dict[str, Any]:
    """A value with all of its support as plain values."""
    return {
        "value": value.value,
        "kind": value.kind,
        "confidence": value.confidence,
        "supports": [plain(asdict(support)) for support in value.supports],
    }


def facet_column(facet: str) -> str:
    """The column of a facet; what pages state of the status is no column of the practice's own."""
    return f"{facet}_stated" if facet in PRACTICE_COLUMNS else facet


def neutralise(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    risky = isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{value}" if risky else value


def plain(value: Any) -> Any:
    """Dates as ISO 8601 text, containers likewise; other values as they are."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
