"""Every file that the site offers: name, what it is, and how it is made."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from practices_db.exports import PRACTICE_COLUMNS, STATEMENT_COLUMNS, neutralise, plain
from search.entries import Entry
from search.export import sqlite_file, xlsx
from search.export.codebook import COLUMNS, codebook_rows
from search.export.jsonld import JSONLD, practices_jsonld
from search.export.records import (
    dump,
    entry_record,
    facet_columns,
    practice_rows,
    statement_rows,
)
from search.export.terms import term_columns, term_rows
from search.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a file: the entries, the catalogue that they are of, the site's address."""

    entries: Sequence[Entry]
    holdings: Holdings
    base: str


@dataclass(frozen=True, slots=True)
class File:
    """A file by name; `write` makes its bytes."""

    name: str
    what: str
    kind: str
    write: Callable[[Wanted], bytes]


def _practices_csv(wanted: Wanted) -> bytes:
    columns = [*PRACTICE_COLUMNS, *facet_columns()]
    return _csv(columns, practice_rows(wanted.entries), wanted.holdings.release)


def _statements_csv(wanted: Wanted) -> bytes:
    return _csv(STATEMENT_COLUMNS, statement_rows(wanted.entries), wanted.holdings.release)


def _csv(columns: Iterable[str], rows: Iterable[dict[str, Any]], release: str) -> bytes:
    """Each row names its release: rows of CSV files are cut out and put together."""
    out = io.StringIO()
    names = [*columns, "release"]
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        told = {**row, "release": release}
        writer.writerow({name: neutralise(plain(value)) for name, value in told.items()})
    # The byte order mark is what makes spreadsheets read UTF-8.
    return out.getvalue().encode("utf-8-sig")


def _jsonl(wanted: Wanted) -> bytes:
    return "".join(dump(entry_record(entry)) + "\n" for entry in wanted.entries).encode()


def _jsonld(wanted: Wanted) -> bytes:
    return json.dumps(
        practices_jsonld(wanted.entries, wanted.holdings, wanted.base), ensure_ascii=False
    ).encode()


def _xlsx(wanted: Wanted) -> bytes:
    return xlsx.write_xlsx(wanted.entries, wanted.holdings)


def _sqlite(wanted: Wanted) -> bytes:
    return sqlite_file.write_sqlite(wanted.entries, wanted.holdings)


def _terms_csv(wanted: Wanted) -> bytes:
    return _csv(term_columns(), term_rows(wanted.entries), wanted.holdings.release)


def _codebook_csv(wanted: Wanted) -> bytes:
    return _csv(COLUMNS, codebook_rows(), wanted.holdings.release)


FILES = {
    file.name: file
    for file in (
        File("practices.csv", "one row a programme", "text/csv; charset=utf-8", _practices_csv),
        File(
            "statements.csv",
            "one row a value, with its quote and address",
            "text/csv; charset=utf-8",
            _statements_csv,
        ),
        File(
            "terms.csv",
            "for statistics: one row a programme, one column a term, 1 stated and 0 not stated",
            "text/csv; charset=utf-8",
            _terms_csv,
        ),
        File(
            "codebook.csv",
            "what each column of the CSV files holds, with its values, unit and unknowns",
            "text/csv; charset=utf-8",
            _codebook_csv,
        ),
        File("practices.xlsx", "both as an Excel workbook", xlsx.KIND, _xlsx),
        File(
            "practices.jsonl",
            "everything, one programme a line, for programs",
            "application/x-ndjson",
            _jsonl,
        ),
        File("practices.jsonld", "linked data: schema.org and DCAT", JSONLD, _jsonld),
        File("catalogue.sqlite", "a database that Datasette opens", sqlite_file.KIND, _sqlite),
    )
}
