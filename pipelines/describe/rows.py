"""The rows of a dataset file: CSV and XLSX with a header, JSON Lines, one JSON document, or a zip
of CSV tables or of one workbook.

A JSON document is a list of records, one record, or a wrapping of a list as 360Giving (`grants`)
and Open Referral HSDS (`contents`, `services`, `organizations`) publish it. Where such a document
is one page of several is told in `paging.py`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from itertools import islice
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

from pipelines.describe.charset import decode
from pipelines.describe.delimited import header_place, left_beyond, named_rows, read_delimited
from pipelines.describe.letters import tidy_values
from pipelines.describe.model import LeftOut, Unreadable
from pipelines.describe.tables import (
    MOST_UNPACKED,
    packed_names,
    read_tables,
    unpack,
    unpacked_size,
)
from pipelines.paging import unwrapped

Row = Mapping[str, Any]

_MOST_COLUMNS = 1_000
_SHOWN = 20
_ZIP = b"PK\x03\x04"


def read_rows(
    body: bytes, url: str, document: Row | None = None
) -> Iterator[Row | LeftOut | Unreadable]:
    """Each row as a mapping; a row that cannot be read is yielded as the reason why, and what of
    the file is not read as a word on it. `document`: the JSON object that the body is, where that
    is known.
    """
    for row in _rows(body, url, document):
        try:
            yield row if isinstance(row, LeftOut | Unreadable) else tidy_values(row)
        except RecursionError:
            yield Unreadable("damaged", "A row holds more within each other than can be read.")


def _rows(body: bytes, url: str, document: Row | None) -> Iterator[Row | LeftOut | Unreadable]:
    if body.startswith(_ZIP):
        yield from _packed_rows(body)
        return
    if document is not None and not _is_delimited("{", url):
        yield from _records(document)
        return
    text = decode(body, None).removeprefix("\ufeff")
    if text.lstrip().startswith("<"):
        yield Unreadable("damaged", "The address gives a web page or XML, and no table.")
    elif _is_delimited(text, url):
        yield from read_delimited(text)
    elif (found := _one_document(text)) is not None:
        yield from [found] if isinstance(found, Unreadable) else _records(found)
    else:
        yield from _json_lines(text)


def _is_delimited(text: str, url: str) -> bool:
    """Whether it is a table of cells; what the address does not say, the first letter does."""
    path = urlsplit(url).path.lower()
    if path.endswith((".csv", ".tsv", ".tab")):
        return True
    return not path.endswith((".json", ".jsonl", ".ndjson")) and text.lstrip()[:1] not in "{["


def _one_document(text: str) -> Any:
    """The JSON value that the file is, or why it is none; None where it has one on each line."""
    start = text.lstrip()
    first, _, more = start.partition("\n")
    if start[:1] == "{":
        found = _value(first)
        if not isinstance(found, Unreadable):  # else a record that goes on over lines
            return None if more.strip() else found
    return _value(text) if start[:1] in ("{", "[") else None


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return Unreadable("damaged", f"The file is no JSON: {error}.")


def _records(found: Any) -> Iterator[Row | Unreadable]:
    rows = unwrapped(found) if isinstance(found, Mapping) else found
    for number, row in enumerate(rows, 1):
        yield row if isinstance(row, dict) else _not_a_record(number)


def _packed_rows(body: bytes) -> Iterator[Row | LeftOut | Unreadable]:
    """The rows of a workbook, of the only workbook in a zip, or of a zip's tables."""
    names = packed_names(body)
    books = [name for name in names if name.lower().endswith(".xlsx")]
    if "xl/workbook.xml" in names:
        yield from _sheet_rows(body)
    elif len(books) == 1 and not any(name.lower().endswith(".csv") for name in names):
        book = unpack(body, books[0])
        yield from [book] if isinstance(book, Unreadable) else _sheet_rows(book)
    else:
        yield from read_tables(body)


def _sheet_rows(body: bytes) -> Iterator[Row | LeftOut | Unreadable]:
    """The first sheet that has a header and rows, and all of the same header (one for each year,
    say); formulas as the values they last came to.
    """
    # openpyxl takes 0.2 s to import, and few datasets are spreadsheets.
    from openpyxl import load_workbook

    try:
        with ZipFile(io.BytesIO(body)) as archive:
            if (size := unpacked_size(archive)) > MOST_UNPACKED:
                yield Unreadable("too large", f"{size:,} bytes when unpacked.")
                return
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        # Those who open the file do not see the others: old states, lists of choices.
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        headers = [(_header(sheet), sheet) for sheet in shown or book.worksheets]
        # A first sheet that explains the others has one column.
        main = next((head for head, _ in headers if len(head) > 1), None)
        beyond: list[Sequence[str]] = []
        for head, sheet in headers:
            if head and head == (main or head):
                yield from named_rows(_cells(sheet), beyond)
        other = [str(sheet.title) for head, sheet in headers if len(head) > 1 and head != main]
        if other:
            yield LeftOut(_told_sheets(other))
        if beyond:
            yield left_beyond(beyond)
    except Exception as error:  # broken workbooks raise whatever they like
        yield Unreadable("damaged", f"The spreadsheet cannot be read: {error}.")


def _told_sheets(names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    return (
        f"{len(names)} sheets have other columns than the first table and are left out: {shown}. "
        "Where one of them lists programmes, publish it as a file of its own."
    )


def _header(sheet: Any) -> tuple[str, ...]:
    """The names of a sheet's columns; none where no row stands below them."""
    first = list(islice(_cells(sheet), _SHOWN))
    at = header_place(first)
    below = [] if at is None else first[at + 1 :]
    return tuple(filter(None, first[at])) if at is not None and any(map(any, below)) else ()


def _cells(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS):
        yield [_cell(value) for value in row]


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
