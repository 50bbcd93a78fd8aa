"""From a declared source to the archive: every request logged, every trouble visible."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from pipelines.crawl.archive import Archive
from pipelines.crawl.crawl import crawl_source
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.hosts import Route
from pipelines.crawl.outcome import Fetched, Validators
from pipelines.crawl.policy import Policy
from pipelines.crawl.revisit import due_at
from pipelines.crawl.serve import serve_folder
from pipelines.installation import Installation
from pipelines.logs import CRAWL
from pipelines.sources.declaration import SourceDeclaration
from pipelines.steps.fetch_log import FetchLog, write_down
from pipelines.steps.readdressed import follow_rules
from pipelines.steps.replay import replay_source
from pipelines.steps.turn import turn
from practices_db.documents import present_addresses, standing_since
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.fetches import last_stored, read_whole_since, requests_around
from practices_db.models import Fetch
from practices_db.moves import left_addresses
from practices_db.sources import fail_broken_runs, mirror_source, start_run
from practices_db.unread import set_aside

Counts = dict[str, int]
logger = logging.getLogger(CRAWL)

TRUSTED = timedelta(days=180)
"""How long a server is believed that a page has not changed; then the page is asked for whole."""


class SourceUnreachable(PracticesError):
    """Not one page of the source could be had; the fetch log says why."""


class BudgetSpent(PracticesError):
    """The requests of a day, over all sources, are used up."""


def fetch_pages(installation: Installation, slug: str, *, ahead: bool = False) -> Counts:
    """Crawl one source, or read its archive again where the installation replays; then all visits
    but the last are read into documents as well.

    Counts of requests by outcome, and of documents that went away or moved. Raises
    SourceUnreachable when nothing at all was answered; what was known stays as it is. A crawl that
    has begun ahead is waited for, once: a second try is a new one.
    """
    if not ahead and (begun := installation.ahead.pop(slug, None)):
        return begun.result()
    declared = installation.registry.get(slug)
    with turn(installation, slug):
        read = _replay_pages if installation.replay else _fetch_pages
        return read(installation, declared)


def _fetch_pages(installation: Installation, declared: SourceDeclaration) -> Counts:
    slug = declared.slug
    with catalogue_session(installation.engine) as session:
        source = mirror_source(session, declared)
        fail_broken_runs(session, source)
        run = start_run(session, source, installation.clock())
        moved = follow_rules(session, source.id, run.started_at)
        known = known_pages(session, source.id, installation)
        # What stands in a page, as its row or entry, is asked for with the page.
        present = {url.partition("#")[0] for url in present_addresses(session, source.id)}
        made = requests_around(session, run.started_at, timedelta(days=1))
        resting = {} if installation.everything else _resting(session, source.id, run.started_at)
    if declared.local_path() is None:
        declared = _within_budget(declared, installation.settings.daily_requests - made)
    log = FetchLog(installation, source.id, run.id)
    logger.info("%s: crawl began, %d pages are known", slug, len(present))
    # Closed here and now: later, when this thread is gone, the servers on loopback would wait
    # for it for ever.
    with closing(_requests(installation, declared, known, present, resting)) as requests:
        write_down(installation, slug, requests, log)
    log.counts["moved"] += moved
    log.counts["left_alone"] = len(resting.keys() - log.asked)
    log.end("complete" if log.met else "failed")
    return _ended(installation, slug, log.counts, log.why)


def _replay_pages(installation: Installation, declared: SourceDeclaration) -> Counts:
    found = replay_source(installation, declared)
    return _ended(installation, declared.slug, found.counts, found.why)


def _ended(installation: Installation, slug: str, counts: Counter[str], why: str) -> Counts:
    """The counts, told to whoever watches. Raises SourceUnreachable where nothing was met."""
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    logger.info("%s: crawl ended: %s", slug, told or "nothing")
    met = counts["fetched"] + counts["unchanged"]
    if not met:
        raise _unreachable(slug, why, installation.replay)
    installation.progress(f"{slug}: fetch", met, met)
    return dict(counts)


def _within_budget(declared: SourceDeclaration, left: int) -> SourceDeclaration:
    """The declaration with at most as many pages as all sources together may still ask for."""
    if left <= 0:
        raise BudgetSpent(
            f"{declared.slug}: all requests that may be made within 24 hours were made.",
            advice="Run it tomorrow, or raise PRACTICES_DAILY_REQUESTS.",
        )
    return declared.model_copy(update={"pages": min(declared.pages, left)})


def known_pages(
    session: Session, source_id: int, installation: Installation
) -> dict[str, Validators]:
    """Validators of what the last run left; without those whose body the archive has lost.

    An ETag or a date may lie, so that a page would never be read again: neither is sent where the
    last whole answer is older than TRUSTED. What stood at an address that a document left is that
    document's: a page that comes back there is read anew.
    """
    folder = installation.settings.archive_dir
    whole = read_whole_since(session, source_id, installation.clock() - TRUSTED)
    left = left_addresses(session, source_id).keys() - present_addresses(session, source_id)
    stored = {u: row for u, row in last_stored(session, source_id).items() if u not in left}
    sizes = {
        name: _size(folder / name) for name in {row.archive_file or "" for row in stored.values()}
    }
    return {
        url: _validators(row, whole.get(url))
        for url, row in stored.items()
        if sizes[row.archive_file or ""] > (row.archive_offset or 0)
    }


def _resting(session: Session, source_id: int, at: datetime) -> dict[str, datetime]:
    """Pages that need not be asked for yet, with when they were last seen.

    What was seen in the future was seen by a clock that ran ahead: it is asked for. Rows and
    entries are no pages: their file and their list are asked for in every run; so are pages in
    whose place something else stood.
    """
    masked = set_aside(session, source_id)
    return {
        url: seen
        for url, (since, seen) in standing_since(session, source_id).items()
        if "#" not in url and url not in masked and seen <= at < due_at(since, seen)
    }


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _unreachable(slug: str, failure: str, replay: bool) -> SourceUnreachable:
    if replay:
        return SourceUnreachable(
            f"{slug}: no page of it lies in the archive. {failure}".strip(),
            advice="Run without --replay, or restore the archive.",
        )
    return SourceUnreachable(
        f"{slug}: no page could be had. {failure}".strip(),
        advice="`practices sources health` shows what was tried.",
    )


def _requests(
    installation: Installation,
    declared: SourceDeclaration,
    known: Mapping[str, Validators],
    present: Collection[str],
    resting: Mapping[str, datetime],
) -> Generator[Fetched]:
    settings = installation.settings
    with ExitStack() as stack:
        routes = [stack.enter_context(r) for r in _routes(installation, declared)]
        policy = Policy(
            user_agent=settings.user_agent,
            delay_seconds=0.0 if routes else declared.delay_seconds,
            allow_private=frozenset(declared.allow_private),
        )
        fetcher = stack.enter_context(
            Fetcher(
                policy,
                {route.host: route for route in routes},
                pauses=settings.data_dir / "locks" / "hosts",
            )
        )
        archive = stack.enter_context(Archive(settings.archive_dir, declared.slug))
        yield from crawl_source(declared, known, fetcher, archive, present, resting)


def _routes(
    installation: Installation, declared: SourceDeclaration
) -> Iterator[AbstractContextManager[Route]]:
    """Loopback servers that stand in for hosts of the web during this run."""
    folder = declared.served_folder()
    host = urlsplit(declared.url).hostname
    if folder is not None and host:
        yield serve_folder(folder, host)
    for name, served in installation.served.items():
        yield serve_folder(served, name)


def _validators(row: Fetch, whole: Fetch | None) -> Validators:
    """What is known of a stored answer; `whole` is the last one that came with a body."""
    told = whole if whole and whole.sha256 == row.sha256 else None
    return Validators(
        etag=told.etag if told else None,
        last_modified=told.last_modified if told else None,
        sha256=row.sha256,
        archive_file=row.archive_file,
        archive_offset=row.archive_offset,
    )
