"""Whether a page is another one: it names that as the real one (rel=canonical), or its address
differs by the number of a visit alone.

Templates often name the front page on every page, or two pages one another; whoever believes that
loses pages. So the other page must be there, name none but itself, and say much the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from sqlalchemy.orm import Session

from pipelines.crawl.exchange import canonical_or_same
from pipelines.describe import Description
from pipelines.screen.duplicates import shingles_of
from pipelines.steps.stored import describe_stored
from practices_db.documents import present_addresses
from practices_db.fetches import departed_since
from practices_db.models import Fetch

_SHARED = 0.6  # of the shorter text: a filtered list is part of the whole one
_LONGER = 3.0
_KEPT = 200
_MOST_VISITS = 20
# Letters and digits mixed, or a time in seconds: what a system makes up for one visit.
_VISIT = re.compile(
    r"[?&][^=&]+=(?:(?=[\w.~-]*\d)(?=[\w.~-]*[A-Za-z])[\w.~-]{8,}|\d{9,})(?=&|$)", re.ASCII
)

Page = tuple[str, str, frozenset[int]]
"""Where a page says that it stands, its title, and its runs of words."""


class Originals:
    """The pages of a source that others may name; one for each reading of it."""

    def __init__(self, source_id: int, archive: Path, stored: Mapping[str, Fetch]) -> None:
        """`stored` are the last stored answers by canonical address."""
        self._source_id = source_id
        self._archive = archive
        self._stored = stored
        self._pages: dict[str, Page | None] = {}
        # Documents by address, and by address without a number: in the order in which they came.
        self._by_bare: dict[str, dict[str, None]] | None = None

    def find(self, session: Session, url: str, found: Description) -> Fetch | None:
        """The answer of the page that `found` names as the real one, where it says the same.

        A page that went away speaks for none: a page that moved often names its old address yet.
        """
        named = canonical_or_same(found.canonical_url)
        stored = self._stored.get(named)
        if named in {"", url} or stored is None or not self._says_so(named, found):
            return None
        return stored if departed_since(session, stored) is None else None

    def is_visit(self, session: Session, url: str, found: Description) -> bool:
        """Whether it is a page that we hold, under the number of another visit: some systems link
        to every page by a new address in every run.

        Where numbers tell thousands of pages apart only some are looked at: what slips through is
        a copy by its text.
        """
        own = shingles_of(found.text)
        for other in islice(self._visits(session, url), _MOST_VISITS) if own else ():
            page = self._page(other)
            if page and (page[1], page[2]) == (found.title, own):
                return departed_since(session, self._stored[other]) is None
        return False

    def hold(self, url: str) -> None:
        """Note that a document stands at this address now."""
        if self._by_bare is None:
            return
        for bare in (url, *_without_visit(url)):
            self._by_bare[bare].setdefault(url)

    def _visits(self, session: Session, url: str) -> Iterator[str]:
        """Addresses of documents that are this one, but for one made-up number."""
        if self._by_bare is None:
            self._by_bare = defaultdict(dict)
            for held in sorted(present_addresses(session, self._source_id)):
                self.hold(held)
        for bare in (url, *_without_visit(url)):
            held_there = self._by_bare.get(bare, {})
            yield from (one for one in held_there if one != url and one in self._stored)

    def _says_so(self, named: str, found: Description) -> bool:
        other = self._page(named)
        if other is None or other[0] not in {"", named}:
            return False
        own = shingles_of(found.text)
        if not own or not other[2]:
            return found.title == other[1]
        return _alike(own, other[2], same_title=found.title == other[1])

    def _page(self, url: str) -> Page | None:
        if url not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.clear()
            self._pages[url] = self._read(self._stored[url])
        return self._pages[url]

    def _read(self, fetch: Fetch) -> Page | None:
        found = describe_stored(self._archive, fetch)
        if not isinstance(found, Description):
            return None
        return canonical_or_same(found.canonical_url), found.title, shingles_of(found.text)


def _without_visit(url: str) -> list[str]:
    """The address without one of its parameters, for each whose value looks made up."""
    found = []
    for match in _VISIT.finditer(url):
        rest = f"{url[: match.start()]}{url[match.end() :]}"
        found.append(rest if "?" in rest else rest.replace("&", "?", 1))
    return found


def _alike(one: frozenset[int], other: frozenset[int], *, same_title: bool) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    much = len(one & other) >= _SHARED * shorter
    return much and (same_title or longer <= _LONGER * shorter)
