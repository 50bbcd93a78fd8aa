"""From a source's declaration to all that its publisher shows: every request, in a fixed order.

No database here: the caller writes what is yielded. What a page's links are is told by `links.py`,
how one address is fetched by `fetcher.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import quote

from pipelines.crawl.addresses import clean_url, origin_of
from pipelines.crawl.archive import Archive, ArchiveError
from pipelines.crawl.exchange import Ask, canonical_or_same
from pipelines.crawl.expand import Expander
from pipelines.crawl.fetcher import Claim, Fetcher
from pipelines.crawl.folders import read_file, read_folder
from pipelines.crawl.frontier import Frontier
from pipelines.crawl.listings import Selects
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Validators
from pipelines.crawl.reasons import Reason
from pipelines.crawl.scope import Scope

Kind = Literal["website", "sitemap", "feed", "listing", "dataset", "folder"]
_NONE: Mapping[str, datetime] = {}
_FIRST: Mapping[Kind, Purpose] = {
    "website": Purpose.PAGE,
    "sitemap": Purpose.SITEMAP,
    "feed": Purpose.FEED,
    "listing": Purpose.LISTING,
    "dataset": Purpose.FILE,
}


class Declared(Protocol):
    """What the crawler needs of a source declaration."""

    @property
    def slug(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def starts(self) -> tuple[str, ...]: ...
    @property
    def scope(self) -> tuple[str, ...]: ...
    @property
    def exclude(self) -> tuple[str, ...]: ...
    @property
    def depth(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def select(self) -> Selects | None: ...
    def local_path(self) -> Path | None: ...


def crawl_source(
    declaration: Declared,
    known: Mapping[str, Validators],
    fetcher: Fetcher,
    archive: Archive,
    revisit: Collection[str] = (),
    resting: Mapping[str, datetime] = _NONE,
) -> Iterator[Fetched]:
    """Yield every request that the source costs, refused ones and robots.txt included.

    `known` holds, by canonical URL, what the last run left; pages that answer 304 are followed by
    the links of their archived body. `revisit` are canonical URLs of pages that were there the last
    time: those that nothing led to any more are asked for at the end. `resting` are canonical URLs
    of pages that need not be asked for now, with when they were last seen: their links are read
    from the archive, and they are asked for all the same where a sitemap says that they changed
    since. Each record is archived before it is yielded. The order is the same for the same world;
    no canonical URL is asked for twice. Raises ArchiveError alone.
    """
    path = declaration.local_path()
    if path is None:
        requests = _Crawl(declaration, known, fetcher, archive, resting).run(revisit)
    else:
        requests = _read_local(declaration, path, known, fetcher, revisit)
    for fetched in requests:
        yield archive.append(fetched)


def _read_local(
    declaration: Declared,
    path: Path,
    known: Mapping[str, Validators],
    fetcher: Fetcher,
    revisit: Collection[str],
) -> Iterator[Fetched]:
    if declaration.kind == "folder":
        yield from read_folder(path, declaration.slug, known.get, fetcher.policy, revisit)
        return
    url = f"folder:{declaration.slug}/{quote(path.name)}"
    yield read_file(path, Ask(url, Purpose.FILE, validators=known.get(url)), fetcher.policy)


class _Crawl:
    """The state of one crawl over the web."""

    def __init__(
        self,
        declaration: Declared,
        known: Mapping[str, Validators],
        fetcher: Fetcher,
        archive: Archive,
        resting: Mapping[str, datetime],
    ) -> None:
        self._known = known
        self._resting = resting
        self._changed: dict[str, datetime] = {}
        self._fetcher = fetcher
        self._archive = archive
        self._purpose = _FIRST[declaration.kind]
        cleaned = {start: clean_url(start) for start in declaration.starts}
        self._starts = [url for url in cleaned.values() if url]
        self._unclean = [Ask(start, self._purpose) for start, url in cleaned.items() if not url]
        self._frontier = Frontier(declaration.pages)
        self._scope = Scope(self._starts, declaration.scope, declaration.exclude)
        self._depth = declaration.depth if declaration.kind == "website" else None
        self._origins: set[str] = set()
        token = fetcher.policy.robots_token
        self._expander = Expander(self._scope, self._depth, declaration.select, token)

    def run(self, revisit: Collection[str]) -> Iterator[Fetched]:
        for unclean in self._unclean:
            yield unclean.ended(Reason.INVALID_URL, "a start that is no http(s) address")
        for start in self._starts:
            yield from self._begin(start)
        yield from self._visit_all()
        # Their links lead nowhere new: whatever the site still shows was found by now.
        again = (Ask(url, depth=self._depth or 0) for url in sorted(revisit))
        self._frontier.add(ask for ask in again if self._scope.holds(ask.url))
        yield from self._visit_all()
        if first := self._frontier.first_left_out:
            more = f"{self._frontier.left_out} links were not followed, this is the first"
            yield first.ended(Reason.PAGE_BUDGET, more)

    def _begin(self, start: str) -> Iterator[Fetched]:
        """Queue a start; for sitemaps, a bare site name means those that its robots.txt names."""
        if self._purpose is not Purpose.SITEMAP or start != f"{origin_of(start)}/":
            self._frontier.add([Ask(start, self._purpose)])
            return
        yield from self._fetcher.ask_robots(start)
        named = self._fetcher.sitemaps_of(start) or [f"{start}sitemap.xml"]
        self._frontier.add(Ask(url, Purpose.SITEMAP) for url in named)

    def _visit_all(self) -> Iterator[Fetched]:
        while ask := self._frontier.take():
            yield from self._visit(ask)

    def _visit(self, ask: Ask) -> Iterator[Fetched]:
        """One address with its redirects; what it leads to joins the frontier."""
        own = canonical_or_same(ask.url)
        if self._rests(ask, own) and (page := self._archived(own)):
            links = replace(page, depth=ask.depth, outcome=Outcome.UNCHANGED)
            self._add(self._expander.expand(links, page.body or b"").asks)
            return
        for answer in self._fetcher.follow(ask, self._known.get, lambda url: self._claim(url, own)):
            self._add_sitemaps(answer)
            yield from self._settle(answer)

    def _rests(self, ask: Ask, own: str) -> bool:
        """Whether a page is left alone; a start, or the first of its origin, never is."""
        seen_at = self._resting.get(own)
        if seen_at is None or ask.purpose is not Purpose.PAGE or ask.url in self._starts:
            return False
        changed = self._changed.get(own)
        return origin_of(ask.url) in self._origins and not (changed and changed > seen_at)

    def _add(self, asks: Iterable[Ask]) -> None:
        """Queue addresses, and keep what a sitemap says of their last change."""
        for ask in asks:
            if ask.changed_at:
                self._changed[canonical_or_same(ask.url)] = ask.changed_at
            self._frontier.add([ask])

    def _add_sitemaps(self, answer: Fetched) -> None:
        """Queue the sitemaps that the robots.txt of a newly met part of a website names.

        They count as if the front page linked to them, so a source of depth 0 does not read them.
        """
        if answer.purpose is not Purpose.PAGE or not self._scope.holds(answer.url):
            return
        if (origin := origin_of(answer.url)) in self._origins:
            return
        self._origins.add(origin)
        if not self._depth:
            return
        robots = f"{origin}/robots.txt"
        named = self._fetcher.sitemaps_of(answer.url)
        self._frontier.add(Ask(url, Purpose.SITEMAP, found_on=robots, depth=1) for url in named)

    def _claim(self, url: str, own: str) -> Claim:
        # A redirect to another spelling of the same page is the page.
        if canonical_or_same(url) == own or self._frontier.claim(url):
            return Claim.GO if self._scope.holds(url) else Claim.OUTSIDE
        return Claim.SEEN

    def _settle(self, answer: Fetched) -> Iterator[Fetched]:
        body, before = answer.body, self._known.get(answer.canonical_url)
        if answer.outcome is Outcome.UNCHANGED and answer.purpose is not Purpose.FILE:
            page = self._archived(answer.canonical_url)
            body = page.body if page else None
            if body is None:
                # Its links can't be known without its body, so it is asked for in full.
                yield answer
                answer = self._fetcher.fetch(_unconditional(answer))[-1]
                body, before = answer.body, None
        if body is None:
            yield answer
            return
        expansion = self._expander.expand(answer, body)
        yield _compared(expansion.settled, before)
        if expansion.outside:
            yield expansion.outside
        self._add(expansion.asks)

    def _archived(self, canonical: str) -> Fetched | None:
        """The page's last answer with its body, from the archive; None where that has lost it."""
        last = self._known.get(canonical)
        if last is None or last.archive_file is None or last.archive_offset is None:
            return None
        try:
            return self._archive.read(last.archive_file, last.archive_offset)
        except ArchiveError:
            return None


def _compared(answer: Fetched, before: Validators | None) -> Fetched:
    """A full answer with the body that we have already is an unchanged one, not kept twice."""
    same = before is not None and answer.sha256 is not None and before.sha256 == answer.sha256
    if same and answer.outcome is Outcome.STORED:
        return replace(answer, outcome=Outcome.UNCHANGED, body=None)
    return answer


def _unconditional(answer: Fetched) -> Ask:
    return Ask(answer.url, answer.purpose, found_on=answer.found_on, depth=answer.depth)
