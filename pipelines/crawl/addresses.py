"""Web addresses: reading, joining and the one canonical form that tells pages apart.

Parsing follows the WHATWG URL standard (ada-url), as browsers do, so that a link leads us where it
leads a reader. Whether an address may be fetched is decided in `hosts.py` and `scope.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

import ada_url

from pipelines.crawl.noise import is_noise

WEB_SCHEMES = frozenset({"http", "https"})
_REMEMBERED = 5_000
LONGEST_URL = 2_000  # longer ones are traps or data, and servers refuse many of them

_PATH_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "%/:@!$&'()*+,;=-._~"
_QUERY_SAFE = _PATH_SAFE + "?"


def join_url(base: str, link: str) -> str | None:
    """The absolute http(s) address that `link` means on the page `base`, or None.

    Fragment, user name and password are taken off: none of them is sent when a page is fetched.
    """
    try:
        url = ada_url.URL(link.strip(), base=base)
    except (ValueError, UnicodeError):
        return None
    return _without_extras(url)


def clean_url(text: str) -> str | None:
    """The same address as a browser would request it, or None where it is no http(s) address."""
    try:
        url = ada_url.URL(text.strip())
    except (ValueError, UnicodeError):
        return None
    return _without_extras(url)


def _without_extras(url: ada_url.URL) -> str | None:
    if url.protocol.rstrip(":") not in WEB_SCHEMES or not url.hostname:
        return None
    href = f"{url.protocol}//{url.host}{url.pathname}{url.search}"
    return href if len(href) <= LONGEST_URL else None


@lru_cache(_REMEMBERED)  # of one page it is asked for a dozen times
def canonical_url(url: str) -> str:
    """The identity of a page: equal for addresses that lead to the same page.

    On top of RFC 3986, section 6.2.2 (case, escapes, dot segments) and 6.2.3 (default ports):
    fragment, credentials, tracking and session parameters are dropped, parameters sorted, repeated
    slashes and a final dot of the host taken as one and none. Raises ValueError for a text that is
    no address.
    """
    parts = ada_url.URL(url.strip())
    host = parts.host
    if parts.hostname.endswith("."):
        host = parts.hostname.rstrip(".") + (f":{parts.port}" if parts.port else "")
    path = re.sub(r"/{2,}", "/", _PATH_SESSION.sub("", parts.pathname)) or "/"
    query = _canonical_query(parts.search.removeprefix("?"))
    return f"{parts.protocol}//{host}{_normal_escapes(path, _PATH_SAFE)}" + query


def _canonical_query(query: str) -> str:
    kept = (pair for pair in query.split("&") if pair.strip("=") and not is_noise(pair))
    # Sorted in their normal form, else a second pass could order them anew.
    pairs = sorted(_normal_escapes(pair, _QUERY_SAFE) for pair in kept)
    return "?" + "&".join(pairs) if pairs else ""


def _normal_escapes(text: str, safe: str) -> str:
    def mend(match: re.Match[str]) -> str:
        if match[1] is None:
            return "%25"
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else f"%{match[1].upper()}"

    return quote(_ESCAPE.sub(mend, text), safe=safe)


@lru_cache(_REMEMBERED)
def host_of(url: str) -> str:
    """The host name of an http(s) address, lower case, IDNA, without port or IPv6 brackets."""
    return ada_url.URL(url).hostname.strip("[]").rstrip(".")


@lru_cache(_REMEMBERED)
def origin_of(url: str) -> str:
    """Scheme, host and port, such as https://example.org: what one robots.txt speaks for."""
    parts = ada_url.URL(url)
    return f"{parts.protocol}//{parts.host}"


@lru_cache(_REMEMBERED)
def split_target(url: str) -> tuple[str, str, int]:
    """Scheme, host (no brackets) and port of an address; ValueError where it is none."""
    parts = ada_url.URL(url)
    scheme = parts.protocol.rstrip(":")
    default = 443 if scheme == "https" else 80
    return scheme, parts.hostname.strip("[]").rstrip("."), int(parts.port or default)
