"""What a catalogue holds, as lines of text: two catalogues are the same when their lines are.

Times are reduced to whether there is one, row numbers to what they stand for; the log of requests
and runs is left out, since it tells how the content came about.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from practices_db.engine import catalogue_session
from practices_db.models import Base, Document, Practice, Source
from practices_db.schema import open_catalogue

_LEFT_OUT = {"run", "fetch", "release"}


def catalogue_lines(engine: Engine) -> list[str]:
    """Every row of the catalogue, sorted."""
    with catalogue_session(engine) as session:
        sources = {row.id: row.slug for row in session.scalars(select(Source))}
        urls = session.execute(select(Document.id, Document.source_id, Document.canonical_url))
        names: dict[str, Mapping[int, str]] = {
            "source_id": sources,
            "document_id": {row: f"{sources[source]} {url}" for row, source, url in urls},
            "practice_id": {row.id: row.slug for row in session.scalars(select(Practice))},
        }
        return sorted(
            f"{table.name} {json.dumps(_plain(dict(row), names), sort_keys=True)}"
            for table in Base.metadata.sorted_tables
            if table.name not in _LEFT_OUT
            for row in session.execute(select(table)).mappings()
        )


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A data folder that was filled in peace, for tests to copy, and the lines of its catalogue."""

    folder: Path
    lines: list[str]

    @classmethod
    def of(cls, folder: Path) -> Undisturbed:
        return cls(folder, folder_lines(folder))


def folder_lines(folder: Path) -> list[str]:
    """Every row of the catalogue in a data folder."""
    return database_lines(f"sqlite:///{folder / 'catalogue.sqlite'}")


def database_lines(url: str) -> list[str]:
    """Every row of the catalogue at an address."""
    engine = open_catalogue(url)
    lines = catalogue_lines(engine)
    engine.dispose()
    return lines


def _plain(row: dict[str, Any], names: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    if isinstance(row.get("id"), int):
        del row["id"]
    return {column: _value(value, names.get(column)) for column, value in row.items()}


def _value(value: Any, names: Mapping[int, str] | None) -> Any:
    if names is not None and value is not None:
        return names[value]
    if isinstance(value, datetime):
        return "a moment"
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value if isinstance(value, str | int | float | list | dict | None) else str(value)
