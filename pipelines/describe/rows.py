"""The rows of a dataset file: JSON Lines, a JSON array, or CSV with a header."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.describe.charset import decode
from pipelines.describe.model import Unreadable

Row = Mapping[str, Any]


def read_rows(body: bytes, url: str) -> Iterator[Row | Unreadable]:
    """Each row as a mapping; a row that cannot be read is yielded as the reason why."""
    text = decode(body, None)
    if url.lower().endswith((".csv", ".tsv")):
        yield from _csv_rows(text, url)
    elif text.lstrip()[:1] == "[":
        yield from _json_array(text)
    else:
        yield from _json_lines(text)


def _csv_rows(text: str, url: str) -> Iterator[Row | Unreadable]:
    delimiter = "\t" if url.lower().endswith(".tsv") else ","
    yield from csv.DictReader(io.StringIO(text), delimiter=delimiter)


def _json_array(text: str) -> Iterator[Row | Unreadable]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Unreadable("damaged", f"The file is no JSON array: {error}.")
        return
    for number, row in enumerate(rows, 1):
        yield row if isinstance(row, dict) else _not_a_record(number)


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
