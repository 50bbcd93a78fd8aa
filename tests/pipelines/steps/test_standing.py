"""Grouping is done again only where something that it reads or wrote is another than before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipelines.group import Candidate, Group
from pipelines.installation import Installation
from pipelines.steps import grouping
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from pipelines.steps.practices import tag_documents
from practices_db.decisions import Coder, tell_apart
from practices_db.engine import catalogue_session
from practices_db.models import Document, Practice, PracticeDocument, Statement
from tests.pipelines.steps.conftest import SLUG, Install, link, page, programme

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
NAMES = ("Bridge to work", "Lantern at school")


@pytest.fixture
def grouped(site: Path, install: Install) -> Installation:
    """Two practices, grouped twice: from here on nothing changes by itself."""
    clock = iter(NOW + timedelta(days=day) for day in range(100))
    for name in NAMES:
        page(site, f"{name.split()[0]}.html", programme(name, len(name)))
    link(site, *(f"{name.split()[0]}.html" for name in NAMES))
    installation = install(clock=lambda: next(clock))
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    tag_documents(installation)
    grouping.group_documents(installation)
    return installation


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents were compared, each time that any were."""
    real = grouping.group
    counts: list[int] = []

    def counting(candidates: Sequence[Candidate], *others: Any) -> list[Group]:
        counts.append(len(candidates))
        return real(candidates, *others)

    monkeypatch.setattr(grouping, "group", counting)
    return counts


def _present(session: Session) -> list[Practice]:
    return list(session.scalars(select(Practice).where(Practice.gone_on.is_(None))))


def test_nothing_is_compared_again_and_practices_are_seen(
    grouped: Installation, compared: list[int]
) -> None:
    with catalogue_session(grouped.engine) as session:
        before = {one.slug: one.last_seen for one in _present(session)}
    counts = grouping.group_documents(grouped)
    assert compared == []
    assert counts == {f"practices_{what}": 0 for what in ("new", "gone", "merged")} | {
        "practices_kept": len(NAMES)
    }
    with catalogue_session(grouped.engine) as session:
        after = {one.slug: one.last_seen for one in _present(session)}
    assert after.keys() == before.keys()
    assert all(after[slug] > before[slug] for slug in before)


def _decide(session: Session) -> None:
    one, two = (practice.slug for practice in _present(session))
    tell_apart(session, one, two, Coder("ab", "", NOW))


CHANGES: dict[str, Callable[[Session], object]] = {
    "a document's title": lambda session: session.execute(
        update(Document).where(Document.id == 2).values(title="Another name")
    ),
    "what is known about it": lambda session: session.execute(
        update(Document).where(Document.id == 2).values(about={"organisation": "Caritas"})
    ),
    "a document that went": lambda session: session.execute(
        update(Document).where(Document.id == 2).values(gone_on=NOW)
    ),
    "a person's decision": _decide,
    "a practice's name": lambda session: session.execute(update(Practice).values(name="x")),
    "a link that is lost": lambda session: session.execute(delete(PracticeDocument)),
    "statements of nobody": lambda session: session.execute(
        update(Statement).values(practice_id=None)
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_is_grouped_again_once(
    grouped: Installation, compared: list[int], change: Callable[[Session], object]
) -> None:
    with catalogue_session(grouped.engine) as session:
        change(session)
    grouping.group_documents(grouped)
    grouping.group_documents(grouped)
    assert len(compared) == 1
    with catalogue_session(grouped.engine) as session:
        assert session.scalars(select(Statement).where(Statement.practice_id.is_(None))).all() == []


def test_a_document_stored_while_others_are_compared_is_grouped_next(
    grouped: Installation, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = grouping.group

    def reading_beside(*told: Any) -> list[Group]:
        monkeypatch.setattr(grouping, "group", real)
        fetch_pages(grouped, SLUG)
        describe_documents(grouped, SLUG)
        return real(*told)

    page(site, "Harbour.html", programme("Harbour for all", 5))
    link(site, *(f"{name.split()[0]}.html" for name in (*NAMES, "Harbour")))
    with catalogue_session(grouped.engine) as session:
        session.execute(update(Practice).values(name="x"))
    monkeypatch.setattr(grouping, "group", reading_beside)
    assert grouping.group_documents(grouped)["practices_new"] == 0
    assert grouping.group_documents(grouped)["practices_new"] == 1


def test_broken_bytes_in_the_note_cost_no_more(grouped: Installation, compared: list[int]) -> None:
    (grouped.settings.data_dir / "grouped.txt").write_bytes(b"\xff\xfe")
    grouping.group_documents(grouped)
    grouping.group_documents(grouped)
    assert len(compared) == 1


def test_a_lost_note_costs_a_grouping_and_no_more(
    grouped: Installation, compared: list[int]
) -> None:
    (note := grouped.settings.data_dir / "grouped.txt").unlink()
    note.mkdir()  # and it cannot be written again
    grouping.group_documents(grouped)
    grouping.group_documents(grouped)
    assert len(compared) == 2
