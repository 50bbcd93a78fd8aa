"""Entries as plain records: the one shape behind JSON, JSON Lines and the API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from practices_db.exports import (
    DETAIL_COLUMNS,
    PRACTICE_COLUMNS,
    SILENCE,
    STATEMENT_COLUMNS,
    facet_column,
    plain,
    practice_record,
)
from practices_db.vocabulary import load_vocabulary
from search.entries import Entry, Page


def entry_record(entry: Entry) -> dict[str, Any]:
    """A practice with its facets, the documents that speak of it, and the slugs it once had."""
    record = practice_record(entry.practice, entry.view)
    record["former_slugs"] = list(entry.former)
    record["documents"] = [document_record(page) for page in entry.pages]
    return record


def document_record(page: Page) -> dict[str, Any]:
    """A document by its address; its number in our database is nobody's business."""
    return {name: value for name, value in asdict(page).items() if name != "id"}


def dump(record: Any) -> str:
    """A record as one line of JSON, the same for the same record."""
    return json.dumps(plain(record), ensure_ascii=False, sort_keys=True)


def facet_columns() -> list[str]:
    """One column a facet, in the order of the vocabulary."""
    return [facet_column(facet) for facet in load_vocabulary().facets]


def practice_rows(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """One row a practice, one column a facet; silence is spelled out."""
    for entry in entries:
        row = {name: getattr(entry.practice, name) for name in PRACTICE_COLUMNS}
        for facet in load_vocabulary().facets:
            found = entry.facet(facet)
            words = "; ".join(value.value for value in found.values)
            row[facet_column(facet)] = words or SILENCE[found.state]
        yield row


def statement_rows(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """One row a statement with its quote and its address."""
    for entry in entries:
        for facet, found in entry.view.items():
            for value in found.values:
                for support in value.supports:
                    row = {**asdict(support), "practice": entry.slug, "facet": facet}
                    row["value"] = value.value
                    row |= {name: support.detail.get(name, "") for name in DETAIL_COLUMNS}
                    yield {name: row[name] for name in STATEMENT_COLUMNS}
