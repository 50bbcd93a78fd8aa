"""The archive read once more, one visit after another, each as the run that brought it.

What counts as gone, as moved or as waited for rests on what was known at the time. So what one
visit brought is read before the next is written down, at the moment at which the visit ended, and
practices are made of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, groupby
from operator import itemgetter

from sqlalchemy.orm import Session

from pipelines.crawl.archive import read_requests
from pipelines.crawl.outcome import Fetched, Outcome
from pipelines.installation import Installation
from pipelines.sources.declaration import SourceDeclaration
from pipelines.steps.documents import as_of_last_visit, read_waiting
from pipelines.steps.fetch_log import CONTENT, COUNTED, FetchLog, write_down
from practices_db.engine import catalogue_session
from practices_db.fetches import last_asked, logged_places
from practices_db.sources import fail_broken_runs, last_visit, mirror_source, start_run

APART = timedelta(hours=6)
"""No run pauses for so long; a second run may have come after less."""


_STAND = frozenset({"unchanged", "cosmetic", "read_again", "unreadable", "duplicate", "stub"})
"""What came of answers by which no document becomes another."""


@dataclass(slots=True)
class Replayed:
    """What a replay found; `why`: the first trouble of its last visit, `came_and_went`: whether
    pages did in that."""

    counts: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(COUNTED, 0)))
    why: str = ""
    came_and_went: bool = False


def replay_source(installation: Installation, declared: SourceDeclaration) -> Replayed:
    """Write down what the archive tells of a source and the log does not; all but the last visit
    is read as well."""
    with catalogue_session(installation.engine) as session:
        source = mirror_source(session, declared)
        fail_broken_runs(session, source)
        told = _Told.read(session, source.id)
    found = Replayed()
    with closing(read_requests(installation.settings.archive_dir, declared.slug)) as requests:
        for _, visit in groupby(visits(requests), key=itemgetter(0)):
            new = _untold((fetched for _, fetched in visit), told, found.counts)
            if first := next(new, None):
                whole = chain([first], new)
                _replay_visit(installation, declared, whole, first.requested_at, found)
    return found


def visits(requests: Iterable[Fetched]) -> Iterator[tuple[int, Fetched]]:
    """Each request with the number of its run, within which no address is asked for twice."""
    number, asked, last = 0, set[str](), None
    for fetched in requests:
        if fetched.url in asked or (last and fetched.requested_at - last > APART):
            number += 1
            asked.clear()
        if fetched.outcome is not Outcome.REFUSED:  # some say of many addresses that they were not
            asked.add(fetched.url)
            # Led back in a circle, the address is asked for once more, with the site's cookie.
            asked.discard(fetched.redirected_to or "")
        last = fetched.requested_at
        yield number, fetched


@dataclass(frozen=True, slots=True)
class _Told:
    """What the log tells of already: places in the archive, and when each address was last asked
    for."""

    places: Collection[tuple[str | None, int | None]]
    asked: Mapping[str, datetime]

    @classmethod
    def read(cls, session: Session, source_id: int) -> _Told:
        return cls(logged_places(session, source_id), last_asked(session, source_id))

    def has(self, fetched: Fetched) -> bool:
        """Whether the log has this answer, or had it and has heard of its address since."""
        if (fetched.archive_file, fetched.archive_offset) in self.places:
            return True
        since = self.asked.get(fetched.canonical_url)
        return since is not None and fetched.requested_at < since


def _untold(visit: Iterable[Fetched], told: _Told, counts: Counter[str]) -> Iterator[Fetched]:
    for fetched in visit:
        if told.has(fetched):
            counts["unchanged"] += fetched.purpose in CONTENT and fetched.reason is None
        else:
            yield fetched


def _replay_visit(
    installation: Installation,
    declared: SourceDeclaration,
    requests: Iterable[Fetched],
    began: datetime,
    found: Replayed,
) -> None:
    """Read what waits, as of the visit that brought it; then write this one down."""
    then = as_of_last_visit(installation, declared.slug)
    read = Counter(read_waiting(then, declared))
    found.counts.update(read)
    if found.came_and_went or any(read[name] for name in read.keys() - _STAND):
        _build(then)
    with catalogue_session(installation.engine) as session:
        source = mirror_source(session, declared)
        until = last_visit(session, declared.slug)
        run = start_run(session, source, began)
        log = FetchLog(installation, source.id, run.id, until)
    write_down(installation, declared.slug, requests, log)
    log.end("complete" if log.met else "failed")
    found.counts.update(log.counts)
    found.came_and_went = any(log.counts[name] for name in ("gone", "moved", "back"))
    found.why = log.why


def _build(then: Installation) -> None:
    """Practices as the runs made them: a programme that went with a later visit was one, and keeps
    its slug, its statements and the day on which it went."""
    from pipelines.steps.practices import build_practices  # the tagger: for what has changed alone

    build_practices(then)
