"""The rows of a dataset file: CSV and XLSX with a header, JSON Lines, one JSON document, or a zip
of CSV tables.

A JSON document is a list of records, one record, or a wrapping of a list as 360Giving (`grants`)
and Open Referral HSDS (`contents`, `services`, `organizations`) publish it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

from pipelines.describe.charset import decode
from pipelines.describe.model import Unreadable
from pipelines.describe.tables import MOST_UNPACKED, read_tables, unpacked_size

Row = Mapping[str, Any]

_WRAPPED = ("grants", "contents", "services", "organizations", "items", "records", "results")
_MOST_COLUMNS = 1_000
_ZIP = b"PK\x03\x04"


def read_rows(body: bytes, url: str) -> Iterator[Row | Unreadable]:
    """Each row as a mapping; a row that cannot be read is yielded as the reason why."""
    if body.startswith(_ZIP):
        yield from _sheet_rows(body) if _is_workbook(body) else read_tables(body)
        return
    text = decode(body, None)
    if url.lower().endswith((".csv", ".tsv")):
        yield from _csv_rows(text, url)
    elif _is_one_document(text):
        yield from _json_document(text)
    else:
        yield from _json_lines(text)


def _is_one_document(text: str) -> bool:
    """Whether the file is one JSON value, not one on each line."""
    start = text.lstrip()
    if start[:1] == "[":
        return True
    first = start.partition("\n")[0]
    try:
        return start[:1] == "{" and bool(set(json.loads(first)) & set(_WRAPPED))
    except (ValueError, RecursionError):
        return start[:1] == "{"  # a record that goes on over lines


def _csv_rows(text: str, url: str) -> Iterator[Row | Unreadable]:
    delimiter = "\t" if url.lower().endswith(".tsv") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    try:
        yield from ({name: value for name, value in row.items() if name} for row in rows)
    except csv.Error as error:
        yield Unreadable("damaged", f"Line {rows.line_num} of the table cannot be read: {error}.")


def _json_document(text: str) -> Iterator[Row | Unreadable]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Unreadable("damaged", f"The file is no JSON: {error}.")
        return
    if isinstance(found, dict):
        lists = (found[key] for key in _WRAPPED if isinstance(found.get(key), list))
        found = next(lists, [found])
    for number, row in enumerate(found, 1):
        yield row if isinstance(row, dict) else _not_a_record(number)


def _is_workbook(body: bytes) -> bool:
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (BadZipFile, ValueError):
        return False


def _sheet_rows(body: bytes) -> Iterator[Row | Unreadable]:
    """The first sheet that has a header and rows; formulas as the values they last came to."""
    # openpyxl takes 0.2 s to import, and few datasets are spreadsheets.
    from openpyxl import load_workbook

    try:
        with ZipFile(io.BytesIO(body)) as archive:
            if (size := unpacked_size(archive)) > MOST_UNPACKED:
                yield Unreadable("too large", f"{size:,} bytes when unpacked.")
                return
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=_MOST_COLUMNS)
        header = [_cell(value) for value in next(rows, ())]
        for row in rows:
            named = {name: _cell(value) for name, value in zip(header, row, strict=False) if name}
            if any(named.values()):
                yield named
    except Exception as error:  # broken workbooks raise whatever they like
        yield Unreadable("damaged", f"The spreadsheet cannot be read: {error}.")


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return "" if value is None else str(value).strip()


def _json_lines(text: str) -> Iterator[Row | Unreadable]:
    # Not splitlines(): JSON may hold U+2028 and other line ends unescaped.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Unreadable("damaged", f"Line {number} is no JSON: {error}.")
            continue
        yield row if isinstance(row, dict) else _not_a_record(number)


def _not_a_record(number: int) -> Unreadable:
    return Unreadable("damaged", f"Row {number} is no record with named fields.")
