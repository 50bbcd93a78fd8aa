"""What a site allows: robots.txt by RFC 9309. What single pages allow is told in `directives.py`.

Reading only; fetching robots.txt is the fetcher's business. Protego does the matching.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from protego import Protego

from pipelines.crawl.addresses import join_url
from pipelines.crawl.outcome import Fetched, Outcome
from pipelines.crawl.policy import ROBOTS_BYTES
from pipelines.crawl.reasons import Reason, Stopped

REDIRECTS = 5  # RFC 9309, section 2.3.1.2
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PACE = re.compile(r"\s*(?:crawl-?delay|request-rate|visit-time)\b", re.IGNORECASE)
_AGENT = re.compile(r"\s*user?[-\s]?agent\s*:?\s*", re.IGNORECASE)
_TOKEN = re.compile(r"\*|[a-z0-9_-]+", re.IGNORECASE)  # RFC 9309 knows no digits, robots do
_KEPT = re.compile(r"\s*(?:dis+all?ow|allow|sitemap|site-map|host)\b", re.IGNORECASE)
_OPENS = "User-agent: "
_OTHERS = "another-robot"
_SITE_WIDE = re.compile(r"\s*(?:site|host)", re.IGNORECASE)
_MOST_PACE_LINES = 10_000  # a file of many names and many delays must not grow without bound


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin for us. `unreachable` tells why nothing of it may be fetched, and
    `reason` what that is called."""

    rules: Protego | None
    token: str
    base: str
    unreachable: str | None = None
    reason: Reason = Reason.ROBOTS_UNREACHABLE

    def require(self, url: str) -> None:
        """Raises Stopped where the address must not be fetched."""
        if self.unreachable is not None:
            raise Stopped(self.reason, self.unreachable)
        if self.rules is not None and not self.rules.can_fetch(url, self.token):
            raise Stopped(Reason.ROBOTS, "disallowed by robots.txt")

    def delay_seconds(self) -> float:
        """The pause that the site asks for (Crawl-delay or Request-rate), 0 where it does not."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(self.token)
        paced = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(self.rules.crawl_delay(self.token) or 0.0, paced)

    def sitemaps(self) -> list[str]:
        """Absolute addresses of the Sitemap lines, in their order, none twice."""
        lines = self.rules.sitemaps if self.rules else ()
        joined = (join_url(self.base, line) for line in lines)
        return list(dict.fromkeys(url for url in joined if url))


def read_robots(answer: Fetched, token: str) -> Robots:
    """The rules that an answered request for robots.txt means.

    RFC 9309, section 2.3.1: 2xx is parsed, 4xx means that all is allowed, anything else (5xx, no
    answer, a private address) that nothing is. 429 is a call for less, not for all: unreachable.
    """
    if answer.outcome is Outcome.STORED or answer.reason is Reason.EMPTY:
        return parse_robots(answer.body or b"", token, answer.url)
    if answer.reason in {Reason.HTTP_4XX, Reason.REDIRECT_BUDGET, Reason.REDIRECT_LOOP}:
        # More than five redirects: "may assume that the robots.txt file is unavailable".
        return Robots(None, token, answer.url)
    detail = f"{answer.url}: {answer.detail or answer.reason}"
    # Nobody mends a certificate by waiting: it is told as what it is.
    reason = Reason.TLS if answer.reason is Reason.TLS else Reason.ROBOTS_UNREACHABLE
    return Robots(None, token, answer.url, unreachable=detail, reason=reason)


def parse_robots(body: bytes, token: str, base: str) -> Robots:
    """The rules in a robots.txt body, of which the first 500 KiB count."""
    text = _with_pace_apart(_decode(body[:ROBOTS_BYTES]), token)
    return Robots(Protego.parse(text), token, base)


def _with_pace_apart(text: str, token: str) -> str:
    """The same rules, with Crawl-delay and its like in groups of their own at the end.

    RFC 9309, section 2.2.4: other records must not end a group. To Protego they do; it merges
    groups of the same name, so that this is the same file to it but for that. Groups of robots
    that are neither we nor all are put under one name.
    """
    core: list[str] = []
    pace: list[str] = []
    agents: list[str] = []
    in_rules = False
    for written in text.splitlines():
        line = _agent_line(written, token) if _AGENT.match(written) else written
        if line.startswith(_OPENS):
            agents = [line] if in_rules else [*agents, line]
            in_rules = False
        elif _PACE.match(line):
            pace += [*agents, line, "Allow:"] if len(pace) < _MOST_PACE_LINES else []
            continue
        elif not _KEPT.match(line):
            continue
        else:
            in_rules = in_rules or not _SITE_WIDE.match(line)
        core.append(line)
    return "\n".join([*core, "Allow:", *pace])


def _agent_line(line: str, token: str) -> str:
    """The line that opens a group, where it is ours or everybody's.

    Section 2.2.1: a group is ours by its whole product token, whatever its case. Protego takes the
    beginning of our name for it too, and not our name with a version behind.
    """
    named = _TOKEN.match(_AGENT.sub("", line, count=1))
    name = named[0].lower() if named else ""
    return f"{_OPENS}{name if name in {'*', token.lower()} else _OTHERS}"


def _decode(body: bytes) -> str:
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, errors="replace")
    return body.decode("utf-8", errors="replace")
