"""Walking the web for one source: what is asked for, in which order, and when it is done.

What a page's links are is told by `links.py`, how one address is fetched by `fetcher.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from pipelines.crawl.addresses import clean_url, origin_of
from pipelines.crawl.declared import Declared, Kind
from pipelines.crawl.doors import is_door
from pipelines.crawl.exchange import Ask, canonical_or_same
from pipelines.crawl.expand import MOST_TURNS, Expander
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.frontier import Frontier
from pipelines.crawl.memory import Memory
from pipelines.crawl.outcome import Fetched, Outcome, Purpose
from pipelines.crawl.reasons import Reason
from pipelines.crawl.redirects import Claim
from pipelines.crawl.scope import Scope
from pipelines.patience import FEWEST, SHARE
from practices_db.fetches import departure

_FIRST: Mapping[Kind, Purpose] = {
    "website": Purpose.PAGE,
    "sitemap": Purpose.SITEMAP,
    "feed": Purpose.FEED,
    "listing": Purpose.LISTING,
    "dataset": Purpose.FILE,
}


class Walk:
    """The state of one crawl over the web."""

    def __init__(self, declaration: Declared, fetcher: Fetcher, memory: Memory) -> None:
        self._fetcher = fetcher
        self._memory = memory
        self._purpose = _FIRST[declaration.kind]
        cleaned = {start: clean_url(start) for start in declaration.starts}
        self._starts = [url for url in cleaned.values() if url]
        self._unclean = [Ask(start, self._purpose) for start, url in cleaned.items() if not url]
        self._frontier = Frontier(declaration.pages)
        self._scope = Scope(self._starts, declaration.scope, declaration.exclude)
        self._depth = declaration.depth if declaration.kind == "website" else None
        self._origins: set[str] = set()
        self._unlinked = False
        self._rested: list[Ask] = []
        self._there: set[str] = set()
        self._left: set[str] = set()
        token = fetcher.policy.robots_token
        turns = max(MOST_TURNS, declaration.pages // 2)
        self._expander = Expander(self._scope, self._depth, declaration.select, token, turns)

    def run(self, revisit: Collection[str]) -> Iterator[Fetched]:
        for unclean in self._unclean:
            yield unclean.ended(Reason.INVALID_URL, "a start that is no http(s) address")
        for start in self._starts:
            yield from self._begin(start)
        yield from self._visit_all(revisit)
        # Their links lead nowhere new: whatever the site still shows was found by now.
        again = (Ask(url, depth=self._depth or 0) for url in sorted(revisit))
        self._frontier.add(ask for ask in again if self._scope.holds(ask.url))
        self._unlinked = True
        yield from self._visit_all(revisit)
        if self._most_left():
            for ask in self._rested:  # whether they left too decides what it means
                yield from self._ask(ask)
        if first := self._frontier.first_left_out:
            more = f"{self._frontier.left_out} links were not followed, this is the first"
            yield first.ended(Reason.PAGE_BUDGET, more)

    def _begin(self, start: str) -> Iterator[Fetched]:
        """Queue a start; for sitemaps, a bare site name means those that its robots.txt names."""
        if self._purpose is not Purpose.SITEMAP or start != f"{origin_of(start)}/":
            self._frontier.add([Ask(start, self._purpose)], foremost=True)
            return
        yield from self._fetcher.ask_robots(start)
        named = self._fetcher.sitemaps_of(start) or [f"{start}sitemap.xml"]
        self._frontier.add(Ask(url, Purpose.SITEMAP) for url in named)

    def _visit_all(self, known: Collection[str]) -> Iterator[Fetched]:
        while ask := self._frontier.take():
            for answer in self._visit(ask):
                if answer.canonical_url in known:
                    (self._left if departure(answer) else self._there).add(answer.canonical_url)
                yield answer

    def _most_left(self) -> bool:
        """Whether most of the known pages that were asked for are at their address no more."""
        left = len(self._left)
        return left >= max(FEWEST, SHARE * (left + len(self._there - self._left)))

    def _visit(self, ask: Ask) -> Iterator[Fetched]:
        """One address, or what is known of its page where that is left alone."""
        own = canonical_or_same(ask.url)
        if self._rests(ask) and (page := self._memory.last_answer(own)):
            self._rested.append(ask)
            links = replace(page, depth=ask.depth, outcome=Outcome.UNCHANGED)
            self._add(self._expander.expand(links, page.body or b"").asks)
            return
        yield from self._ask(ask)

    def _ask(self, ask: Ask) -> Iterator[Fetched]:
        """One address with its redirects; what it leads to joins the frontier."""
        own = canonical_or_same(ask.url)
        asked: list[str] = []
        for given in self._fetcher.follow(
            ask, self._memory.known.get, lambda url: self._claim(url, own)
        ):
            answer = _closed(given) if is_door(given.url, asked) else given
            asked.append(answer.url)
            self._add_sitemaps(answer)
            yield from self._settle(answer)

    def _rests(self, ask: Ask) -> bool:
        """Whether a page is left alone; a start, or the first of its origin, never is, nor what
        nothing led to this time: it may have moved or gone."""
        if self._unlinked:
            return False
        met = ask.url not in self._starts and origin_of(ask.url) in self._origins
        return met and self._memory.may_rest(ask)

    def _add(self, asks: Iterable[Ask]) -> None:
        for ask in asks:
            self._memory.note_change(ask)
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
        """An answer as it is to be recorded; what it leads to joins the frontier."""
        if answer.outcome is Outcome.UNCHANGED:
            page = self._memory.last_answer(answer.canonical_url)
            if page and page.body:
                # What a 304 does not repeat still holds: the page's type and its letters.
                whole = replace(answer, headers={**page.headers, **answer.headers})
                told = self._expand(whole, page.body)
                yield from (
                    replace(one, headers=answer.headers) if one.headers else one for one in told
                )
                return
            # Its links can't be known without its body, so it is asked for in full.
            yield answer
            answer = self._fetcher.fetch(_unconditional(answer))[-1]
            yield from self._expand(answer, answer.body)
            return
        yield from map(self._memory.compared, self._expand(answer, answer.body))

    def _expand(self, answer: Fetched, body: bytes | None) -> Iterator[Fetched]:
        if body is None:
            yield answer
            return
        expansion = self._expander.expand(answer, body)
        yield expansion.settled
        if expansion.beyond:
            yield expansion.beyond
        self._add(expansion.asks)


def _closed(answer: Fetched) -> Fetched:
    """The record of an answer with a body that is not what was asked for."""
    if answer.outcome not in {Outcome.STORED, Outcome.UNCHANGED}:
        return answer
    stop = Reason.DOOR
    return replace(
        answer, outcome=stop.outcome, reason=stop, detail="it asks for a click", body=None
    )


def _unconditional(answer: Fetched) -> Ask:
    return Ask(answer.url, answer.purpose, found_on=answer.found_on, depth=answer.depth)
