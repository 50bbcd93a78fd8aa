"""A scope that is narrowed and widened again: what lies outside leaves, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.sources.declaration import SourceDeclaration
from pipelines.sources.registry import Registry
from pipelines.steps import documents, scoping
from practices_db.documents import OUTSIDE
from practices_db.engine import catalogue_session
from practices_db.fetches import last_stored
from practices_db.health import source_health
from practices_db.models import Document, Fetch
from search.history import read_history
from search.holdings import read_holdings
from tests.faults.living import Year, living
from tests.pipelines.steps.conftest import HOST, Install, declare

WHOLE, EXCLUDED = declare(), declare(exclude=["/en/"])
DUTCH = declare(scope=[f"https://{HOST}/nl/"])


@pytest.fixture
def year(install: Install, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    with living(monkeypatch, install(WHOLE)) as begun:
        yield begun


def _declare(year: Year, declared: SourceDeclaration) -> None:
    year.installation = replace(year.installation, registry=Registry((declared,)))


@pytest.mark.parametrize(("declared", "left", "stay"), [(DUTCH, 10, 5), (EXCLUDED, 5, 10)])
def test_what_lies_outside_leaves_and_comes_back(
    year: Year, declared: SourceDeclaration, left: int, stay: int
) -> None:
    slugs = year.practices()
    _declare(year, declared)
    counts = year.week()
    assert (counts["out_of_scope"], counts["gone"], len(year.practices())) == (left, 0, stay)
    assert year.week()["out_of_scope"] == 0
    assert len(year.practices(present=False)) == left
    with catalogue_session(year.installation.engine) as session:
        assert source_health(session, year.at)[0].documents == stay + 1  # and the start
    _declare(year, WHOLE)
    assert year.week()["back"] == left
    assert (year.practices(), year.practices(present=False)) == (slugs, [])
    assert year.week()["back"] == 0
    with catalogue_session(year.installation.engine) as session:
        assert not [one for one in session.scalars(select(Document)) if OUTSIDE in one.about]


def test_read_anew_it_stays_outside_and_history_says_why(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    _declare(year, DUTCH)
    year.week()
    monkeypatch.setattr(documents, "METHOD", "another")
    year.week()
    assert len(year.practices()) == 5
    with catalogue_session(year.installation.engine) as session:
        entry = read_holdings(session).entries["bridgework"]
        told = [event.what for event in read_history(session, entry)]
    assert any("lies outside what its source declares" in one for one in told)


def test_what_went_while_it_lay_outside_does_not_come_back(year: Year) -> None:
    _declare(year, EXCLUDED)
    year.week()
    _declare(year, WHOLE)
    year.week(away=frozenset({"/en/bridgework"}))
    assert year.practices(present=False) == ["bridgework"]


def test_the_answers_are_looked_up_once_for_all_that_are_back(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counted(session: Session, source_id: int) -> dict[str, Fetch]:
        asked.append(source_id)
        return last_stored(session, source_id)

    while not year.week()["left_alone"]:
        pass
    _declare(year, DUTCH)
    documents.describe_documents(year.installation, "small")
    _declare(year, WHOLE)
    monkeypatch.setattr(scoping, "last_stored", counted)
    back = documents.describe_documents(year.installation, "small")["back"]
    assert (back, len(asked)) == (10, 1)


def test_a_run_that_finds_nothing_takes_nothing_away(year: Year) -> None:
    _declare(year, declare(url="https://mentors.example/"))
    assert year.week()["unreachable"] == 1
    assert len(year.practices()) == 15


def test_a_dataset_has_no_scope(year: Year) -> None:
    _declare(year, declare(kind="dataset", url=f"https://{HOST}/", scope=[f"https://{HOST}/nl/"]))
    year.at += timedelta(days=7)
    installation = replace(year.installation, clock=lambda: year.at)
    documents.describe_documents(installation, "small")
    assert len(year.documents()) == 16
