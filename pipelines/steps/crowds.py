"""Pages that leave all at once: that lead to one other (a login, a notice, the front page), or are
not found any more (a broken deployment); and rows that leave their file so (an export cut short).

None of it says that the programmes ended, and as with one text in place of all pages (masks.py) it
may pass. A page or two that are not found are gone, and so are pages whose site shows as many new
ones: it was rebuilt. So it is with rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pipelines.patience import FEWEST, PATIENCE, SHARE
from practices_db.health import EMPTIED, MASKED
from practices_db.models import Source
from practices_db.sightings import Held
from practices_db.sources import Trouble, note_issue, resolve_issues, trouble_since

REDIRECTS, DEPARTURES, ROWS = "redirects", "departures", "rows"
"""Stages of the issues that say so."""


@dataclass(frozen=True, slots=True)
class Departures:
    """What a run found of the pages that are held, or a reading of the rows.

    `leaving`: pages that are no longer at their address, each with where it leads, "" where
    nowhere; `answered`: addresses that showed something.
    """

    held: Mapping[str, Sequence[Held]]
    leaving: Mapping[str, str]
    answered: Collection[str]

    def at_once(self, pages: Collection[str], since: datetime | None) -> int:
        """How many left together, those included that count as gone since; 0 where they are few
        beside the others, or beside the pages that came."""
        lost = {url for url in self.held if url not in self.answered and self._went(url, since)}
        present = self._present()
        count = len({*pages, *lost})
        came = sum(url not in self.held for url in self.answered)
        few = count < max(FEWEST, SHARE * (present + len(lost))) or came >= SHARE * count
        return 0 if few else count

    def lives_on(self) -> bool:
        """Whether nothing leaves any more, and enough is there still to be a site."""
        return not self.leaving and self._present() >= FEWEST

    def _present(self) -> int:
        return sum(any(not one.gone_on for one in held) for held in self.held.values())

    def _went(self, url: str, since: datetime | None) -> bool:
        went = [one.gone_on for one in self.held[url] if one.url == url]
        return since is not None and any(day is not None and day >= since for day in went)


def held_back(
    session: Session, source_id: int, departures: Departures, at: datetime
) -> Collection[str]:
    """The pages that still count as present of those that left. An issue says so, or is closed."""
    targets = Counter(where for where in departures.leaving.values() if where)
    target = min(targets, key=lambda where: (-targets[where], where), default="")
    led = [url for url, where in departures.leaving.items() if where and where == target]
    gone = [url for url, where in departures.leaving.items() if not where]
    told = f"pages all lead to {target}" if target else "pages all led to one other"
    missing = "pages were not found all at once"
    return {
        *_held(session, source_id, departures, led, at, (REDIRECTS, MASKED, told)),
        *_held(session, source_id, departures, gone, at, (DEPARTURES, EMPTIED, missing)),
    }


def rows_held_back(
    session: Session, source_id: int, departures: Departures, at: datetime
) -> Collection[str]:
    """The rows that still count as present of those that left their file; the same for a dataset.

    For a stage of its own: what a crawl finds of the file says nothing of its rows.
    """
    called = (ROWS, EMPTIED, "rows left the file all at once")
    return _held(session, source_id, departures, list(departures.leaving), at, called)


def is_waited_for(session: Session, source_id: int, at: datetime) -> bool:
    """Whether pages that left all at once still count as present."""
    since = (trouble_since(session, source_id, stage) for stage in (REDIRECTS, DEPARTURES))
    return any(first is not None and at <= first + PATIENCE for first in since)


def _held(
    session: Session,
    source_id: int,
    departures: Departures,
    pages: Sequence[str],
    at: datetime,
    called: tuple[str, str, str],
) -> Sequence[str]:
    stage, reason, told = called
    source = session.get_one(Source, source_id)
    since = trouble_since(session, source_id, stage)
    count = departures.at_once(pages, since) if pages or since else 0
    until = (since or at) + PATIENCE
    # What the site loses later is waited for anew.
    if not count or (at > until and departures.lives_on()):
        if since:
            resolve_issues(session, source_id, source.url, stage, at)
        return ()
    what = f"What was known stays until {until:%Y-%m-%d}." if at <= until else "They count as gone."
    trouble = Trouble(source.url, stage, reason, f"{count} {told}. {what}")
    note_issue(session, source_id, trouble, at)
    return pages if at <= until else ()
