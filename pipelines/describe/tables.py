"""Tables that belong together, as Open Referral publishes its services: one zip of CSV files, or
of a single workbook.

A row of the main table holds the rows that it points to and those that point to it, under the
names that the same data has as one JSON document (`organization.name`, `funding.0.source`).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import BadZipFile, ZipFile

from pipelines.describe.charset import decode
from pipelines.describe.delimited import read_delimited
from pipelines.describe.model import LeftOut, Unreadable

MOST_UNPACKED = 200_000_000
"""Bytes of a packed file when unpacked: more is a trap or no list of programmes."""

_DEEPEST = 3
_MAIN = ("services", "programs", "programmes", "projects", "organizations")

_UNREAD = (".xlsx", ".xls", ".ods", ".tsv", ".json", ".jsonl")
"""Tables too, but of such a zip only CSV files are read together."""

Table = list[dict[str, Any]]


def unpacked_size(archive: ZipFile) -> int:
    """What the archive says that it comes to; reading stops there, so that a lie gains nothing."""
    return sum(part.file_size for part in archive.infolist())


def packed_names(body: bytes) -> list[str]:
    """The names of the files in a zip; none where it cannot be opened."""
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            return [name for name in archive.namelist() if not _is_shadow(name)]
    except (BadZipFile, ValueError):
        return []


def _is_shadow(name: str) -> bool:
    """What Macs put beside each file into a zip: it has the file's name and nothing of its rows."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("._")


def unpack(body: bytes, name: str) -> bytes | Unreadable:
    """One file of a zip."""
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            if (size := unpacked_size(archive)) > MOST_UNPACKED:
                return Unreadable("too large", f"{size:,} bytes when unpacked.")
            return archive.read(name)
    except (BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        return Unreadable("damaged", f"The packed file cannot be read: {error}.")


def read_tables(body: bytes) -> Iterator[Mapping[str, Any] | LeftOut | Unreadable]:
    """The rows of the main table: services, or the next best; else the largest table. What of the
    tables is not read is told afterwards.
    """
    left: list[LeftOut] = []
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            if unpacked_size(archive) > MOST_UNPACKED:
                yield Unreadable("too large", f"{unpacked_size(archive):,} bytes when unpacked.")
                return
            tables = dict(_tables(archive, left))
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, csv.Error) as error:
        yield Unreadable("damaged", f"The packed tables cannot be read: {error}.")
        return
    if not tables and left:
        told = "The zip holds several files and no CSV table: declare one of them by itself."
        yield Unreadable("not text", told)
        return
    if not tables:
        yield Unreadable("not text", "The zip holds neither a spreadsheet nor CSV tables.")
        return
    main = next((name for name in _MAIN if name in tables), "") or max(
        tables, key=lambda name: len(tables[name])
    )
    yield from _Joined(tables).rows(main)
    yield from left


def _tables(archive: ZipFile, left: list[LeftOut]) -> Iterator[tuple[str, Table]]:
    for part in sorted(archive.infolist(), key=lambda part: part.filename):
        name = part.filename.rsplit("/", 1)[-1].lower()
        if _is_shadow(part.filename):
            continue
        if name.endswith(".csv"):
            text = decode(archive.read(part), None)
            rows = list(read_delimited(text))
            left += [LeftOut(f"`{name}`: {r.detail}") for r in rows if isinstance(r, LeftOut)]
            sound = [_sound(row) for row in rows if not isinstance(row, LeftOut)]
            yield name.removesuffix(".csv"), sound
        elif name.endswith(_UNREAD):
            left.append(LeftOut(f"`{name}` beside the CSV tables is not read."))


def _sound(row: Mapping[str, Any] | Unreadable) -> dict[str, Any]:
    if isinstance(row, Unreadable):
        raise csv.Error(row.detail)
    return dict(row)


class _Joined:
    """Tables whose columns `<table in the singular>_id` name rows of one another."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self._by_id = {
            name: {str(row["id"]): row for row in rows if row.get("id")}
            for name, rows in tables.items()
        }

    def rows(self, main: str) -> Iterator[Mapping[str, Any]]:
        own_key = f"{main.removesuffix('s')}_id"
        pointing = {name: self._by_parent(name, own_key) for name in self._tables if name != main}
        for row in self._tables[main]:
            parts = {
                name: rows[str(row.get("id"))]
                for name, rows in pointing.items()
                if str(row.get("id")) in rows
            }
            yield {**parts, **self._with_parents(row, _DEEPEST)}

    def _by_parent(self, name: str, key: str) -> Mapping[str, Table]:
        found: dict[str, Table] = defaultdict(list)
        for row in self._tables[name]:
            if row.get(key):
                found[str(row[key])].append(row)
        return found

    def _with_parents(self, row: Mapping[str, Any], depth: int) -> dict[str, Any]:
        parents: dict[str, Any] = {}
        for column, value in row.items() if depth else ():
            name = column.removesuffix("_id")
            parent = self._by_id.get(f"{name}s", {}).get(str(value)) if name != column else None
            if parent is not None:
                parents[name] = self._with_parents(parent, depth - 1)
        return {**parents, **row}
