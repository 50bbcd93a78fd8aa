"""Tables of text: where their header stands, what parts their cells, and each row by its names.

Spreadsheet programs write what their country's settings say: semicolons where the comma stands in
numbers, tabs, a line `sep=;` before all else, a title above the header.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from pipelines.describe.model import LeftOut, Unreadable

_DELIMITERS = ",;\t|"
_MOST_SHOWN = 80  # characters of a row that an issue shows
_MOST_CELL = (
    10_000_000  # characters: the outline of a region, in one cell, has more than Python takes
)
_SHOWN = 20  # rows that tell the delimiter, and among which the header stands


def read_delimited(text: str) -> Iterator[dict[str, str] | LeftOut | Unreadable]:
    """The rows below the header, by its names; a table that cannot be read on says why, and one
    with cells beyond its header how many rows have them.
    """
    csv.field_size_limit(_MOST_CELL)
    text, delimiter = _told_delimiter(text.removeprefix("\ufeff"))
    delimiter = delimiter or _likely_delimiter(text)
    lines = csv.reader(io.StringIO(text), delimiter=delimiter)
    last: dict[str, str] = {}
    beyond: list[Sequence[str]] = []
    unread: Unreadable | None = None
    try:
        for row in named_rows(lines, beyond):
            if last:
                yield last
            last = row
    except csv.Error as error:
        told = f"Line {lines.line_num} of the table cannot be read: {error}."
        unread = Unreadable("damaged", told)
    if _is_open(text, last):
        yield Unreadable("damaged", "A quotation mark is never closed; rows may hide behind it.")
    elif last:
        yield last
    if unread:
        yield unread
    if beyond:
        yield left_beyond(beyond)


def _is_open(text: str, last: Mapping[str, str]) -> bool:
    """Whether the last row swallowed others, or ends within a cell: the file was cut short."""
    if text.count('"') % 2 == 0:
        return False
    swallowed = any("\n" in value for value in last.values())
    return swallowed or text.rpartition("\n")[2].count('"') % 2 == 1


def left_beyond(rows: Sequence[Sequence[str]]) -> LeftOut:
    """A word on the rows that have something to the right of their header."""
    first = " | ".join(rows[0])[:_MOST_SHOWN]
    return LeftOut(
        f"{len(rows)} rows have more cells than the header names, first `{first}`; the cells "
        "beyond it are left out. A separator within a cell may have moved them: quote such cells."
    )


def named_rows(
    rows: Iterable[Sequence[str]], beyond: list[Sequence[str]] | None = None
) -> Iterator[dict[str, str]]:
    """Rows of cells as mappings by the cells of their header; empty rows are left out.

    Rows with something to the right of the header are noted in `beyond`.
    """
    cells = iter(rows)
    first = list(islice(cells, _SHOWN))
    at = header_place(first)
    if at is None:
        return
    names = _distinct(first[at])
    while not names[-1]:  # workbooks are as wide as their widest row
        names.pop()
    for row in chain(first[at + 1 :], cells):
        named = {name: value for name, value in zip(names, row, strict=False) if name}
        if beyond is not None and any(cell.strip() for cell in row[len(names) :]):
            beyond.append(row)
        if any(value.strip() for value in named.values()):
            yield named


def header_place(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the first rows is the header: the first that fills half of the table's columns.

    A row that is wider than most, since a comma in its text stands without marks, tells nothing.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = Counter(len(row) for row, count in zip(rows, filled, strict=True) if count)
    width = max(usual, key=lambda one: (usual[one], one), default=0)
    needed = (
        max((f for f, row in zip(filled, rows, strict=True) if len(row) <= width), default=0) / 2
    )
    return next((at for at, count in enumerate(filled) if count and count >= needed), None)


def _distinct(names: Sequence[str]) -> list[str]:
    """A column whose name another one has already is numbered, so that neither is lost."""
    met: Counter[str] = Counter()
    found = []
    for name in (name.strip() for name in names):
        met[name] += 1
        found.append(f"{name} ({met[name]})" if name and met[name] > 1 else name)
    return found


def _told_delimiter(text: str) -> tuple[str, str]:
    """The text without a first line that names the delimiter, and that delimiter or ""."""
    first, _, rest = text.partition("\n")
    written = first.strip("\r").strip('"')
    told = len(written) == len("sep=;") and written.lower().startswith("sep=")
    return (rest, written[-1]) if told else (text, "")


def _likely_delimiter(text: str) -> str:
    """The one that parts most of the first rows alike; of several the one into most cells.

    The header's row is one of them: several values in a cell (`a;b;c`) have none in their header.
    """
    return max(_DELIMITERS, key=lambda one: _parted(text, one))


def _parted(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have as many cells as most of those with several, and how many."""
    try:
        rows = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), _SHOWN))
    except csv.Error:
        return 0, 0
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(((times, width) for width, times in counts.items()), default=(0, 0))
