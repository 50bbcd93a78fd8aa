"""Tables and records as programs write them, with any mark and on any sheet; broken ones too."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import select

from practices_db.engine import catalogue_session
from practices_db.models import Issue
from tests.pipelines.steps.conftest import Install
from tests.pipelines.steps.reading import (
    dataset,
    documents_by_id,
    names_in,
    open_issues,
    read_source,
)

ROWS = [["id", "name", "description"], ["1", "F\u00f6rderung", "Paten, Kinder"], ["2", "Z", "y"]]


def _written(delimiter: str, above: str = "") -> str:
    return above + "\r\n".join(delimiter.join(row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize(
    "body",
    [
        _written(";").encode("utf-8-sig"),
        _written(";").encode("latin-1"),
        _written("\t").encode("utf-16"),
        _written("|").encode(),
        _written(";", "sep=;\r\n").encode(),
        _written(";", "Programme 2026;;\r\n;;\r\n").encode(),
        b"\xef\xbb\xbf" + _written(",").replace("Paten, Kinder", '"Paten,\nKinder"').encode(),
    ],
    ids=["semicolon-bom", "latin-1", "utf-16", "bar", "sep", "title-above", "line-in-a-cell"],
)
@pytest.mark.parametrize("name", ["data.csv", "export"])
def test_tables_as_spreadsheet_programs_write_them(
    tmp_path: Path, install: Install, body: bytes, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    assert names_in(path, install) == ["F\u00f6rderung", "Z"]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        # Several values in a cell, in more rows than not; the header has none.
        ("id,name,for\n1,One,women;youth;boys\n2,Two,a;b;c\n3,Three,d;e;f\n", "One Two Three"),
        ("id,name,for\n1,Un,femmes|jeunes|tous\n2,Deux,a|b|c\n", "Un Deux"),
        ("id;name;wert\n1;Eins, A;2,5\n2;Zwei, B;3,5\n", "Eins, A Zwei, B"),
        # Commas of a sentence without marks: a wide row is no header.
        (
            "id,name,text\n1,Ett,vi ses, talar, lagar mat, sjunger, g\u00e5r ut\n2,Tv\u00e5,x\n",
            "Ett Tv\u00e5",
        ),
        ("Overview,,\nid,name,text\n1,Uno,a\n2,Due,b\n", "Uno Due"),
        ("id,name,a,b,c,d\n1,Yksi,,,,\n2,Kaksi,,,,\n", "Yksi Kaksi"),
    ],
)
def test_which_mark_parts_the_cells_and_where_the_header_stands(
    tmp_path: Path, install: Install, rows: str, names: str
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(rows)
    assert " ".join(names_in(path, install)) == names


def write_workbook(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_sheets_of_a_workbook(tmp_path: Path, install: Install) -> None:
    """A cover is passed over, sheets of one header are read on, another table is left."""
    path = tmp_path / "data.xlsx"
    head: list[object] = ["id", "name", "start"]
    write_workbook(path, {
        "Read me": [["About this file"], ["Published by nobody"]],
        "2024": [["Programmes of 2024"], [], head, [1, "One", 2020]],
        "Codes": [["code", "meaning"], ["x", "y"]],
        "2025": [head, [2, "Two", 2021], [None, None, None]],
        "2026": [head],
    })  # fmt: skip
    assert names_in(path, install) == ["One", "Two"]


def test_other_tables_of_a_workbook_are_named(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.xlsx"
    sheets: dict[str, list[list[object]]] = {
        "About": [["This file"], ["Published by nobody"]],
        "Programmes": [["id", "name"], [1, "One"]],
        "Partners": [["partner", "town"], ["x", "y"]],
        "Empty": [["partner", "town"]],
    }
    write_workbook(path, sheets)
    (told,) = open_issues(path, install)
    assert told.startswith("1 sheets")
    assert "`Partners`" in told
    write_workbook(path, {name: sheets[name] for name in ("About", "Programmes", "Empty")})
    assert open_issues(path, install) == []


def test_cells_beyond_the_header_are_told(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.csv"
    path.write_text("id,name,place\n1,One,Bonn\n2,Two, or three,Bonn\n3,Four,Bonn,,\n")
    (told,) = open_issues(path, install)
    assert "1 rows have more cells" in told
    assert "or three" in told
    path.write_text("id,name,place\n1,One,Bonn\n3,Four,Bonn,,\n")
    counts, _ = read_source(install, dataset(path, {}))
    assert (counts["present"], counts["gone"]) == (2, 1)
    assert open_issues(path, install) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<html><p>Please log in</p></html>", "a web page"),
        ('id,name\n1,"Open\n2,Two\n', "never closed"),
    ],
)
def test_a_table_that_is_none_or_broken_says_so(
    tmp_path: Path, install: Install, body: str, told: str
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(body)
    _, installation = read_source(install, dataset(path, {"id": "id", "name": "name"}))
    with catalogue_session(installation.engine) as session:
        (issue,) = session.scalars(select(Issue)).all()
        assert told in issue.detail


@pytest.mark.parametrize(
    ("text", "names", "broken"),
    [
        ('{"id": 1, "name": "a"}\n{"id": 2, "name": "b"}\n', ["a", "b"], 0),
        ('{"id": 1, "name": "a"}\n{"id": 2,\n', ["a"], 1),
        ('{\n "id": 1,\n "name": "a"\n}', ["a"], 0),
        ('{"grants": [{"id": 1, "name": "a"}, "no record"]}', ["a"], 1),
        ('[{"id": 1, "name": "a"}', [], 1),
        ("{" * 100_000, [], 1),
    ],
)
def test_files_of_every_shape_and_broken_ones(
    tmp_path: Path, install: Install, text: str, names: list[str], broken: int
) -> None:
    path = tmp_path / "records.json"
    path.write_text(text)
    counts, installation = read_source(install, dataset(path, {"id": "id", "name": "name"}))
    assert [title for title, _, _ in documents_by_id(installation).values()] == names
    assert counts.get("unreadable", 0) == broken


def _zip(**parts: str) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "."), text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("bomb.zip", _zip(services__csv="id,name\n" + "1,a\n" * 600_000), "too large"),
        ("none.zip", _zip(readme__txt="nothing"), "not text"),
        ("cut.zip", _zip(services__csv="id,name\n1,a\n")[:-30], "damaged"),
        ("long.csv", b'id,name\n1,"' + b"a" * 10_000_001 + b'"\n', "damaged"),
    ],
)
def test_hostile_tables_are_refused_with_a_reason(
    tmp_path: Path,
    install: Install,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    body: bytes,
    reason: str,
) -> None:
    monkeypatch.setattr("pipelines.describe.tables.MOST_UNPACKED", 2_000_000)
    path = tmp_path / name
    path.write_bytes(body)
    counts, installation = read_source(install, dataset(path, {"id": "id", "name": "name"}))
    assert counts["unreadable"] == 1
    with catalogue_session(installation.engine) as session:
        assert session.scalars(select(Issue.reason)).all() == [reason]
