"""Why a request did not end in a stored body: every code, with one sentence that says what to do.

Only the list belongs here; who raises which code is told by the modules that raise it.
"""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How a request ended."""

    STORED = "stored"  # a body came and was kept
    UNCHANGED = "unchanged"  # 304, or a file with the same content
    REDIRECTED = "redirected"  # the address points to another one, which has a record of its own
    REFUSED = "refused"  # we chose not to take it
    FAILED = "failed"  # we asked and the world did not answer as it should


class Reason(StrEnum):
    """Why a request was refused or failed; `advice` says what to do about it."""

    ROBOTS = "robots"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    CRAWL_DELAY = "crawl_delay"
    META_NOINDEX = "meta_noindex"
    META_NOSNIPPET = "meta_nosnippet"
    OUT_OF_SCOPE = "out_of_scope"
    PAGE_BUDGET = "page_budget"
    SIZE = "size"
    TYPE = "type"
    PRIVATE_ADDRESS = "private_address"
    SCHEME = "scheme"
    PORT = "port"
    INVALID_URL = "invalid_url"
    REDIRECT_LOOP = "redirect_loop"
    REDIRECT_BUDGET = "redirect_budget"
    HOST_DOWN = "host_down"
    BAD_REDIRECT = "bad_redirect"
    TIMEOUT = "timeout"
    DEADLINE = "deadline"
    DNS = "dns"
    TLS = "tls"
    CONNECTION = "connection"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    RATE_LIMITED = "rate_limited"
    TRUNCATED = "truncated"
    DECODE = "decode"
    EMPTY = "empty"
    MALFORMED = "malformed"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    DOOR = "door"

    @property
    def outcome(self) -> Outcome:
        """REFUSED where the choice was ours, FAILED where the world did not answer."""
        return Outcome.REFUSED if self in _REFUSALS else Outcome.FAILED

    @property
    def advice(self) -> str:
        """One sentence for the person who looks after the source."""
        return _ADVICE[self]


_REFUSALS = frozenset(
    {
        Reason.ROBOTS,
        Reason.ROBOTS_UNREACHABLE,
        Reason.CRAWL_DELAY,
        Reason.META_NOINDEX,
        Reason.META_NOSNIPPET,
        Reason.OUT_OF_SCOPE,
        Reason.PAGE_BUDGET,
        Reason.SIZE,
        Reason.TYPE,
        Reason.PRIVATE_ADDRESS,
        Reason.SCHEME,
        Reason.PORT,
        Reason.INVALID_URL,
        Reason.REDIRECT_LOOP,
        Reason.REDIRECT_BUDGET,
        Reason.HOST_DOWN,
    }
)

_ADVICE = {
    Reason.ROBOTS: "The site's robots.txt asks us to stay away: ask the publisher for leave, "
    "or leave the page out.",
    Reason.ROBOTS_UNREACHABLE: "The site's robots.txt could not be read, so nothing of the host "
    "was asked for: run again later.",
    Reason.CRAWL_DELAY: "The site asks for longer pauses than a run can keep: "
    "ask the publisher for a data file instead.",
    Reason.META_NOINDEX: "The page asks not to be indexed: leave it out, or ask the publisher.",
    Reason.META_NOSNIPPET: "The page asks not to be quoted, and an entry needs its quotes: "
    "leave it out, or ask the publisher.",
    Reason.OUT_OF_SCOPE: "The address leads outside what the source declares: "
    "add it to `scope` if it belongs to the source.",
    Reason.PAGE_BUDGET: "The source has more pages than its budget: "
    "raise `pages` or narrow `scope` in its declaration.",
    Reason.SIZE: "The body is larger than we take: declare it as a dataset, "
    "or leave it out with `exclude`.",
    Reason.TYPE: "The content is of a kind that we cannot read: leave it out with `exclude`.",
    Reason.PRIVATE_ADDRESS: "The host's address is not on the public internet: "
    "name the host in `allow_private` if it is yours.",
    Reason.SCHEME: "Only http and https addresses are fetched: correct the address.",
    Reason.PORT: "The address names an unusual port: correct it, "
    "or name the host in `allow_private` if it is yours.",
    Reason.INVALID_URL: "This is not a web address: correct it in the declaration "
    "or tell the publisher.",
    Reason.REDIRECT_LOOP: "The address redirects in a circle: tell the publisher.",
    Reason.REDIRECT_BUDGET: "The address redirects too many times: declare the final address.",
    Reason.HOST_DOWN: "The host did not answer many requests in a row, so the rest was not asked "
    "for: run again later.",
    Reason.BAD_REDIRECT: "The site redirects without saying where to: tell the publisher.",
    Reason.TIMEOUT: "The host did not answer in time: run again later.",
    Reason.DEADLINE: "The answer came too slowly to be taken whole: run again later.",
    Reason.DNS: "The host name could not be resolved: check the spelling, or retire the source.",
    Reason.TLS: "The site's certificate or encryption is not sound: tell the publisher.",
    Reason.CONNECTION: "The connection could not be made or broke: run again later.",
    Reason.HTTP_4XX: "The site says that there is no such page, or that it is closed to us: "
    "check the address.",
    Reason.HTTP_5XX: "The site reports an error of its own: run again later.",
    Reason.RATE_LIMITED: "The site asks us to slow down: raise `delay_seconds` and run later.",
    Reason.TRUNCATED: "The body ended before its announced length: run again later.",
    Reason.DECODE: "The compressed body could not be unpacked: tell the publisher.",
    Reason.EMPTY: "The site answered with nothing: check the address in a browser.",
    Reason.MALFORMED: "The list of pages could not be read as one: "
    "check that the address leads to a sitemap, a feed or a listing.",
    Reason.DOOR: "The site shows a login, a cookie notice or a check for robots instead of the "
    "page: ask the publisher to let us in, or for a data file.",
    Reason.MISSING: "The file is no longer in the folder: its document is kept as gone.",
    Reason.UNREADABLE: "The file could not be read: check that it is there and open to you.",
}


class Stopped(Exception):
    """A request that ends here, with its reason. Internal: it always becomes a `Fetched`."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
