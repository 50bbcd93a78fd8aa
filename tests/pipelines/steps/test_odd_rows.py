"""Rows with odd letters, in one page of several, in very long cells, on hidden sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipelines.steps.conftest import Install
from tests.pipelines.steps.reading import (
    dataset,
    documents_by_id,
    names_in,
    open_issues,
    read_source,
)


def test_letters_that_no_database_takes(tmp_path: Path, install: Install) -> None:
    (tmp_path / "half.json").write_text(
        '[{"id": "a\\ud83d", "name": "One\\ud800", "description": "Mentors\\u0000 meet \\udfff"},'
        ' {"id": 2, "name": "Two", "description": "a smile: \\ud83d\\ude00"}]'
    )
    found = documents_by_id(read_source(install, dataset(tmp_path / "half.json", {}))[1])
    assert {key: (title, text.split("\n")[2]) for key, (title, _, text) in found.items()} == {
        "a": ("One", "Mentors meet"),
        "2": ("Two", "a smile: \U0001f600"),
    }


def _page_of_rows(more: str) -> str:
    return '{"results": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}], ' + more + "}"


@pytest.mark.parametrize(
    "more",
    [
        '"next": "https://data.example/rows?page=2"',
        '"count": 40',
        '"meta": {"total": 40}',
        '"@odata.nextLink": "rows?skip=2"',
    ],
)
def test_one_page_of_several_is_told(tmp_path: Path, install: Install, more: str) -> None:
    path = tmp_path / "rows.json"
    path.write_text(_page_of_rows(more))
    (told,) = open_issues(path, install)
    assert "one page of several: 2 rows" in told


@pytest.mark.parametrize("more", ['"next": null', '"count": 2', '"count": "many"', '"total": 1'])
def test_the_only_page_is_no_issue(tmp_path: Path, install: Install, more: str) -> None:
    path = tmp_path / "rows.json"
    path.write_text(_page_of_rows(more))
    assert open_issues(path, install) == []


def test_a_very_long_cell_hides_no_row(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "shapes.csv"
    path.write_text('id,name,outline\n1,One,"' + "7.1 51.2, " * 30_000 + '"\n2,Two,\n')
    assert names_in(path, install) == ["One", "Two"]


def test_sheets_that_are_hidden_are_not_read(tmp_path: Path, install: Install) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for number, title in enumerate(("shown", "old"), 1):
        sheet = book.active if number == 1 else book.create_sheet(title)
        for row in (["id", "name"], [number, title]):
            sheet.append(row)
    book["old"].sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    assert names_in(tmp_path / "book.xlsx", install) == ["shown"]
