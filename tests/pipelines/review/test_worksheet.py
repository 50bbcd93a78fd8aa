"""Coding in a spreadsheet: out, filled in, back in; bad rows are told by line."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipelines.review.importing import import_worksheet
from pipelines.review.waiting import Item, draw_sample, read_items, with_contexts
from pipelines.review.worksheet import COLUMNS, write_worksheet
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.reviews import read_log
from practices_db.view import State, current_views
from tests.conftest import NOW
from tests.practices_db.sample import claim
from tests.practices_db.test_reviews import fill

REFUGEES = claim("target_group", "refugees", "refugees", confidence=0.3)
BAKERS = claim("mentor_type", "retired_professionals", "Retired bakers", confidence=0.4)
CITY = claim("funding_model", "regional_local_government", "The city pays", confidence=0.9)
Row = dict[str, str]


def ticking() -> Callable[[], datetime]:
    """A clock that moves on, as real ones do."""
    seconds = iter(range(1_000_000))
    return lambda: NOW + timedelta(seconds=next(seconds))


def export(catalogue: Engine, path: Path, *, everything: bool = False) -> list[Row]:
    with catalogue_session(catalogue) as session:
        items = with_contexts(session, read_items(session, everything=everything))
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        write_worksheet(items, out)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(path: Path, rows: list[Row], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def added(**cells: str) -> Row:
    row = {
        "practice": "a",
        "facet": "format",
        "value": "in_person",
        "quote": "in Ghent",
        "verdict": "add",
    }
    return {**row, **cells}


@pytest.fixture
def filled(catalogue: Engine) -> Engine:
    with catalogue_session(catalogue) as session:
        fill(session, REFUGEES, BAKERS, CITY)
    return catalogue


def test_what_waits_is_nearest_to_certain_first_and_in_context(
    filled: Engine, tmp_path: Path
) -> None:
    rows = export(filled, tmp_path / "sheet.csv")
    assert [row["value"] for row in rows] == ["retired_professionals", "refugees"]
    assert rows[0]["context"] == "Retired bakers mentor refugees in Ghent."
    everything = export(filled, tmp_path / "all.csv", everything=True)
    assert {row["facet"] for row in everything} == {"mentor_type", "target_group", "funding_model"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_filled_in_sheet_changes_the_view_once(
    filled: Engine, tmp_path: Path, delimiter: str
) -> None:
    rows = export(filled, tmp_path / "sheet.csv")
    rows[0]["verdict"], rows[1]["verdict"] = "accept", " Reject "
    rows[1]["note"] = "too weak"
    path = save(tmp_path / "back.csv", [*rows, added()], delimiter)
    clock = ticking()
    done = import_worksheet(filled, path, "ab", clock)
    assert (done.taken, done.known, done.left, done.problems) == (3, 0, 0, ())
    again = import_worksheet(filled, path, "ab", clock)
    assert (again.taken, again.known) == (0, 3)
    with catalogue_session(filled) as session:
        (view,) = current_views(session).values()
        assert len(read_log(session)) == 3
    assert view["mentor_type"].values[0].supports[0].verdict == "accept"
    assert view["target_group"].state is State.NOT_STATED
    assert view["format"].values[0].supports[0].origin == "person"


def test_bad_rows_are_told_by_line_and_good_ones_kept(filled: Engine, tmp_path: Path) -> None:
    rows = export(filled, tmp_path / "sheet.csv")
    rows[0]["verdict"] = "accept"
    bad = [
        {**rows[1], "verdict": "perhaps"},
        {**rows[1], "verdict": "add"},
        added(verdict="accept"),
        added(quote="in Bruges"),
        added(value="by_post"),
        added(practice="nowhere"),
        {**rows[1], "statement": "0000000000", "verdict": "reject"},
    ]
    sheet = save(tmp_path / "back.csv", [*bad[:3], rows[0], *bad[3:], added(verdict="")])
    done = import_worksheet(filled, sheet, "ab", ticking())
    assert (done.taken, done.left) == (1, 1)
    assert [problem.line for problem in done.problems] == [2, 3, 4, 6, 7, 8, 9]
    said = [problem.why for problem in done.problems]
    expected = ["Write accept", "does not fit", "does not fit", "says “in Bruges”", "by_post"]
    assert all(part in why for part, why in zip(expected, said, strict=False))


def test_files_that_are_no_worksheet_are_refused_whole(filled: Engine, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("name,city\nBridge,Ghent\n")
    with pytest.raises(PracticesError, match="no column practice, facet"):
        import_worksheet(filled, other, "ab", ticking())
    other.write_bytes("practice;facet;quote\na;goal;né\n".encode("cp1252"))
    with pytest.raises(PracticesError, match="CSV UTF-8"):
        import_worksheet(filled, other, "ab", ticking())


def test_cells_that_a_spreadsheet_would_run_survive_the_way_there_and_back(
    catalogue: Engine, tmp_path: Path
) -> None:
    text = "Mentoring in Ghent:\n=SUM is what refugees pay."
    quote = "=SUM is what refugees"
    with catalogue_session(catalogue) as session:
        fill(session, text=text)
    sheet = save(tmp_path / "x.csv", [added(value="in_person", quote=f"'{quote}")])
    assert import_worksheet(catalogue, sheet, "ab", ticking()).problems == ()
    (row,) = export(catalogue, tmp_path / "y.csv", everything=True)
    assert row["quote"] == f"'{quote}"


def test_a_sample_is_drawn_by_practices_and_stays_when_the_catalogue_grows(filled: Engine) -> None:
    with catalogue_session(filled) as session:
        one = read_items(session, everything=True)[0]
    items = [replace(one, slug=f"p{n}", statement=f"{n}-{m}") for n in range(60) for m in (1, 2)]
    drawn = draw_sample(items, 20, seed=1)
    assert len({item.slug for item in drawn}) == 20
    assert len(drawn) == 40  # every statement of each
    assert draw_sample(items[::-1], 20, seed=1) == drawn[::-1]
    assert _slugs(draw_sample(items, 20, seed=2)) != _slugs(drawn)
    grown = [*items, replace(one, slug="new")]
    assert len(_slugs(draw_sample(grown, 20, seed=1)) & _slugs(drawn)) >= 19


def _slugs(items: list[Item]) -> set[str]:
    return {item.slug for item in items}
