"""From a declared source to the archive: every request logged, every trouble visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from pipelines.crawl.archive import Archive, read_requests
from pipelines.crawl.crawl import crawl_source
from pipelines.crawl.exchange import canonical_or_same
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.hosts import Route
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Validators
from pipelines.crawl.policy import Policy
from pipelines.crawl.reasons import Reason
from pipelines.crawl.serve import serve_folder
from pipelines.installation import Installation
from pipelines.sources.declaration import SourceDeclaration
from practices_db.documents import mark_gone, mark_seen, present_addresses
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.fetches import departure, last_stored, log_fetch, logged_places
from practices_db.models import Fetch, Run
from practices_db.sources import (
    Trouble,
    end_run,
    mirror_source,
    note_issue,
    resolve_issues,
    start_run,
)

Counts = dict[str, int]
COUNTED = ("fetched", "unchanged", "redirected", "refused", "failed", "gone", "moved")
CONTENT = (Purpose.PAGE, Purpose.FILE, Purpose.LISTING)
NO_TROUBLE = frozenset({Reason.PAGE_BUDGET, Reason.OUT_OF_SCOPE})
"""Our own limits: logged and counted, but nothing that anybody has to mend."""


class SourceUnreachable(PracticesError):
    """Not one page of the source could be had; the fetch log says why."""


def fetch_pages(installation: Installation, slug: str) -> Counts:
    """Crawl one source, or read its archive again where the installation replays.

    Counts of requests by outcome, and of documents that went away or moved. Raises
    SourceUnreachable when nothing at all was answered; what was known stays as it is.
    """
    declared = installation.registry.get(slug)
    with catalogue_session(installation.engine) as session:
        source = mirror_source(session, declared)
        run = start_run(session, source, installation.clock())
        known = _known(session, source.id, installation)
        present = present_addresses(session, source.id)
        logged = logged_places(session, source.id) if installation.replay else set()
    log = _Log(installation, source.id, run.id, logged)
    requests = (
        read_requests(installation.settings.archive_dir, slug)
        if installation.replay
        else _requests(installation, declared, known, present)
    )
    try:
        for fetched in requests:
            log.add(fetched)
            installation.progress(f"{slug}: fetch", log.met, None)
    except BaseException:
        log.end("failed")
        raise
    log.end("complete" if log.met else "failed")
    if not log.met:
        raise _unreachable(slug, log.first_failure, installation.replay)
    return dict(log.counts)


class _Log:
    """Writes one short transaction a request and keeps the counts of the run."""

    def __init__(
        self,
        installation: Installation,
        source_id: int,
        run_id: int,
        logged: Collection[tuple[str | None, int | None]],
    ) -> None:
        self._installation, self._source_id, self._run_id = installation, source_id, run_id
        self._logged = logged
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
        self.first_failure = ""

    @property
    def met(self) -> int:
        """How many addresses answered with something to read, new or unchanged."""
        return self.counts["fetched"] + self.counts["unchanged"]

    def add(self, fetched: Fetched) -> None:
        if (fetched.archive_file, fetched.archive_offset) in self._logged:
            self.counts["unchanged"] += fetched.purpose in CONTENT and fetched.reason is None
            return
        if fetched.redirected_to:
            canonical = canonical_or_same(fetched.redirected_to)
            fetched = replace(fetched, redirected_to=canonical)
        at = self._at(fetched)
        with catalogue_session(self._installation.engine) as session:
            log_fetch(session, session.get_one(Run, self._run_id), fetched)
            if fetched.purpose in CONTENT:
                self._count(session, fetched)
            if fetched.reason is None:
                resolve_issues(session, self._source_id, fetched.canonical_url, "crawl", at)
            elif not _is_expected(fetched):
                told = f"{fetched.detail.rstrip('.')}. " if fetched.detail else ""
                detail = f"{told}{fetched.reason.advice}"
                trouble = Trouble(fetched.canonical_url, "crawl", str(fetched.reason), detail)
                note_issue(session, self._source_id, trouble, at)
                self.first_failure = self.first_failure or detail

    def _count(self, session: Session, fetched: Fetched) -> None:
        at, url = self._at(fetched), fetched.canonical_url
        name = "fetched" if fetched.outcome is Outcome.STORED else str(fetched.outcome)
        self.counts[name] += 1
        if fetched.outcome in {Outcome.UNCHANGED, Outcome.STORED}:
            mark_seen(session, self._source_id, url, at)
        elif how := departure(fetched):
            self.counts[how] += mark_gone(session, self._source_id, [url], at)

    def _at(self, fetched: Fetched) -> datetime:
        """When the world said so: in a replay, the day of the answer."""
        return fetched.requested_at if self._installation.replay else self._installation.clock()

    def end(self, outcome: str) -> None:
        with catalogue_session(self._installation.engine) as session:
            end_run(
                session.get_one(Run, self._run_id), outcome, self.counts, self._installation.clock()
            )


def _is_expected(fetched: Fetched) -> bool:
    """Whether nobody has to mend this: our own limits, and a site that has no robots.txt."""
    no_rules = fetched.purpose is Purpose.ROBOTS and fetched.reason is Reason.HTTP_4XX
    return no_rules or fetched.reason in NO_TROUBLE


def _known(session: Session, source_id: int, installation: Installation) -> dict[str, Validators]:
    """Validators of what the last run left; without those whose body the archive has lost."""
    folder = installation.settings.archive_dir
    stored = last_stored(session, source_id)
    sizes = {
        name: _size(folder / name) for name in {row.archive_file or "" for row in stored.values()}
    }
    return {
        url: _validators(row)
        for url, row in stored.items()
        if sizes[row.archive_file or ""] > (row.archive_offset or 0)
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
) -> Iterator[Fetched]:
    settings = installation.settings
    with ExitStack() as stack:
        routes = [stack.enter_context(r) for r in _routes(installation, declared)]
        policy = Policy(
            user_agent=settings.user_agent,
            delay_seconds=0.0 if routes else declared.delay_seconds,
            allow_private=frozenset(declared.allow_private),
        )
        fetcher = stack.enter_context(Fetcher(policy, {route.host: route for route in routes}))
        archive = stack.enter_context(Archive(settings.archive_dir, declared.slug))
        yield from crawl_source(declared, known, fetcher, archive, present)


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


def _validators(row: Fetch) -> Validators:
    return Validators(
        etag=row.etag,
        last_modified=row.last_modified,
        sha256=row.sha256,
        archive_file=row.archive_file,
        archive_offset=row.archive_offset,
    )
