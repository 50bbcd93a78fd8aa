"""Pages that live at another address now: a document that moved stays the same document.

Its revisions, statements, reviews and decisions on grouping hang on the document, so all of them
move with it; the addresses that it had are kept in `about` under "moved_from".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from practices_db.fetches import PERMANENT
from practices_db.models import Document, Fetch, Run

MOVED_FROM = "moved_from"
"""Key in `about`: the document's former addresses with the day each was left, the first first."""

_HOPS = 10
# "/", "/en" and "/pt-br/": where a site leads what it has no more.
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moves:
    """Which pages of a source live elsewhere.

    `led`: by canonical address, those that lead there for good now, through several redirects too.
    `left`: the addresses that documents left, with the last day on which one did.
    """

    led: Mapping[str, Sequence[str]]
    left: Mapping[str, date]

    def came_from(self, url: str) -> list[str]:
        """Where the document at `url` stood before, if it moved; a row or entry moves with its
        page."""
        page, parted, part = url.partition("#")
        return [f"{former}{parted}{part}" for former in self.led.get(page, ())]

    def took_along(self, url: str, at: datetime) -> bool:
        """Whether what was answered at `url` in a run of that moment left it since."""
        return url in self.left and at.date() <= self.left[url]


def read_moves(session: Session, source_id: int) -> Moves:
    """Where the source's addresses lead for good, as each of them answered the last time."""
    return Moves(_led(session, source_id), left_addresses(session, source_id))


def _led(session: Session, source_id: int) -> Mapping[str, Sequence[str]]:
    last = (
        select(func.max(Fetch.id))
        .join(Run, Run.id == Fetch.run_id)
        .where(Run.source_id == source_id)
        .where(Fetch.outcome.in_(("stored", "unchanged", "redirected")))
        .group_by(Fetch.canonical_url)
    )
    query = select(Fetch.canonical_url, Fetch.redirected_to).where(
        Fetch.id.in_(last),
        Fetch.status.in_(PERMANENT),
        Fetch.redirected_to.is_not(None),
        Fetch.redirected_to != Fetch.canonical_url,
    )
    steps = {row.canonical_url: row.redirected_to for row in session.execute(query)}
    moves: dict[str, list[str]] = defaultdict(list)
    for url in steps:
        for target in _ways(steps, url):
            moves[target].append(url)
    return moves


def _ways(steps: Mapping[str, str], url: str) -> list[str]:
    """Every address on the way from this one, without it."""
    found: list[str] = []
    while (url := steps.get(url, "")) and url not in found and len(found) < _HOPS:
        found.append(url)
    return found


@dataclass(frozen=True, slots=True)
class Arrival:
    """What stands at an address at which we know of no document; `digest`: hash of its text."""

    url: str
    title: str
    digest: str
    verdict: str

    def same_as(self, document: Document) -> bool:
        return self.digest == document.text_hash or self.title == document.title


def find_moved(
    session: Session, source_id: int, arrival: Arrival, former: Iterable[str]
) -> Document | None:
    """The document that now stands where we know of none.

    It is the one of the source whose address leads there (`former`), of several the one with that
    text or title; so it is at a front page, to which sites lead what they have no more. Where a
    site moves its pages without saying so, it is the one that is gone and had that very text.
    Another verdict is another kind of page: such a document went away.
    """
    told = select(Document).where(
        Document.source_id == source_id, Document.verdict == arrival.verdict
    )
    led = session.scalars(told.where(Document.canonical_url.in_(list(former)))).all()
    if len(led) > 1 or (led and _FRONT.fullmatch(urlsplit(arrival.url).path)):
        same = [one for one in led if arrival.same_as(one)]
        return same[0] if len(same) == 1 else None
    if led:
        return led[0]
    equal = told.where(Document.text_hash == arrival.digest, Document.gone_on.is_not(None))
    found = session.scalars(equal.limit(2)).all()
    return found[0] if len(found) == 1 else None


def move(document: Document, url: str, at: datetime) -> None:
    """Let the document stand at another address; the one that it leaves is kept with the day."""
    left = [*document.about.get(MOVED_FROM, []), [document.canonical_url, f"{at:%Y-%m-%d}"]]
    document.about = {**document.about, MOVED_FROM: left}
    document.canonical_url = url


def former_addresses(document: Document) -> list[tuple[str, date]]:
    """Where the document stood before, and until when."""
    return [(url, date.fromisoformat(day)) for url, day in document.about.get(MOVED_FROM, [])]


def left_addresses(session: Session, source_id: int) -> dict[str, date]:
    """The addresses that documents of the source left, with the last day on which one did: what is
    answered there is known no more."""
    query = select(Document).where(
        # As a string it is NULL in both databases where the key is missing.
        Document.source_id == source_id,
        Document.about[MOVED_FROM].as_string().is_not(None),
    )
    found: dict[str, date] = {}
    for url, day in chain.from_iterable(former_addresses(one) for one in session.scalars(query)):
        found[url] = max(day, found.get(url, day))
    return found
