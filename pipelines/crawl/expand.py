"""What an answer leads to: further addresses, and whether the answer itself is to be kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipelines.crawl import sniff
from pipelines.crawl.addresses import origin_of
from pipelines.crawl.exchange import Ask, canonical_or_same
from pipelines.crawl.links import PageLinks, read_links
from pipelines.crawl.listings import Selects, read_listing
from pipelines.crawl.outcome import Fetched, Outcome, Purpose
from pipelines.crawl.reasons import Reason, Stopped
from pipelines.crawl.scope import Scope
from pipelines.crawl.sitemaps import MOST_ENTRIES, Entry, read_page_list
from pipelines.dates import read_date
from pipelines.directives import (
    end_of_index,
    forbids_following,
    forbids_index,
    forbids_quotes,
    header_directives,
)
from pipelines.paging import read_page
from pipelines.stand_ins import markup_stands_in

_HTML = frozenset({sniff.HTML, sniff.XHTML})
# Links to these are not asked for: no such file is ever read.
_UNREAD = re.compile(
    r"\.(?:avif|bmp|css|eot|epub|exe|flac|gif|gz|ico|ics|jpe?g|js|m4[av]|mov|mp[34]|mpe?g|og[gv]"
    r"|otf|png|rar|svg|tar|tgz|tiff?|ttf|vcf|wav|web[mp]|woff2?|xsl|zip)(?:$|[?])",
    re.IGNORECASE,
)
# Content systems give each page a feed of its comments, and each tag one of its posts.
_SMALL_FEED = re.compile(
    r"/.+/(?:feed|rss2?|atom)(?:/(?:atom|rss2?|rdf))?(?:\.xml)?/?(?:$|[?])|/comments/feed"
    r"|[?&](?:feed|format=feed|type=9[89]\d*)(?:=|&|$)|\.rss(?:$|[?])",
    re.IGNORECASE,
)
# The feed of the whole site, where a content system has no other addresses.
_WHOLE_FEED = re.compile(r"[^/?]+/(?:index\.php)?\?feed=(?:rss2?|atom|rdf)", re.IGNORECASE)
# The number of a page of a list; posts that name the next one have none.
_NUMBERED = re.compile(r"[?&][^=&]+=\d{1,4}(?=&|$)|/\d{1,4}/?$")
_NUMBER = re.compile(r"\d+")
MOST_TURNS = 200  # of each list, so that a calendar without an end cuts off no other
_AHEAD = timedelta(days=1)  # what a list dates later than that tells nothing


@dataclass(frozen=True, slots=True)
class Expansion:
    """An answer as it is to be recorded, and the addresses found in it.

    `beyond` is the first of the listed addresses that lie outside the scope, or where a list goes
    on that is followed no further, as a record.
    """

    settled: Fetched
    asks: tuple[Ask, ...] = ()
    beyond: Fetched | None = None


class Expander:
    """Expands the answers of one source: by links for a website, by lists for the other kinds."""

    def __init__(
        self,
        scope: Scope,
        depth: int | None,
        select: Selects | None,
        token: str,
        turns: int = MOST_TURNS,
    ) -> None:
        """`depth` is how far pages are followed by their links; None where they are not. `turns`:
        how many further pages of one list are asked for."""
        self._scope = scope
        self._depth = depth
        self._select = select
        self._token = token
        self._parts: set[str] = set()  # digests of a dataset's pages, so that none leads on twice
        self._most_turns = turns
        self._turns: Counter[str] = Counter()  # by the list's address without numbers
        self._sent: dict[str, str] = {}  # where pages send their readers by meta refresh

    def expand(self, answer: Fetched, body: bytes) -> Expansion:
        """What an answer with that body (for UNCHANGED: the archived one) leads to."""
        try:
            if answer.purpose is Purpose.PAGE:
                return self._expand_page(answer, body)
            if answer.purpose is Purpose.LISTING:
                return self._expand_listing(answer, body)
            if answer.purpose in {Purpose.SITEMAP, Purpose.FEED}:
                return self._expand_list(answer, body)
            if answer.purpose is Purpose.FILE:
                return self._expand_file(answer, body)
        except Stopped as stop:
            return Expansion(_stopped(answer, stop))
        return Expansion(answer)

    def _expand_page(self, answer: Fetched, body: bytes) -> Expansion:
        if _is_xml(answer, body):
            return self._expand_feed(answer, body)
        page = self._links(answer, body)
        spoken = page.robots | header_directives(answer.headers, self._token)
        asks = () if forbids_following(spoken) else self._followed(answer, page)
        if page.refresh:
            refresh = Ask(page.refresh, found_on=answer.canonical_url, depth=answer.depth)
            if self._in_circle(answer.canonical_url, canonical_or_same(page.refresh)):
                raise Stopped(Reason.REDIRECT_LOOP, "by meta refresh")
            asks = (refresh, *asks) if self._scope.holds(page.refresh) else asks
            return Expansion(_sent_on(answer, page.refresh), asks)
        if forbids_index(spoken) and (shown := markup_stands_in(body)):
            # What stands there did not ask.
            stop = Stopped(Reason.DOOR, f"the page shows {shown}")
            return Expansion(replace(_stopped(answer, stop), body=None))
        cut = None if forbids_following(spoken) else self._cut_off(answer, page.next)
        return Expansion(_as_allowed(answer, spoken), asks, cut)

    def _in_circle(self, url: str, target: str) -> bool:
        """Whether a page sends its readers to one that sends them back to it."""
        self._sent[url] = target
        way = {url}
        while target in self._sent and target not in way:
            way.add(target)
            target = self._sent[target]
        return target == url and len(way) > 1

    def _expand_feed(self, answer: Fetched, body: bytes) -> Expansion:
        """A feed that a page links to: no page itself, but its entries are links like others."""
        try:
            found = read_page_list(body, answer.url)
        except Stopped:
            raise Stopped(Reason.TYPE, f"its content is {sniff.XML}") from None
        feed = replace(answer, purpose=Purpose.FEED)
        return Expansion(feed, self._asks(answer, (entry.url for entry in found.pages)))

    def _links(self, answer: Fetched, body: bytes) -> PageLinks:
        declared = answer.headers.get("content-type")
        if sniff.sniff_type(body[: sniff.SNIFFED_BYTES], declared) not in _HTML:
            return PageLinks()
        return read_links(body, answer.url, declared, self._token)

    def _followed(self, answer: Fetched, page: PageLinks) -> tuple[Ask, ...]:
        others = (url for _, url in page.alternates)
        found = (*page.links, *others, *([page.canonical] if page.canonical else []))
        return (*self._asks(answer, found), *self._turned(answer, page.next))

    def _turned(self, answer: Fetched, following: str | None) -> tuple[Ask, ...]:
        """The next page of a list: no deeper than the list itself, or long ones would be cut off
        without a word; some go on for ever."""
        if following is None or not self._depth or not self._scope.holds(following):
            return ()
        own = _NUMBER.sub("", following)
        turns = bool(_NUMBERED.search(following)) and self._turns[own] < self._most_turns
        self._turns[own] += turns
        depth = answer.depth if turns else answer.depth + 1
        return (
            (Ask(following, found_on=answer.canonical_url, depth=depth),)
            if depth <= self._depth
            else ()
        )

    def _cut_off(self, answer: Fetched, following: str | None) -> Fetched | None:
        """Where a list goes on that was followed for as long as any; told once of each."""
        own = _NUMBER.sub("", following or "")
        if following is None or answer.depth != self._depth or self._turns[own] != self._most_turns:
            return None
        self._turns[own] += 1
        ask = Ask(following, found_on=answer.canonical_url, depth=answer.depth)
        detail = f"{self._most_turns} pages of a list were followed, and it goes on here"
        return ask.ended(Reason.PAGE_BUDGET, detail)

    def _asks(self, answer: Fetched, found: Iterable[str]) -> tuple[Ask, ...]:
        if self._depth is None or answer.depth >= self._depth:
            return ()
        return tuple(
            Ask(url, found_on=answer.canonical_url, depth=answer.depth + 1)
            for url in found
            if not _is_passed_over(url) and self._scope.holds(url)
        )

    def _expand_listing(self, answer: Fetched, body: bytes) -> Expansion:
        if self._select is None:
            return self._listed(answer, self._links(answer, body).links, ())
        page = read_listing(body, answer.url, self._select)
        following = [page.next] if page.next and self._scope.holds(page.next) else []
        return self._listed(answer, page.items, following)

    def _expand_file(self, answer: Fetched, body: bytes) -> Expansion:
        """The next page of a dataset that comes in pages, if any."""
        page = read_page(body, answer.url, answer.headers)
        again = page.digest in self._parts
        self._parts.add(page.digest)
        if again or page.next is None or not self._goes_on(answer, page.next):
            return Expansion(answer)
        following = Ask(page.next, Purpose.FILE, found_on=answer.canonical_url, depth=answer.depth)
        return Expansion(answer, (following,))

    def _expand_list(self, answer: Fetched, body: bytes) -> Expansion:
        try:
            found = read_page_list(body, answer.url)
        except Stopped:
            # A feed is often declared by the page that it belongs to.
            feeds = self._links(answer, body).feeds if answer.purpose is Purpose.FEED else ()
            if not feeds:
                raise
            return self._listed(answer, (), feeds)
        pages = {url: entry.changed for entry in found.pages for url in _versions(entry)}
        lists = [entry.url for entry in found.sitemaps]
        if not pages and not lists and answer.found_on is None:
            raise Stopped(Reason.MALFORMED, "it names no page")
        # A feed may name a further page for ever; one without entries is the last.
        is_feed = answer.purpose is Purpose.FEED
        if is_feed and found.next and found.pages and self._goes_on(answer, found.next):
            lists.append(found.next)
        listed = self._listed(answer, pages, lists)
        asks = (replace(ask, changed_at=_dated(answer, pages.get(ask.url))) for ask in listed.asks)
        told = replace(answer, detail=f"the first {MOST_ENTRIES} addresses of more are read")
        return replace(listed, asks=tuple(asks), settled=told if found.cut else listed.settled)

    def _goes_on(self, answer: Fetched, following: str) -> bool:
        """Whether the next page of a feed or dataset lies where that does, or within the scope."""
        return origin_of(following) == origin_of(answer.url) or self._scope.holds(following)

    def _listed(self, answer: Fetched, pages: Iterable[str], lists: Iterable[str]) -> Expansion:
        """Pages in scope and further lists of the same kind; pages outside are told of once."""
        source = answer.canonical_url
        known = list(dict.fromkeys(pages))
        inside = [url for url in known if self._scope.holds(url)]
        asks = [Ask(url, answer.purpose, found_on=source, depth=answer.depth) for url in lists]
        asks += [Ask(url, Purpose.PAGE, found_on=source, depth=answer.depth) for url in inside]
        outside = next((url for url in known if not self._scope.holds(url)), None)
        return Expansion(answer, tuple(asks), self._told(answer, outside, len(known) - len(inside)))

    def _told(self, answer: Fetched, outside: str | None, count: int) -> Fetched | None:
        if outside is None:
            return None
        detail = f"{count} addresses listed there lie outside the scope, this is the first"
        ask = Ask(outside, Purpose.PAGE, found_on=answer.canonical_url, depth=answer.depth)
        return ask.ended(Reason.OUT_OF_SCOPE, detail)


def _is_xml(answer: Fetched, body: bytes) -> bool:
    declared = answer.headers.get("content-type")
    return sniff.sniff_type(body[: sniff.SNIFFED_BYTES], declared) == sniff.XML


def _is_passed_over(url: str) -> bool:
    rest = url.partition("://")[2]
    small = _SMALL_FEED.search(rest) and not _WHOLE_FEED.fullmatch(rest)
    return bool(_UNREAD.search(url) or small)


def _as_allowed(answer: Fetched, spoken: frozenset[str]) -> Fetched:
    """The answer, or its refusal where the page does not want to be kept or quoted."""
    if forbids_index(spoken):
        return _stopped(answer, Stopped(Reason.META_NOINDEX, "the page says noindex"))
    end = end_of_index(spoken)
    if end is not None and end < answer.requested_at:
        told = f"the page is not to be kept after {end:%Y-%m-%d}"
        return _stopped(answer, Stopped(Reason.META_NOINDEX, told))
    if forbids_quotes(spoken):
        return _stopped(answer, Stopped(Reason.META_NOSNIPPET, "the page says nosnippet"))
    return answer


def _dated(answer: Fetched, written: str | None) -> datetime | None:
    """When a list says that a page changed. One that will only change says nothing: it would never
    be left alone."""
    found = read_date(written)
    return found if found and found <= answer.requested_at + _AHEAD else None


def _versions(entry: Entry) -> Iterator[str]:
    yield entry.url
    yield from (url for _, url in entry.alternates)


def _stopped(answer: Fetched, stop: Stopped) -> Fetched:
    keeps_nothing = {Outcome.REFUSED: None}
    body = keeps_nothing.get(stop.reason.outcome, answer.body)
    return replace(
        answer, outcome=stop.reason.outcome, reason=stop.reason, detail=stop.detail, body=body
    )


def _sent_on(answer: Fetched, target: str) -> Fetched:
    return replace(
        answer,
        outcome=Outcome.REDIRECTED,
        detail="meta refresh",
        redirected_to=target,
        body=None,
    )
