"""What becomes of the rows of a dataset when its file changes, and of rows of one id."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.installation import now
from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Issue
from tests.pipelines.steps.conftest import SLUG, Install
from tests.pipelines.steps.reading import (
    dataset,
    documents_by_id,
    names_in,
    read_source,
)

FIELDS = {"id": "id", "name": "name", "text": "about"}


MENTORS = "1,Mentors for all,Mentoring of young refugees by students"


@pytest.mark.parametrize(
    ("changed", "reason", "told"),
    [
        (f"nr,name,about\n{MENTORS}\n", "columns", "No row has id"),
        (f"id,titel,about\n{MENTORS}\n", "columns", "it has id, titel, about"),
        ("id,name,about\n", "no rows", "The file has no rows"),
    ],
)
def test_a_file_that_is_no_longer_that_dataset_changes_nothing(
    tmp_path: Path, install: Install, changed: str, reason: str, told: str
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(f"id,name,about\n{MENTORS}\n2,Second,Retired people mentor newcomers\n")
    _, installation = read_source(install, dataset(path, FIELDS))
    before = documents_by_id(installation)
    path.write_text(changed)
    counts, installation = read_source(install, dataset(path, FIELDS))
    assert documents_by_id(installation) == before
    assert (counts["present"], counts.get("gone", 0), counts["unreadable"]) == (2, 0, 1)
    with catalogue_session(installation.engine) as session:
        issue = session.scalars(select(Issue).where(Issue.resolved_on.is_(None))).one()
        assert issue.reason == reason
        assert told in issue.detail
    path.write_text(f"id,name,about\n{MENTORS}\n")
    counts, installation = read_source(install, dataset(path, FIELDS))
    assert (counts["present"], counts.get("gone", 0)) == (1, 1)
    with catalogue_session(installation.engine) as session:
        assert session.scalars(select(Issue).where(Issue.resolved_on.is_(None))).all() == []


def test_rows_are_not_left_alone_their_file_is_asked_for(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.csv"
    path.write_text(f"id,name,about\n{MENTORS}\n")
    _, installation = read_source(install, dataset(path, FIELDS))
    for days in (100, 110):
        later = replace(installation, clock=lambda days=days: now() + timedelta(days=days))
        counts = fetch_pages(later, SLUG)
        assert (counts["unchanged"], counts["left_alone"]) == (1, 0)


def test_a_broken_row_makes_no_other_row_gone(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.jsonl"
    lines = [f'{{"id": {n}, "name": "Programme {n}"}}' for n in (1, 2, 3)]
    path.write_text("\n".join(lines))
    assert read_source(install, dataset(path, {}))[0]["new"] == 3
    path.write_text("\n".join([lines[0], lines[1][:-5], lines[2]]))
    counts, _ = read_source(install, dataset(path, {}))
    assert (counts["present"], counts.get("gone", 0), counts["unreadable"]) == (3, 0, 1)
    path.write_text("\n".join(lines[::2]))
    counts, _ = read_source(install, dataset(path, {}))
    assert (counts["present"], counts["gone"]) == (2, 1)


def test_rows_of_one_id_are_both_kept(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.csv"
    path.write_text("id,name\n7,First of both\n7,Second of both\n8,Third\n")
    assert read_source(install, dataset(path, {}))[0]["new"] == 3
    path.write_text("id,name\n7,First of both\n7,Second of both\n8,Third of all\n")
    counts, _ = read_source(install, dataset(path, {}))
    assert (counts["changed"], counts["unchanged"], counts["present"]) == (1, 2, 3)


def test_an_id_that_looks_like_a_number_of_ours(tmp_path: Path, install: Install) -> None:
    path = tmp_path / "data.csv"
    path.write_text("id,name\n7~2,One\n7,Two\n7,Three\n")
    assert sorted(names_in(path, install)) == ["One", "Three", "Two"]


def test_a_row_whose_cell_is_cut_short_changes_nothing(tmp_path: Path, install: Install) -> None:
    """The end of the file is missing: what the row said before stands, and no row is gone."""
    path = tmp_path / "data.csv"
    rows = [f'{n},"Programme {n}","Mentors meet young people, week by week"' for n in (1, 2, 3)]
    whole = "\n".join(["id,name,about", *rows])
    path.write_text(whole)
    _, installation = read_source(install, dataset(path, FIELDS))
    before = documents_by_id(installation)
    path.write_text(whole[:-60])
    counts, installation = read_source(install, dataset(path, FIELDS))
    assert documents_by_id(installation) == before
    assert (counts["present"], counts.get("gone", 0), counts["unreadable"]) == (3, 0, 1)
    path.write_text(f"{whole}\n")
    _, installation = read_source(install, dataset(path, FIELDS))
    with catalogue_session(installation.engine) as session:
        assert session.scalars(select(Issue).where(Issue.resolved_on.is_(None))).all() == []


@pytest.mark.parametrize("body", ["<html><p>Log in</p></html>", "id,nr,count\n1,2,3\n4,5,6\n"])
def test_a_file_in_which_no_usual_name_is_found_is_an_issue(
    tmp_path: Path, install: Install, body: str
) -> None:
    """Nothing is declared of its fields, so none can be guessed; the run goes on."""
    path = tmp_path / "data.csv"
    path.write_text(body)
    counts, _ = read_source(install, dataset(path, {}))
    assert (counts["present"], counts["unreadable"]) == (0, 1)
