"""Whether a page that names another one as the real one (rel=canonical) is believed.

Templates often name the front page on every page, or two pages one another; whoever believes that
loses pages. So the other page must be there, name none but itself, and say much the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from pipelines.crawl.archive import ArchiveError, read_response
from pipelines.crawl.exchange import canonical_or_same
from pipelines.describe import Description, describe
from pipelines.screen.duplicates import shingles_of
from practices_db.fetches import departed_since
from practices_db.models import Fetch

_SHARED = 0.6  # of the shorter text: a filtered list is part of the whole one
_LONGER = 3.0
_KEPT = 200

Page = tuple[str, str, frozenset[int]]
"""Where a page says that it stands, its title, and its runs of words."""


class Originals:
    """The pages of a source that others may name; one for each reading of it."""

    def __init__(self, archive: Path, stored: Mapping[str, Fetch]) -> None:
        """`stored` are the last stored answers by canonical address."""
        self._archive = archive
        self._stored = stored
        self._pages: dict[str, Page | None] = {}

    def find(self, session: Session, url: str, found: Description) -> Fetch | None:
        """The answer of the page that `found` names as the real one, where it says the same.

        A page that went away speaks for none: a page that moved often names its old address yet.
        """
        named = canonical_or_same(found.canonical_url)
        stored = self._stored.get(named)
        if named in {"", url} or stored is None or not self._says_so(named, found):
            return None
        return stored if departed_since(session, stored) is None else None

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
        try:
            file = self._archive / (fetch.archive_file or "")
            answer = read_response(file, fetch.archive_offset or 0)
        except ArchiveError:
            return None
        body, url = answer.body or b"", fetch.canonical_url
        found = describe(body, fetch.content_type, url, answer.headers)
        if not isinstance(found, Description):
            return None
        return canonical_or_same(found.canonical_url), found.title, shingles_of(found.text)


def _alike(one: frozenset[int], other: frozenset[int], *, same_title: bool) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    much = len(one & other) >= _SHARED * shorter
    return much and (same_title or longer <= _LONGER * shorter)
