"""How the crawler behaves towards hosts: pauses, limits and deadlines of one run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.crawl.outcome import Purpose

MEGABYTE = 1_000_000
ROBOTS_BYTES = 500 * 1024  # RFC 9309, section 2.5: parse at least 500 KiB
# Many present themselves as a browser first: `Mozilla/5.0 (compatible; name/1.0; +https...)`.
_COMPATIBLE = re.compile(r"compatible;\s*([\w-]+)")
_PRODUCT = re.compile(r"\s*([\w-]+)")
_BODY_BYTES = {Purpose.FILE: 300 * MEGABYTE, Purpose.SITEMAP: 52 * MEGABYTE}  # 50 MiB: the protocol


@dataclass(frozen=True, slots=True)
class Policy:
    """Times in seconds, sizes in bytes.

    `delay_seconds` is the pause after each request to a host, unless its robots.txt asks for more.
    `deadline_seconds` bounds one whole request, also one that drips; `patience_seconds` is the
    longest pause that a site may ask for (Crawl-delay, Retry-After) before we leave it for this
    run; `lost_seconds` is how long a host may fail in a row before the rest is not asked for.
    """

    user_agent: str
    delay_seconds: float = 1.0
    allow_private: frozenset[str] = frozenset()
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    deadline_seconds: float = 60.0
    patience_seconds: float = 60.0
    lost_seconds: float = 300.0
    robots_seconds: float = 86_400.0  # RFC 9309, section 2.4: for no more than 24 hours
    backoff_seconds: float = 1.0
    attempts: int = 3
    redirects: int = 10
    page_bytes: int = 20 * MEGABYTE

    def body_limit(self, purpose: Purpose) -> int:
        """The largest body that we take, on the wire as after decompression."""
        return _BODY_BYTES.get(purpose, self.page_bytes)

    @property
    def robots_token(self) -> str:
        """The name that robots.txt groups are matched with: the user agent's product token."""
        named = _COMPATIBLE.search(self.user_agent) or _PRODUCT.match(self.user_agent)
        return named[1] if named else ""
