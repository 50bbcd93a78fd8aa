"""Tables in zips and workbooks: what stands beside or beyond them is told, as for plain files."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from pipelines.describe.model import LeftOut, Unreadable
from pipelines.describe.rows import read_rows

TABLE = "id,name\n1,Bridge\n2,Harbour,for parents, on Fridays\n"


def _packed(**files: str | bytes) -> bytes:
    body = io.BytesIO()
    with ZipFile(body, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return body.getvalue()


def _workbook(*rows: list[str | None]) -> bytes:
    book, body = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(body)
    return body.getvalue()


BOOK = _workbook(["id", "name"], ["1", "Bridge"], ["2", "Harbour", "for parents"])


def _read(body: bytes, url: str = "https://x.example/data") -> tuple[list[str], list[str]]:
    found = list(read_rows(body, url))
    assert not any(isinstance(row, Unreadable) for row in found)
    names = [row["name"] for row in found if not isinstance(row, LeftOut | Unreadable)]
    return names, [row.detail for row in found if isinstance(row, LeftOut)]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (TABLE.encode(), "2 | Harbour | for parents"),
        (BOOK, "2 | Harbour | for parents"),
        (_packed(services__csv=TABLE), "`services.csv`: 1 rows have more cells"),
        (_packed(data__xlsx=BOOK), "2 | Harbour | for parents"),
        (_packed(services__csv=TABLE.replace(",for parents, on Fridays", ""),
                 contacts__csv="id,service_id\n1,2,three\n"), "`contacts.csv`: 1 rows"),
    ],
    ids=["csv", "xlsx", "zip of csv", "zip of xlsx", "zip, another table"],
)  # fmt: skip
def test_cells_beyond_the_header_are_told(body: bytes, shown: str) -> None:
    names, left = _read(body)
    assert names == ["Bridge", "Harbour"]
    assert len(left) == 1
    assert shown in left[0]


def test_tables_beside_the_csv_tables_are_told() -> None:
    table = TABLE.replace(",for parents, on Fridays", "")
    names, left = _read(_packed(services__csv=table, more__xlsx=BOOK, readme__txt="words"))
    assert names == ["Bridge", "Harbour"]
    assert left == ["`more.xlsx` beside the CSV tables is not read."]


def test_a_workbook_as_wide_as_a_note_at_its_side_has_no_more_columns() -> None:
    """Empty cells are none; and a row that only fills the header is as it should be."""
    body = _workbook(["id", "name", None], ["1", "Bridge", None], ["2", "Harbour", " "])
    assert _read(body) == (["Bridge", "Harbour"], [])


def test_several_workbooks_in_a_zip_are_refused_with_a_reason() -> None:
    (found,) = read_rows(_packed(a__xlsx=BOOK, b__xlsx=BOOK), "https://x.example/data.zip")
    assert isinstance(found, Unreadable)
    assert "several files" in found.detail


SHADOW = b'\0\5\x16\7\0\2\0\0Mac OS X "'


@pytest.mark.parametrize(
    "files",
    [
        {"data.xlsx": BOOK, "__MACOSX/._data.xlsx": SHADOW},
        {"a/services.csv": TABLE, "__MACOSX/a/._services.csv": SHADOW, "a/._more.xlsx": SHADOW},
    ],
)
def test_what_a_mac_puts_beside_a_file_is_none(files: dict[str, str | bytes]) -> None:
    body = io.BytesIO()
    with ZipFile(body, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    names, left = _read(body.getvalue())
    assert (names, len(left)) == (["Bridge", "Harbour"], 1)
