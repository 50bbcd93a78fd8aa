"""The catalogue as files that other programs read: CSV for spreadsheets, JSON Lines for code."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TextIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.models import Practice
from practices_db.view import FacetView, PracticeView, State, Value, current_views
from practices_db.vocabulary import load_vocabulary

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
STATEMENT_COLUMNS = (
    "practice",
    "facet",
    "value",
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


def practice_records(session: Session) -> Iterator[dict[str, Any]]:
    """Every practice with every facet: its state, values and their quotes. Ordered by slug."""
    practices = session.scalars(
        select(Practice).where(Practice.merged_into.is_(None)).order_by(Practice.slug)
    ).all()
    views = current_views(session, [practice.id for practice in practices])
    for practice in practices:
        yield practice_record(practice, views[practice.id])


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


def write_jsonl(session: Session, out: TextIO) -> int:
    """One practice a line; returns how many were written."""
    count = 0
    for record in practice_records(session):
        out.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
        count += 1
    return count


def write_practices_csv(session: Session, out: TextIO) -> int:
    """One practice a row, one facet a column; silence is spelled out. Returns the rows written."""
    facets = [facet_column(facet) for facet in load_vocabulary().facets]
    rows = (
        {**{name: record[name] for name in PRACTICE_COLUMNS}, **_cells(record["facets"])}
        for record in practice_records(session)
    )
    return _write_csv(out, [*PRACTICE_COLUMNS, *facets], rows)


def write_statements_csv(session: Session, out: TextIO) -> int:
    """One statement a row, with its quote and its address. Returns the rows written."""
    rows = (
        {**support, "practice": record["slug"], "facet": facet, "value": value["value"]}
        for record in practice_records(session)
        for facet, found in record["facets"].items()
        for value in found["values"]
        for support in value["supports"]
    )
    return _write_csv(out, STATEMENT_COLUMNS, rows)


def facet_column(facet: str) -> str:
    """The column of a facet; what pages state of the status is no column of the practice's own."""
    return f"{facet}_stated" if facet in PRACTICE_COLUMNS else facet


def _cells(facets: Mapping[str, Any]) -> dict[str, str]:
    return {
        facet_column(facet): "; ".join(value["value"] for value in found["values"])
        or SILENCE[State(found["state"])]
        for facet, found in facets.items()
    }


def _write_csv(out: TextIO, columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> int:
    writer = csv.DictWriter(out, list(columns), extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: neutralise(value) for name, value in row.items()})
        count += 1
    return count


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
