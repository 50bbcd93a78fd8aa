"""The pages in which a service gives out a dataset, as each of them was answered the last time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.crawl.exchange import canonical_or_same
from pipelines.paging import Page, read_page
from pipelines.steps.reader import Reader
from practices_db.models import Fetch, Run

_ANSWERED = {"stored", "unchanged"}
_HOPS = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One page: its stored answer, the body of that, and what it says of further pages."""

    fetch: Fetch
    body: bytes
    said: Page


class Parts:
    """Iterates over the pages of a dataset from its first on, each once.

    After that `why` says why that is not all of it, "" where it is. Raises ArchiveError where an
    answer is not there any more.
    """

    def __init__(self, reader: Reader, first: Fetch) -> None:
        self._reader, self._first = reader, first
        starts = set(map(canonical_or_same, reader.declared.starts))
        self._others = starts - {first.canonical_url}
        self.why = ""

    def __iter__(self) -> Iterator[Part]:
        met: set[str] = set()
        fetch, url = self._first, self._first.url
        last = _last(self._reader.session, self._reader.source_id, fetch.canonical_url)
        since = last.run_id if last else fetch.run_id
        while True:
            answer = self._reader.answer(fetch)
            said = read_page(answer.body or b"", url, answer.headers)
            if said.digest in met:
                self.why = f"{url} gives the same rows as a page before."
                return
            met.add(said.digest)
            yield Part(fetch, answer.body or b"", said)
            if said.next is None:
                self.why = "No address of the next page is given." if said.more else ""
                return
            url = said.next
            if canonical_or_same(url) in self._others:
                self.why = f"The next one, {url}, is declared as a start too; the first is enough."
                return
            found = _answer_at(self._reader.session, self._reader.source_id, url, since)
            if found is None:
                self.why = f"The next one, {url}, could not be had."
                return
            fetch = found


def first_parts(session: Session, source_id: int, waiting: Iterable[Fetch]) -> Sequence[Fetch]:
    """The answers with which the datasets begin of which these are pages, each once, in order."""
    firsts = (_first_of(session, source_id, fetch) for fetch in waiting)
    return list({fetch.id: fetch for fetch in firsts}.values())


def other_files(
    session: Session, source_id: int, starts: Iterable[str], file: str
) -> Collection[str]:
    """Where the further files of a source stand, or stood, that declares several: wherever their
    starts ever led. A start that fails, or leads to a login for once, takes no row away."""
    ways = [_ways(session, source_id, canonical_or_same(start)) for start in starts]
    own: set[str] = set().union(*(way for way in ways if file in way))
    return set().union(*ways) - own


def _ways(session: Session, source_id: int, start: str) -> set[str]:
    """The address, and all those to which it redirected in any run."""
    found, ahead = {start}, {start}
    while ahead:
        query = select(Fetch.redirected_to).join(Run, Run.id == Fetch.run_id)
        led = query.where(
            Run.source_id == source_id,
            Fetch.purpose == "file",
            Fetch.canonical_url.in_(ahead),
            Fetch.redirected_to.is_not(None),
        )
        ahead = {canonical_or_same(str(url)) for url in session.scalars(led.distinct())} - found
        found |= ahead
    return found


def _first_of(session: Session, source_id: int, fetch: Fetch) -> Fetch:
    """The first page of the dataset that the answer is a page of; its own, where it is that."""
    first = row = fetch
    met = {fetch.canonical_url}
    while row.found_on and row.found_on not in met:
        met.add(row.found_on)
        before = _last(session, source_id, row.found_on, before=row.id)
        if before is None:
            break
        row = before
        first = row if row.outcome in _ANSWERED else first
    if first is fetch:
        return fetch
    return _stored_at(session, source_id, first.canonical_url) or fetch


def _answer_at(session: Session, source_id: int, url: str, since: int) -> Fetch | None:
    """The stored answer of an address that answered in that run or later, through redirects."""
    at = canonical_or_same(url)
    for _ in range(_HOPS):
        row = _last(session, source_id, at)
        if row is None or row.run_id < since:
            return None
        if row.outcome in _ANSWERED:
            return _stored_at(session, source_id, at)
        if row.redirected_to is None:
            return None
        at = row.redirected_to
    return None


def _last(session: Session, source_id: int, url: str, before: int | None = None) -> Fetch | None:
    query = (
        select(Fetch)
        .join(Run, Run.id == Fetch.run_id)
        .where(Run.source_id == source_id, Fetch.canonical_url == url, Fetch.purpose == "file")
        .order_by(Fetch.id.desc())
        .limit(1)
    )
    return session.scalar(query if before is None else query.where(Fetch.id < before))


def _stored_at(session: Session, source_id: int, url: str) -> Fetch | None:
    query = (
        select(Fetch)
        .join(Run, Run.id == Fetch.run_id)
        .where(Run.source_id == source_id, Fetch.canonical_url == url, Fetch.outcome == "stored")
        .order_by(Fetch.id.desc())
    )
    return session.scalar(query.limit(1))
