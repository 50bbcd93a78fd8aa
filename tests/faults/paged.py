"""A dataset that a service of loopback gives out in pages, read in weekly runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from pipelines.crawl.hosts import Route
from pipelines.installation import Installation
from pipelines.steps import pages
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import SourceUnreachable, fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, Issue
from tests.faults.world import World
from tests.pipelines.steps.conftest import HOST, SLUG, Install, declare

START = f"https://{HOST}/rows"
JSON = {"Content-Type": "application/json"}
Row = dict[str, Any]
Wrap = Callable[[Sequence[Row], int, int], Any]
"""The document of a page: of its rows, its number from 1 on, and how many pages there are."""


def record(number: int, **more: object) -> Row:
    about = f"Retired engineers mentor {number} young people of the town, week by week."
    return {"id": number, "name": f"Programme {number}", "description": about, **more}


ROWS = [record(number) for number in range(1, 6)]
NAMES = [row["name"] for row in ROWS]


def by_next(rows: Sequence[Row], at: int, pages: int) -> Any:
    return {"results": rows, "next": f"{START}?page={at + 1}" if at < pages else None}


def parts(rows: Sequence[Row], size: int) -> list[Sequence[Row]]:
    return [rows[at : at + size] for at in range(0, len(rows), size)]


@dataclass
class Service:
    """What lies at the addresses of a dataset, and weekly runs that read it."""

    world: World
    installation: Installation
    at: datetime = datetime(2026, 1, 5, 3, tzinfo=UTC)

    def shows(self, rows: Sequence[Row], size: int = 2, wrap: Wrap = by_next) -> None:
        """Publish these rows in pages of that size, at `/rows` and `/rows?page=2` ..."""
        self.world.answers.clear()
        cut = parts(rows, size) or [[]]
        for at, page in enumerate(cut, 1):
            self.page(at, wrap(page, at, len(cut)))

    def page(
        self, at: int, document: Any, status: int = 200, headers: Mapping[str, str] = JSON
    ) -> None:
        path = "rows" if at == 1 else f"rows?page={at}"
        body = document if isinstance(document, str) else json.dumps(document)
        self.world.page(f"{HOST}/{path}", body, status, headers)

    def week(self) -> Counter[str]:
        """Let a week pass and read what lies there now; the counts of the run."""
        self.at += timedelta(days=7)
        installation = replace(self.installation, clock=lambda: self.at)
        self.world.seen.clear()
        counts: Counter[str] = Counter()
        try:
            counts.update(fetch_pages(installation, SLUG))
        except SourceUnreachable:
            counts["unreachable"] += 1
        counts.update(describe_documents(installation, SLUG))
        return counts

    def asked(self) -> list[str]:
        """The paths that the last run asked for, without robots.txt."""
        return [path for path in self.world.paths(HOST) if path != "/robots.txt"]

    def names(self) -> list[str]:
        """Titles of the rows that are there, each as often as it is."""
        query = select(Document.title).where(Document.gone_on.is_(None)).order_by(Document.id)
        with catalogue_session(self.installation.engine) as session:
            return [str(title) for title in session.scalars(query)]

    def seen_on(self, name: str) -> datetime:
        query = select(Document.last_seen).where(Document.title == name)
        with catalogue_session(self.installation.engine) as session:
            return session.scalars(query).one()

    def issues(self) -> dict[str, str]:
        query = select(Issue.reason, Issue.detail).where(Issue.resolved_on.is_(None))
        with catalogue_session(self.installation.engine) as session:
            return {row.reason: row.detail for row in session.execute(query)}


@contextmanager
def serving(
    monkeypatch: pytest.MonkeyPatch, install: Install, **declared: object
) -> Iterator[Service]:
    """A service, and an installation of the one source that reads it."""
    with World() as world:

        @contextmanager
        def routed(host: str) -> Iterator[Route]:
            yield world.route(host)

        monkeypatch.setattr(pages, "_routes", lambda *_given: [routed(HOST)])
        given = {"kind": "dataset", "url": START, **declared}
        yield Service(world, install(declare(**given)))


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, install: Install) -> Iterator[Service]:
    with serving(monkeypatch, install) as begun:
        yield begun
