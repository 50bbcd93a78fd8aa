"""Which addresses belong to a source, as its declaration says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.crawl.addresses import canonical_url, host_of


class Scope:
    """Tells whether an address belongs to a source.

    `prefixes` are beginnings of addresses, compared in canonical form without the scheme; without
    any, the hosts of `starts` count, with and without `www.`. `exclude` are texts or regular
    expressions that must not occur in the address. A start always belongs.
    """

    def __init__(
        self, starts: Sequence[str], prefixes: Sequence[str] = (), exclude: Sequence[str] = ()
    ) -> None:
        self._starts = frozenset(canonical_url(start) for start in starts)
        self._prefixes = tuple(_schemeless(canonical_url(prefix)) for prefix in prefixes)
        self._hosts = frozenset(_bare(host_of(start)) for start in starts)
        self._texts = tuple(exclude)
        self._patterns = tuple(_pattern(text) for text in exclude)

    def holds(self, url: str) -> bool:
        """Whether the address (any form) belongs to the source."""
        canonical = canonical_url(url)
        if canonical in self._starts:
            return True
        if any(text in url for text in self._texts):
            return False
        if any(pattern.search(canonical) for pattern in self._patterns):
            return False
        if self._prefixes:
            return _schemeless(canonical).startswith(self._prefixes)
        return _bare(host_of(canonical)) in self._hosts


def _schemeless(url: str) -> str:
    return url.partition("://")[2]


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error:
        return re.compile(re.escape(text))
