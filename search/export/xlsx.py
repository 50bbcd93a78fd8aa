"""The catalogue as an Excel workbook: practices, statements with quotes, and what it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from practices_db.exports import PRACTICE_COLUMNS, STATEMENT_COLUMNS, plain
from search.entries import Entry
from search.export.records import facet_columns, practice_rows, statement_rows
from search.holdings import Holdings
from search.words import STATES_EXPLAINED, UNKNOWN

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
STAMP = (2020, 1, 1, 0, 0, 0)
"""One moment for all files in the archive, so that equal content is equal bytes."""


def write_xlsx(entries: Sequence[Entry], holdings: Holdings) -> bytes:
    """The workbook. Text that begins a formula stays text: no cell is ever of type formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _sheet(book, "practices", [*PRACTICE_COLUMNS, *facet_columns()], practice_rows(entries))
    _sheet(book, "statements", STATEMENT_COLUMNS, statement_rows(entries))
    about: tuple[dict[str, Any], ...] = (
        {"what": "release", "value": holdings.release},
        {"what": "read until", "value": holdings.as_of},
        {"what": "practices", "value": len(entries)},
        {"what": "licence", "value": "CC BY 4.0; quotes belong to their publishers"},
        *({"what": UNKNOWN[state], "value": said} for state, said in STATES_EXPLAINED.items()),
    )
    _sheet(book, "about", ("what", "value"), about)
    book.properties.creator = "mentoring-practices"
    book.properties.created = book.properties.modified = datetime(*STAMP)
    out = io.BytesIO()
    book.save(out)
    return freeze_zip(out.getvalue())


def _sheet(book: Any, title: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    sheet.append([_cell(sheet, name) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, row[name]) for name in columns])


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    value = plain(value)
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, _ILLEGAL.sub("", value)[:LONGEST_CELL])
    cell.data_type = "s"  # else openpyxl takes a text that begins with = for a formula
    return cell


def freeze_zip(data: bytes) -> bytes:
    """The same archive without the moments at which its files were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            text = old.read(name)
            if name == "docProps/core.xml":
                text = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2020-01-01T00:00:00Z", text)
            new.writestr(info, text)
    return out.getvalue()
