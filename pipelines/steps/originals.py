"""Whether a page is another one: it names that as the real one (rel=canonical), or its address
differs by the number of a visit alone.

Templates often name the front page on every page, or two pages one another; whoever believes that
loses pages. So the other page must be there, name none but itself, and say much the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.crawl.exchange import canonical_or_same
from pipelines.describe import Description
from pipelines.screen.duplicates import shingles_of
from pipelines.steps.stored import describe_stored
from practices_db.documents import hash_text
from practices_db.fetches import departed_since
from practices_db.models import Document, Fetch

_SHARED = 0.6  # of the shorter text: a filtered list is part of the whole one
_MORE = 1.5  # times what the other page says: beyond that something would be lost
_OTHER_TITLES = (0.95, 3.0)  # the share, and how many times as long the other page may be
_KEPT = 200
_MOST_VISITS = 4
# Letters and digits mixed, or a time in seconds: what a system makes up for one visit.
_VISIT = re.compile(
    r"[?&][^=&]+=(?:(?=[\w.~-]*\d)(?=[\w.~-]*[A-Za-z])[\w.~-]{8,}|\d{9,})(?=&|$)", re.ASCII
)

Page = tuple[str, str, frozenset[int]]
"""Where a page says that it stands, its title, and its runs of words."""

Place = tuple[str, str, str]
"""An address, or one without a number, with the title and the hash of the text that stand there."""


class Originals:
    """The pages of a source that others may name; one for each reading of it."""

    def __init__(self, source_id: int, archive: Path, stored: Mapping[str, Fetch]) -> None:
        """`stored` are the last stored answers by canonical address."""
        self._source_id = source_id
        self._archive = archive
        self._stored = stored
        self._pages: dict[str, Page | None] = {}
        self._texts: dict[Place, str] | None = None

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
        """
        if not shingles_of(found.text):
            return False
        held = self._held_texts(session)
        for bare in (url, *_without_visit(url)):
            other = held.get((bare, *_said(found)))
            if other is not None and other != url and other in self._stored:
                return departed_since(session, self._stored[other]) is None
        return False

    def hold(self, url: str, found: Description) -> None:
        """Note that a document stands at this address now."""
        if self._texts is not None:
            self._hold(self._texts, url, _said(found))

    def _held_texts(self, session: Session) -> Mapping[Place, str]:
        if self._texts is None:
            self._texts = {}
            query = select(Document.canonical_url, Document.title, Document.text_hash).where(
                Document.source_id == self._source_id, Document.gone_on.is_(None)
            )
            for url, title, digest in sorted(map(tuple, session.execute(query))):
                self._hold(self._texts, url, (title, digest))
        return self._texts

    @staticmethod
    def _hold(texts: dict[Place, str], url: str, said: tuple[str, str]) -> None:
        for bare in (url, *_without_visit(url)):
            texts.setdefault((bare, *said), url)

    def _says_so(self, named: str, found: Description) -> bool:
        other = self._page(named)
        if other is None or other[0] not in {"", named}:
            return False
        own, titles = shingles_of(found.text), (found.title, other[1])
        return alike(own, other[2], *titles) if own and other[2] else _akin(*titles)

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


def _said(found: Description) -> tuple[str, str]:
    return found.title, hash_text(found.text)


def _without_visit(url: str) -> list[str]:
    """The address without one of its parameters, for each whose value looks made up; of the first
    few alone, as an address of a hundred would be held a hundred times."""
    found = []
    for match in islice(_VISIT.finditer(url), _MOST_VISITS):
        rest = f"{url[: match.start()]}{url[match.end() :]}"
        found.append(rest if "?" in rest else rest.replace("&", "?", 1))
    return found


def _akin(one: str, other: str) -> bool:
    """Whether one title is the other or stands in it: "Print view: Mill", "Mill - The Bridge"."""
    short, long = sorted((one.casefold().strip(), other.casefold().strip()), key=len)
    return bool(short) and short in long


def alike(own: frozenset[int], other: frozenset[int], title: str, other_title: str) -> bool:
    """Whether a page says much the same as the one that it names, and not much more than that.

    Pages of one template share most of their words, too: under another title it takes more. The
    name of a site stands in all its titles, and its front page may have a piece of every page:
    only under the very same title is a page a small part of another (a filtered list).
    """
    shorter = min(len(own), len(other))
    if len(own) > _MORE * len(other):
        return False
    if title.casefold().strip() == other_title.casefold().strip():
        return len(own & other) >= _SHARED * shorter
    enough, longest = (_SHARED, _MORE) if _akin(title, other_title) else _OTHER_TITLES
    return len(own & other) >= enough * shorter and len(other) <= longest * shorter
