"""What all requests share: the catalogue as it stands and the opened search index.

Both are read again only when the catalogue has changed; how long that may go unseen is an option.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from practices_db.engine import catalogue_session
from practices_db.errors import EmptyCatalogue, PracticesError
from practices_db.models import Practice, Release, Run
from practices_db.near import near_slugs
from practices_db.settings import Settings
from practices_db.view import Support, Value
from search.entries import Entry
from search.holdings import Holdings, follow, read_holdings
from search.index.snapshot import read_state
from search.query.searcher import Searcher
from search.web.errors import NoSuchPractice, PageNotFound
from search.web.options import Options

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement with what it is about."""

    entry: Entry
    facet: str
    value: Value
    support: Support


@dataclass(slots=True)
class Site:
    """One catalogue on show. Safe to use from several threads."""

    engine: Engine
    settings: Settings
    options: Options
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _holdings: Holdings | None = None
    _state: object = None
    _looked: float = 0.0
    _searcher: Searcher | None = None
    _index: object = None
    _statements: tuple[str, Mapping[str, Stated]] = ("", MappingProxyType({}))

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A short reading transaction."""
        with catalogue_session(self.engine) as session:
            yield session

    def recent(self) -> Holdings | None:
        """The holdings without a look at the database, None when that look is due."""
        due = time.monotonic() - self._looked > self.options.fresh_seconds
        return None if due else self._holdings

    def holdings(self) -> Holdings:
        """The catalogue as it stands, read again if it changed."""
        if (known := self.recent()) is not None:
            return known
        with self._lock:
            if (known := self.recent()) is not None:
                return known
            self._look()
            assert self._holdings is not None  # noqa: S101 - _look has just set it
            return self._holdings

    def _look(self) -> None:
        with self.session() as session:
            state = (read_state(session), *(session.scalar(query) for query in _WORK))
            if state != self._state or self._holdings is None:
                self._holdings, self._state = read_holdings(session), state
        self._looked = time.monotonic()

    def searcher(self) -> Searcher:
        """The opened index, opened again when it was made anew. Raises IndexMissing."""
        made = self._index_made()
        if self._searcher is None or made != self._index:
            with self._lock:
                self._searcher = Searcher.open(self.engine, self.settings)
                self._index = made
        return self._searcher

    def _index_made(self) -> object:
        folder = self.settings.index_dir
        return sorted((p.name, p.stat().st_mtime_ns) for p in folder.glob("*") if p.is_file())

    def warm(self) -> None:
        """Do once what the first reader would wait for: read all, open the index, the encoder."""
        try:
            self.holdings()
            self.searcher().search("young refugees who look for work", limit=1)
        except PracticesError as error:
            # The site still opens: its pages say what is missing, and the log says why.
            log.warning("%s", error)

    def entry(self, slug: str) -> Entry:
        """The practice of that slug, through merges. Raises PageNotFound, EmptyCatalogue."""
        holdings = self.holdings()
        if not holdings.entries:
            raise EmptyCatalogue
        slug = follow(holdings.merged, slug)
        if slug not in holdings.entries:
            near = near_slugs(slug, holdings.entries.keys() | holdings.merged.keys())
            meant = dict.fromkeys(follow(holdings.merged, one) for one in near)
            raise NoSuchPractice(
                slug, [(one, holdings.entries[one].practice.name) for one in meant]
            )
        return holdings.entries[slug]

    def statement(self, identifier: str) -> Stated:
        """What a statement says and of which practice. Raises PageNotFound."""
        holdings = self.holdings()
        stamp, known = self._statements
        if stamp != holdings.stamp:
            known = {stated.support.statement: stated for stated in _all_stated(holdings)}
            self._statements = (holdings.stamp, known)
        if identifier not in known:
            raise PageNotFound("There is no such statement, or it was withdrawn since.")
        return known[identifier]


def _all_stated(holdings: Holdings) -> Iterator[Stated]:
    for entry in holdings.entries.values():
        for facet in entry.view.values():
            for value in (*facet.values, *facet.pending):
                for support in value.supports:
                    yield Stated(entry, facet.facet, value, support)


_WORK = (
    select(func.max(Run.id)),
    select(func.max(Run.ended_at)),
    select(func.max(Practice.last_seen)),
    select(func.max(Release.id)),
)
