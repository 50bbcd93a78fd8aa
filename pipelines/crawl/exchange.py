"""One request and its answer, as a `Fetched`: no robots, no pauses, no second try."""

from __future__ import annotations

import hashlib
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from urllib3 import BaseHTTPResponse

from pipelines.crawl import sniff
from pipelines.crawl.addresses import canonical_url, join_url
from pipelines.crawl.bodies import Body, announced_bytes, read_body
from pipelines.crawl.deadlines import Watch
from pipelines.crawl.doors import is_check
from pipelines.crawl.failures import TRANSPORT_ERRORS, reason_of, words_of
from pipelines.crawl.headers import is_whole, kept_headers, request_headers, told_cookies
from pipelines.crawl.hosts import Target
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Validators, now
from pipelines.crawl.policy import ROBOTS_BYTES, Policy
from pipelines.crawl.reasons import Reason, Stopped
from pipelines.crawl.transport import Transport
from pipelines.stand_ins import A_CHECK, markup_stands_in

PAGE_TYPES = frozenset({sniff.HTML, sniff.XHTML, sniff.PDF, sniff.DOCX, sniff.TEXT})
_INDEX_TYPES = frozenset({sniff.XML, sniff.TEXT, sniff.GZIP, sniff.HTML, sniff.XHTML})
_ACCEPTED: dict[Purpose, frozenset[str] | None] = {
    # XML for the feeds that pages link to; any other is refused when it is expanded.
    Purpose.PAGE: PAGE_TYPES | {sniff.XML},
    Purpose.LISTING: frozenset({sniff.HTML, sniff.XHTML}),
    Purpose.SITEMAP: _INDEX_TYPES,
    Purpose.FEED: _INDEX_TYPES,
    Purpose.FILE: sniff.READABLE,
    Purpose.ROBOTS: None,
}
_DRAINED_BYTES = 65_536
_UNPACKED_BYTES = 200_000
_GUARDED = frozenset({403, 405, 503})  # with which guards send their checks


@dataclass(frozen=True, slots=True)
class Ask:
    """One address to ask for, and why.

    `found_on` is the canonical URL that linked to it; `changed_at` when a sitemap says it changed;
    `cookies` are what the host asked to be given back, where nothing comes without.
    """

    url: str
    purpose: Purpose = Purpose.PAGE
    validators: Validators | None = None
    found_on: str | None = None
    depth: int = 0
    changed_at: datetime | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)

    def ended(self, reason: Reason, detail: str) -> Fetched:
        """The record of a request that ended before an answer came."""
        return Fetched(
            url=self.url,
            canonical_url=canonical_or_same(self.url),
            requested_at=now(),
            outcome=reason.outcome,
            reason=reason,
            detail=detail[:500],
            purpose=self.purpose,
            found_on=self.found_on,
            depth=self.depth,
        )


class Exchange:
    """Sends requests under their deadline and reads the answers."""

    def __init__(self, policy: Policy, transport: Transport) -> None:
        self._policy = policy
        self._transport = transport
        self._watch = Watch()

    def run(self, ask: Ask, target: Target) -> Fetched:
        """What came of one request; every error of the world becomes a reason."""
        requested_at, started = now(), time.monotonic()
        with self._watch.within(self._policy.deadline_seconds) as guard:
            try:
                answer = self._answer(ask, target)
            except Stopped as stop:
                answer = ask.ended(stop.reason, stop.detail)
            except TRANSPORT_ERRORS as error:
                answer = ask.ended(reason_of(error), words_of(error))
        if guard.expired:
            limit = f"not whole after {self._policy.deadline_seconds:g} s"
            answer = ask.ended(Reason.DEADLINE, limit)
        elapsed = round((time.monotonic() - started) * 1000)
        return replace(answer, requested_at=requested_at, elapsed_ms=elapsed)

    def _answer(self, ask: Ask, target: Target) -> Fetched:
        response = self._transport.send(
            ask.url, target, request_headers(ask.purpose, ask.validators, ask.cookies)
        )
        try:
            answer = self._read(ask, response)
            if response.status < 200:  # it has left HTTP, and nobody knows what follows
                response.close()
            response.release_conn()
        except BaseException:
            # Unread bytes must not greet the next request on this connection.
            response.close()
            raise
        return answer

    def _read(self, ask: Ask, response: BaseHTTPResponse) -> Fetched:
        headers = kept_headers(response)
        base = replace(
            ask.ended(Reason.EMPTY, ""),
            status=response.status,
            headers=headers,
            cookies=told_cookies(response),
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
        )
        if ask.purpose is not Purpose.ROBOTS and is_check(headers):
            _drain(response)
            return _ended(base, Reason.DOOR, "a check for robots stands before the page")
        if response.status == 206 and not is_whole(headers):
            _drain(response)
            return _ended(base, Reason.TRUNCATED, "a part came, and the whole was asked for")
        if 200 <= response.status < 300:
            return self._read_stored(ask, response, base)
        body = _drain(response)
        answer = _without_body(ask, base)
        guarded = ask.purpose is not Purpose.ROBOTS and response.status in _GUARDED
        if guarded and answer.reason is not Reason.RATE_LIMITED and _shows_check(body):
            return _ended(base, Reason.DOOR, f"HTTP {response.status}, with {A_CHECK}")
        return answer

    def _read_stored(self, ask: Ask, response: BaseHTTPResponse, base: Fetched) -> Fetched:
        robots = ask.purpose is Purpose.ROBOTS
        limit = ROBOTS_BYTES if robots else self._policy.body_limit(ask.purpose)
        try:
            body = read_body(response, limit, _ACCEPTED[ask.purpose], cut=robots)
        except Stopped as stop:
            response.close()
            return _ended(base, stop.reason, stop.detail)
        if len(body.data) == limit:
            response.close()
        return with_body(base, body) if body.data else replace(base, detail="an empty body")


def with_body(base: Fetched, body: Body) -> Fetched:
    """The record of a body that came whole."""
    return replace(
        base,
        outcome=Outcome.STORED,
        reason=None,
        detail="",
        body=body.data,
        content_type=body.content_type,
        size=len(body.data),
        sha256=hashlib.sha256(body.data).hexdigest(),
    )


def canonical_or_same(url: str) -> str:
    """The canonical URL, or the text itself where it is no web address."""
    if not url.lower().startswith(("http://", "https://")):
        return url
    try:
        return canonical_url(url)
    except ValueError:
        return url


def _without_body(ask: Ask, base: Fetched) -> Fetched:
    status = base.status or 0
    if status == 304 and ask.validators:
        return replace(base, outcome=Outcome.UNCHANGED, reason=None)
    if 300 <= status < 400:
        return _redirected(ask, base)
    if status == 429 or (status == 503 and "retry-after" in base.headers):
        reason = Reason.RATE_LIMITED
    else:
        reason = Reason.HTTP_5XX if status >= 500 else Reason.HTTP_4XX
    return _ended(base, reason, f"HTTP {status}")


def _redirected(ask: Ask, base: Fetched) -> Fetched:
    location = base.headers.get("location", "")
    target = join_url(ask.url, location) if location else None
    if target:
        return replace(base, outcome=Outcome.REDIRECTED, reason=None, redirected_to=target)
    reason = Reason.SCHEME if ":" in location.partition("/")[0] else Reason.BAD_REDIRECT
    return _ended(base, reason, f"HTTP {base.status} to `{location[:200]}`")


def _ended(base: Fetched, reason: Reason, detail: str) -> Fetched:
    return replace(base, outcome=reason.outcome, reason=reason, detail=detail)


def _shows_check(body: bytes) -> bool:
    """Whether the body of an answer, packed or not, is a check for robots."""
    with suppress(zlib.error):
        body = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, _UNPACKED_BYTES)
    return markup_stands_in(body) == A_CHECK


def _drain(response: BaseHTTPResponse) -> bytes:
    """Read a short body to keep the connection; give up the connection for a long one."""
    if (announced_bytes(response) or 0) > _DRAINED_BYTES:
        response.close()
        return b""
    taken = bytearray()
    while len(taken) <= _DRAINED_BYTES and (piece := response.read1(_DRAINED_BYTES)):
        taken += piece
    if len(taken) > _DRAINED_BYTES:
        response.close()
    return bytes(taken)
