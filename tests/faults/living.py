"""A site that lives through a year: fifteen programmes in three languages, edited, moved, broken.

Each state of the site is a `Site` with other settings; a `Year` reads it in weekly runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from pipelines.crawl.hosts import Route
from pipelines.installation import Installation
from pipelines.steps import pages
from pipelines.steps.documents import describe_documents
from pipelines.steps.grouping import group_documents
from pipelines.steps.pages import SourceUnreachable, fetch_pages
from practices_db.engine import catalogue_session
from practices_db.health import source_health
from practices_db.models import Document, Issue, Practice
from tests.faults.world import Line, World
from tests.pipelines.steps.conftest import HOST, SLUG, Install, declare

NEW_HOST = "mentors.example"
NAMES = {
    "en": ("Bridgework", "Harbourlight", "Second Shift", "Open Ledger", "Northern Stairs"),
    "nl": ("Sleutelbos", "Havenmaten", "Tweede Adem", "Nieuwe Oogst", "Straatlicht"),
    "de": ("Brückenbau", "Feierabendhilfe", "Zweite Heimat", "Werkbank", "Lotsenhaus"),
}
WHOM = {
    "en": ("young refugees", "women who return to work", "single parents", "school leavers",
           "newcomers without a network"),
    "nl": ("jonge vluchtelingen", "vrouwen die weer gaan werken", "alleenstaande ouders",
           "schoolverlaters", "nieuwkomers zonder netwerk"),
    "de": ("junge Geflüchtete", "Frauen, die wieder arbeiten wollen", "Alleinerziehende",
           "Schulabgänger", "Zugewanderte ohne Netzwerk"),
}  # fmt: skip
TEXTS = {
    "en": "{name} is a mentoring programme for {whom}. Each mentor meets the mentee every week for"
    " {months} months.|Mentors of {name} are volunteers, who are trained for {days} evenings before"
    " they are matched with a mentee.|The mentoring is free of charge; the town of {town} pays for"
    " the coordinator of {name}.",
    "nl": "{name} is een mentorprogramma voor {whom}. Elke mentor ontmoet de mentee {months}"
    " maanden lang elke week.|De mentoren van {name} zijn vrijwilligers, die {days} avonden worden"
    " opgeleid voor zij aan een mentee worden gekoppeld.|Het mentoraat is gratis; de gemeente"
    " {town} betaalt de coördinator van {name}.",
    "de": "{name} ist ein Mentoringprogramm für {whom}. Jede Mentorin trifft ihren Mentee {months}"
    " Monate lang jede Woche.|Die Mentoren von {name} sind Ehrenamtliche, die an {days} Abenden"
    " geschult werden, bevor sie mit einem Mentee zusammenkommen.|Das Mentoring ist kostenlos; die"
    " Stadt {town} bezahlt die Koordination von {name}.",
}
TOWNS = ("Almstadt", "Veldhoven-Oost", "Kirkdale", "Monteluce", "Sint-Joris")
Told = tuple[int, dict[str, str], str]
"""Status, headers, body."""


def slug_of(name: str) -> str:
    return name.lower().replace(" ", "-").replace("ü", "ue")


def paragraphs(language: str, at: int, extra: str = "") -> list[str]:
    given = {"name": NAMES[language][at], "whom": WHOM[language][at], "town": TOWNS[at]}
    text = TEXTS[language].format(months=6 + at, days=2 + at, **given)
    return [*text.split("|"), *([extra] if extra else [])]


def plain(title: str, body: list[str], links: str) -> str:
    told = "".join(f"<p>{one}</p>" for one in body)
    return (
        f"<html><head><title>{title}</title></head><body><nav>{links}</nav>"
        f"<main><h1>{title}</h1>{told}</main><footer>Imprint</footer></body></html>"
    )


def redesigned(title: str, body: list[str], links: str) -> str:
    """Another system's markup around the same words."""
    told = "".join(f'<div class="blk"><p class="tx">{one}</p></div>' for one in body)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title} | Our town</title></head>"
        f'<body class="x"><div id="top"><a href="/search">Search</a>{links}</div>'
        f'<div id="content" role="main"><article><h1 class="h">{title}</h1>{told}</article></div>'
        '<div class="foot"><ul><li><a href="/imprint">Imprint</a></li></ul></div></body></html>'
    )


@dataclass(frozen=True)
class Site:
    """What the site answers this week.

    `address` gives the path of a programme, `link` the form in which pages link to a path;
    `moved` are permanent redirects; `instead` is shown in place of every page.
    """

    host: str = HOST
    markup: Callable[[str, list[str], str], str] = plain
    address: Callable[[str, str], str] = lambda language, slug: f"/{language}/{slug}"
    link: Callable[[str], str] = lambda path: path
    away: frozenset[str] = frozenset()
    extra: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    redirect: Callable[[str, str], str | None] = lambda _host, _path: None
    instead: Callable[[str], Told | None] = lambda _path: None

    def paths(self) -> dict[str, tuple[str, int]]:
        return {
            self.address(language, slug_of(name)): (language, at)
            for language, names in NAMES.items()
            for at, name in enumerate(names)
        }

    def answer(self, host: str, target: str) -> Told:
        path = target.partition("?")[0]
        if told := self.instead(target):
            return told
        if where := self.redirect(host, target):
            return 301, {"Location": where}, ""
        if host != self.host:
            return 404, {}, "no such host"
        return self._page(path)

    def _page(self, path: str) -> Told:
        paths = self.paths()
        items = "".join(f'<a href="{self.link(one)}">{one}</a> ' for one in [*paths, *self.more])
        if path == "/":
            return 200, {}, self.markup("Our town", ["What we do for our town."], items)
        if path in self.more:
            return 200, {}, self.more[path]
        if path not in paths or path in self.away:
            return 404, {}, "<h1>404</h1>"
        language, at = paths[path]
        name = NAMES[language][at]
        return 200, {}, self.markup(name, paragraphs(language, at, self.extra.get(name, "")), items)


@dataclass
class Year:
    """Weekly runs over a site that changes; `site` may be set anew between them."""

    world: World
    installation: Installation
    site: Site = field(default_factory=Site)
    at: datetime = datetime(2026, 1, 5, 3, tzinfo=UTC)

    def __post_init__(self) -> None:
        for host in (HOST, f"www.{HOST}", NEW_HOST):
            self.world.otherwise[host] = self._answer(host)

    def _answer(self, host: str) -> Callable[[Line], object]:
        async def answer(line: Line) -> None:
            status, headers, body = self.site.answer(host, line.request.path)
            kind = headers.get("Content-Type", "text/html; charset=utf-8")
            await line.reply(body.encode(), status, {**headers, "Content-Type": kind})

        return answer

    def week(self, site: Site | None = None, **changes: object) -> Counter[str]:
        """Let a week pass and read the site as it is now; the counts of the run, added up."""
        self.site = replace(site or self.site, **changes)
        self.at += timedelta(days=7)
        installation = replace(self.installation, clock=lambda: self.at)
        counts: Counter[str] = Counter()
        try:
            counts.update(fetch_pages(installation, SLUG))
            counts.update(describe_documents(installation, SLUG))
        except SourceUnreachable as error:
            counts["unreachable"] += 1
            self.why = str(error)
        counts.update(group_documents(installation))
        return counts

    def practices(self, present: bool = True) -> list[str]:
        """Names of practices that are there, or of those that went, with their slugs."""
        query = select(Practice).where(Practice.merged_into.is_(None)).order_by(Practice.slug)
        query = query.where(
            Practice.gone_on.is_(None) if present else Practice.gone_on.is_not(None)
        )
        with catalogue_session(self.installation.engine) as session:
            return [one.slug for one in session.scalars(query)]

    def documents(self) -> dict[str, str]:
        """Address and verdict of what is there."""
        query = select(Document).where(Document.gone_on.is_(None)).order_by(Document.canonical_url)
        with catalogue_session(self.installation.engine) as session:
            return {one.canonical_url: one.verdict for one in session.scalars(query)}

    def state(self) -> str:
        """How the source is, as `sources health` says it."""
        with catalogue_session(self.installation.engine) as session:
            (health,) = source_health(session, self.at)
        return health.state

    def issues(self) -> Counter[str]:
        with catalogue_session(self.installation.engine) as session:
            open_ones = session.scalars(select(Issue).where(Issue.resolved_on.is_(None)))
            return Counter(one.reason for one in open_ones)


@contextmanager
def living(
    monkeypatch: pytest.MonkeyPatch,
    installation: Installation,
    site: Site | None = None,
    begun: Callable[[Year], None] = lambda _year: None,
) -> Iterator[Year]:
    """A year that begins with a first run, on a server of loopback; `begun` is told before it."""
    with World() as world:

        @contextmanager
        def routed(host: str) -> Iterator[Route]:
            yield world.route(host)

        hosts = (HOST, f"www.{HOST}", NEW_HOST)
        monkeypatch.setattr(pages, "_routes", lambda *_given: map(routed, hosts))
        year = Year(world, installation)
        begun(year)
        year.week(site)
        yield year


@pytest.fixture
def year(install: Install, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    """A year of the site, read as a website."""
    with living(monkeypatch, install(declare())) as begun:
        yield begun
