"""Where a page sends its readers by meta refresh: for the crawl that follows, and for the reading
that keeps no document of a page that only points elsewhere.

Read as browsers do (WHATWG HTML, "shared declarative refresh steps").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.crawl.addresses import join_url
from pipelines.crawl.exchange import canonical_or_same

_REFRESH = re.compile(
    r"\s*([\d.]+)(?:(?:\s*[;,]|\s)\s*+(?:url\s*=\s*+)?+(?:\"([^\"]*)|'([^']*)|([^\"'].*)))?",
    re.IGNORECASE | re.DOTALL,
)
_SOON_SECONDS = 10.0  # a longer pause before a refresh is meant for a reader of this page


def sends_to(contents: Iterable[str], base: str, url: str) -> str | None:
    """The address to which the first refresh that names one leads at once.

    `contents` are those of the page's refresh tags, `base` is what its links are relative to, `url`
    its own address. None where none leads away: a page may show itself anew every few seconds.
    """
    for content in contents:
        found = _REFRESH.match(content)
        link = next(filter(None, found.groups()[1:]), "") if found else ""
        if found and link and _seconds(found[1]) <= _SOON_SECONDS:
            target = join_url(base, link)
            away = target and canonical_or_same(target) != canonical_or_same(url)
            return target if away else None
    return None


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
