"""The archive of a year gives the catalogue of that year, whatever befell the site, to the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pipelines.crawl import archive, exchange
from pipelines.steps import practices
from pipelines.steps.documents import describe_documents
from pipelines.steps.grouping import group_documents
from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, Issue, Revision, Run
from tests.faults.content import catalogue_lines
from tests.faults.living import NAMES, Site, Told, Year, living, plain
from tests.faults.test_exports import RECORDS, WRITTEN, shows
from tests.pipelines.steps.conftest import HOST, SLUG, Install, declare

PATHS = list(Site().paths())
BACK_SOON = plain("Back soon", ["Our website is being mended and will be back soon."], "")
WELL: dict[str, Any] = {"instead": lambda _path: None}
Week = dict[str, Any]


def _closed(_path: str) -> Told:
    return 200, {}, BACK_SOON


def _swapped(first: str, second: str) -> Callable[[str, str], str]:
    """Two programmes stand at one another's address."""
    others = {first: second, second: first}
    return lambda language, slug: f"/{language}/{others.get(slug, slug)}"


HISTORIES: dict[str, list[Week]] = {
    "edited, gone, and back": [
        {"extra": {NAMES["en"][0]: "Since spring the mentors also meet online."}},
        {"away": frozenset(PATHS[:2])},
        {"away": frozenset()},
    ],
    "most pages not found, still waited for": [{"away": frozenset(PATHS[:12])}] * 2,
    "most pages not found, for good": [{"away": frozenset(PATHS[:12])}] * 8,
    "most pages not found, and back": [{"away": frozenset(PATHS)}] * 3 + [{"away": frozenset()}],
    "closed, still waited for": [{"instead": _closed}] * 2,
    "closed for good": [{"instead": _closed}] * 7,
    "closed, and back": [{"instead": _closed}] * 2 + [WELL],
    "two pages swapped": [{"address": _swapped("bridgework", "harbourlight")}],
    "swapped, and edited": [
        {"address": _swapped("bridgework", "harbourlight")},
        {"extra": {NAMES["en"][0]: "Since spring the mentors also meet online."}},
        {"address": Site().address},
    ],
    "moved by redirects, and edited": [
        {
            "address": lambda language, slug: f"/programmes/{slug}-{language}",
            "redirect": lambda _host, path: (
                f"/programmes/{path[4:]}-{path[1:3]}" if path in PATHS else None
            ),
        },
        {"extra": {NAMES["nl"][1]: "De mentoren ontmoeten elkaar ook online."}},
    ],
    "all lead to a login": [
        {
            "more": {"/login": plain("Log in", ["Log in to go on."], "")},
            "redirect": lambda _host, path: "/login" if path in PATHS else None,
        }
    ]
    * 2,
    "down, and back": [{"instead": lambda _path: (503, {}, "")}, WELL],
}


@pytest.fixture
def clocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Year]]:
    """Answers are archived under the day of the year in which they were given."""
    years: list[Year] = []

    def at() -> Any:
        return years[0].at if years else Year.at

    monkeypatch.setattr(practices, "tag_documents", lambda _installation: {"tagged": 0})
    monkeypatch.setattr(exchange, "now", at)
    monkeypatch.setattr(archive, "now", at)
    yield years


def _moments(year: Year) -> list[tuple[Any, ...]]:
    """What the catalogue tells of days."""
    queries = (
        select(Document.canonical_url, Document.first_seen, Document.last_seen, Document.gone_on),
        select(Issue.url, Issue.reason, Issue.first_seen, Issue.last_seen, Issue.resolved_on),
        select(Revision.text_hash, Revision.first_seen, Revision.last_seen),
        select(Run.started_at, Run.ended_at, Run.outcome),
    )
    with catalogue_session(year.installation.engine) as session:
        return [tuple(row) for query in queries for row in sorted(session.execute(query), key=str)]


def _replayed(year: Year, install: Install, path: Path, **source: Any) -> Year:
    """The archive read into an empty catalogue, long after the year was over."""
    later = year.at + timedelta(days=400)
    installation = install(declare(**source), at=path, replay=True, clock=lambda: later)
    again = object.__new__(Year)
    again.installation, again.at = installation, year.at
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    group_documents(installation)
    return again


def _same(year: Year, again: Year) -> None:
    assert again.documents() == year.documents()
    for present in (True, False):
        assert again.practices(present) == year.practices(present)
    assert (again.issues(), again.state()) == (year.issues(), year.state())
    assert _moments(again) == _moments(year)
    ours, theirs = (catalogue_lines(one.installation.engine) for one in (again, year))
    assert ours == theirs


@pytest.mark.parametrize("history", HISTORIES)
def test_a_website(
    install: Install,
    monkeypatch: pytest.MonkeyPatch,
    clocked: list[Year],
    tmp_path: Path,
    history: str,
) -> None:
    with living(monkeypatch, install(declare()), begun=clocked.append) as year:
        for week in HISTORIES[history]:
            year.week(**week)
        _same(year, _replayed(year, install, tmp_path / "again.sqlite"))


@pytest.mark.parametrize("shown", [[4], [4] * 7, [4, 4, 15]], ids=["short", "gone", "back"])
def test_a_dataset_that_is_cut_short(
    install: Install,
    monkeypatch: pytest.MonkeyPatch,
    clocked: list[Year],
    tmp_path: Path,
    shown: list[int],
) -> None:
    source: Any = {"kind": "dataset", "url": f"https://{HOST}/programmes.csv"}
    states = [Site(instead=shows(WRITTEN["csv"](RECORDS[:count]))) for count in [15, *shown]]
    with living(monkeypatch, install(declare(**source)), states[0], clocked.append) as year:
        for state in states[1:]:
            year.week(state)
        _same(year, _replayed(year, install, tmp_path / "again.sqlite", **source))
