"""Pages that live at another address now: a document that moved stays the same document.

Its revisions, statements, reviews and decisions on grouping hang on the document, so all of them
move with it; the addresses that it had are kept in `about` under "moved_from".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from practices_db.fetches import PERMANENT
from practices_db.models import Document, Fetch, Run

MOVED_FROM = "moved_from"
"""Key in `about`: the document's former addresses with the day each was left, the first first."""

Moves = Mapping[str, Sequence[str]]
"""By canonical address, those that lead there for good now, through several redirects too."""

_HOPS = 10


def read_moves(session: Session, source_id: int) -> Moves:
    """Where the source's addresses lead for good, as each of them answered the last time."""
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


def came_from(moves: Moves, url: str) -> list[str]:
    """Where the document at `url` stood before, if it moved; a row or entry moves with its page."""
    page, parted, part = url.partition("#")
    return [f"{former}{parted}{part}" for former in moves.get(page, ())]


def find_moved(
    session: Session,
    source_id: int,
    former: Iterable[str],
    *,
    title: str,
    digest: str,
    verdict: str,
) -> Document | None:
    """The document that now stands at an address that we know of none at.

    It is the one of the source whose address leads there (`former`), of several the one with that
    text or title. Where a site moves its pages without saying so, it is the one that is gone and
    had that very text. Another verdict is another kind of page: such a document went away.
    """
    told = select(Document).where(Document.source_id == source_id, Document.verdict == verdict)
    led = session.scalars(told.where(Document.canonical_url.in_(list(former)))).all()
    if len(led) > 1:
        same = [one for one in led if digest == one.text_hash or title == one.title]
        return same[0] if len(same) == 1 else None
    if led:
        return led[0]
    equal = told.where(Document.text_hash == digest, Document.gone_on.is_not(None))
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


def left_addresses(session: Session, source_id: int) -> set[str]:
    """The addresses that documents of the source left: what is answered there is known no more."""
    query = select(Document).where(
        Document.source_id == source_id, Document.about[MOVED_FROM].is_not(None)
    )
    return {url for one in session.scalars(query) for url, _ in former_addresses(one)}
