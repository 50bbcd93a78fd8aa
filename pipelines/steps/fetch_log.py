"""Writing down what a crawl yields: the log, what was seen or went away, and what is in trouble.

Requests are written a few at a time, so that the database is no brake on a fast site. A run that
is killed loses the last half second of its log at most; the answers lie in the archive already.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.crawl.exchange import canonical_or_same
from pipelines.crawl.outcome import Fetched, Outcome, Purpose
from pipelines.crawl.reasons import Reason
from pipelines.installation import Installation
from pipelines.logs import CRAWL
from pipelines.steps.crowds import Departures, held_back
from pipelines.steps.standing_files import StandingFiles
from practices_db.documents import mark_gone
from practices_db.engine import catalogue_session
from practices_db.fetches import departure, is_missing, log_fetches
from practices_db.models import Issue, Run
from practices_db.sightings import held_documents, mark_seen, met_at
from practices_db.sources import (
    Trouble,
    close_unheard,
    end_run,
    note_issue,
    resolve_issues,
)
from practices_db.unread import set_aside

logger = logging.getLogger(CRAWL)

COUNTED = ("fetched", "unchanged", "redirected", "refused", "failed", "gone", "moved", "back")
CONTENT = (Purpose.PAGE, Purpose.FILE, Purpose.LISTING)
NO_TROUBLE = frozenset({Reason.PAGE_BUDGET, Reason.OUT_OF_SCOPE})
"""Our own limits: logged and counted, but nothing that anybody has to mend."""

_MOST_WAITING = 50
_LONGEST_SECONDS = 0.5


class FetchLog:
    """The log of one run. `until`: for a replay, when the source was last asked as far as the log
    tells."""

    def __init__(
        self,
        installation: Installation,
        source_id: int,
        run_id: int,
        until: datetime | None = None,
    ) -> None:
        self._installation, self._source_id, self._run_id = installation, source_id, run_id
        self._waiting: list[Fetched] = []
        self._written_at = time.monotonic()
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
        self.asked: set[str] = set()
        self._first_failure = self._led_out = ""
        self._latest = until
        self._departed: dict[str, tuple[str, datetime]] = {}
        self._leaving: dict[str, str] = {}
        self._answered: set[str] = set()
        self._met: list[tuple[int, datetime]] = []
        self._files = StandingFiles()
        with catalogue_session(installation.engine) as session:
            self._held = held_documents(session, source_id)
            self._aside = set_aside(session, source_id)
            self._in_trouble = _troubled_addresses(session, source_id)

    @property
    def met(self) -> int:
        """How many addresses answered with something to read, new or unchanged."""
        return self.counts["fetched"] + self.counts["unchanged"]

    @property
    def why(self) -> str:
        """Why nothing could be had: the first failure, or where the site led us instead."""
        return self._first_failure or self._led_out

    def add(self, fetched: Fetched) -> None:
        """Note one request; it is written at once or within half a second."""
        self._latest = max(self._latest or fetched.requested_at, fetched.requested_at)
        if fetched.purpose in CONTENT:
            name = "fetched" if fetched.outcome is Outcome.STORED else str(fetched.outcome)
            self.counts[name] += 1
            self.counts["over_budget"] += fetched.reason is Reason.PAGE_BUDGET
            self.asked.add(fetched.canonical_url)
        leads_to = fetched.redirected_to and canonical_or_same(fetched.redirected_to)
        self._waiting.append(replace(fetched, body=None, redirected_to=leads_to))
        late = time.monotonic() - self._written_at > _LONGEST_SECONDS
        if late or len(self._waiting) >= _MOST_WAITING:
            self._write()

    def end(self, outcome: str) -> None:
        """Write what still waits, and how the run ended.

        Only now, and only where the run is complete, pages count as gone: where not one page
        answers, the site is in trouble or lives elsewhere, and what was known stays as it is.
        """
        self._write()
        with catalogue_session(self._installation.engine) as session:
            if outcome == "complete":
                mark_seen(session, list(self._files.met()))
                self._depart(session)
                close_unheard(session, self._source_id, "crawl", self._ended_at())
            run = session.get_one(Run, self._run_id)
            end_run(run, outcome, self.counts, self._ended_at())

    def _depart(self, session: Session) -> None:
        leaving = {url: where for url, where in self._leaving.items() if url in self._departed}
        departures = Departures(self._held, leaving, self._answered)
        kept = held_back(session, self._source_id, departures, self._ended_at())
        self.counts["held_back"] += len(kept)
        for url, (how, at) in self._departed.items():
            if url not in kept:
                self.counts[how] += mark_gone(session, self._source_id, [url], at)

    def _write(self) -> None:
        back, self._met = 0, []
        with catalogue_session(self._installation.engine) as session:
            log_fetches(session, self._run_id, self._waiting)
            for fetched in self._waiting:
                if fetched.purpose in CONTENT:
                    back += self._place(fetched)
                self._judge(session, fetched)
            mark_seen(session, self._met)
        # Not before it is written: the database may be away now and back at the end of the run.
        self._waiting = []
        self.counts["back"] += back
        self._written_at = time.monotonic()

    def _place(self, fetched: Fetched) -> bool:
        """Note whether its document is still there; whether it is back."""
        at, url = self._at(fetched), fetched.canonical_url
        if fetched.outcome in {Outcome.STORED, Outcome.UNCHANGED}:
            self._answered.add(url)
        self._files.note(fetched)
        if url not in self._held:
            return False
        gone = any(one.url == url and one.gone_on for one in self._held[url])
        if fetched.outcome is Outcome.UNCHANGED and url in self._aside:
            return False  # what stands there again is not what we hold
        unchanged = fetched.outcome is Outcome.UNCHANGED
        if unchanged or (fetched.outcome is Outcome.STORED and not gone):
            self._departed.pop(url, None)
            met = [(one, at) for one in met_at(self._held, url, unchanged=unchanged)]
            if not self._files.keep(fetched, met):
                self._met += met
            return gone
        # What is back with another body is told by whoever reads that.
        if how := departure(fetched):
            self._departed.setdefault(url, (how, at))
            if not gone and (how == "moved" or is_missing(fetched)):
                self._leaving[url] = fetched.redirected_to or ""
        return False

    def _judge(self, session: Session, fetched: Fetched) -> None:
        """Whether somebody has to mend something."""
        at, url = self._at(fetched), fetched.canonical_url
        no_rules = fetched.purpose is Purpose.ROBOTS and fetched.reason is Reason.HTTP_4XX
        if fetched.reason is None or no_rules:
            if url in self._in_trouble:
                resolve_issues(session, self._source_id, url, "crawl", at)
        elif fetched.reason is Reason.OUT_OF_SCOPE:
            self._led_out = self._led_out or f"It leads to {url}. {fetched.reason.advice}"
        elif fetched.reason not in NO_TROUBLE:  # those are our own limits
            told = f"{fetched.detail.rstrip('.')}. " if fetched.detail else ""
            detail = f"{told}{fetched.reason.advice}"
            trouble = Trouble(url, "crawl", str(fetched.reason), detail)
            note_issue(session, self._source_id, trouble, at)
            if url in self._in_trouble:
                resolve_issues(session, self._source_id, url, "crawl", at, but=trouble.reason)
            logger.warning("%s: %s: %s", fetched.reason, url, detail)
            self._in_trouble.add(url)
            self._first_failure = self._first_failure or detail

    def _at(self, fetched: Fetched) -> datetime:
        """When the world said so: in a replay, the day of the answer."""
        return fetched.requested_at if self._installation.replay else self._installation.clock()

    def _ended_at(self) -> datetime:
        """When the source was last asked: a replay asks nobody, so it makes no source fresh."""
        replayed = self._latest if self._installation.replay else None
        return replayed or self._installation.clock()


def write_down(
    installation: Installation, slug: str, requests: Iterable[Fetched], log: FetchLog
) -> None:
    """Note every request; a crawl that breaks off ends its log as failed and raises on."""
    try:
        for fetched in requests:
            log.add(fetched)
            installation.progress(f"{slug}: fetch", log.met, None)
    except BaseException as error:
        logger.error("%s: crawl broke off: %s", slug, error or type(error).__name__)
        with suppress(Exception):  # may be the same again; the next run marks this one as failed
            log.end("failed")
        raise


def _troubled_addresses(session: Session, source_id: int) -> set[str]:
    query = select(Issue.url).where(
        Issue.source_id == source_id, Issue.stage == "crawl", Issue.resolved_on.is_(None)
    )
    return set(session.scalars(query))
