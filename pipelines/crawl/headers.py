"""Headers that we send, and what those that come back tell; no word on what follows from it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from urllib3 import BaseHTTPResponse

from pipelines.crawl.outcome import Purpose, Validators
from pipelines.directives import robots_header

_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5"
_KEPT_CHARS = 2_000
_DROPPED = frozenset({"set-cookie", "set-cookie2", "authorization"})
_COOKIE = re.compile(
    r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([!-+\--:<-\[\]-~]*)"
)  # RFC 6265, section 4.1.1
_MOST_COOKIES = 50
_RANGE = re.compile(r"bytes 0-(\d{1,18})/(\d{1,18})", re.IGNORECASE)


def request_headers(
    purpose: Purpose, told: Validators | None, cookies: Mapping[str, str]
) -> Mapping[str, str]:
    """What an address is asked for with."""
    headers = {"Accept": "*/*" if purpose is Purpose.ROBOTS else _ACCEPT}
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    told = told or Validators()
    asked = (("If-None-Match", told.etag), ("If-Modified-Since", told.last_modified))
    return headers | {
        # Back in the bytes in which it came, see _header_text; a torn one would tear our request.
        name: value.encode("utf-8").decode("latin-1")
        for name, value in asked
        if value and value.isprintable()
    }


def kept_headers(response: BaseHTTPResponse) -> dict[str, str]:
    """The headers of an answer that are kept, by their names in lower case."""
    directives = response.headers.getlist("x-robots-tag")
    told = {"x-robots-tag": robots_header(directives)[:_KEPT_CHARS]} if directives else {}
    return told | {
        name.lower(): _header_text(value)[:_KEPT_CHARS]
        for name, value in response.headers.itermerged()
        if name.lower() not in {*_DROPPED, *told}
    }


def told_cookies(response: BaseHTTPResponse) -> dict[str, str]:
    """The cookies that an answer sets, by name, without how long and where they are to be kept."""
    found = (_COOKIE.match(line) for line in response.headers.getlist("set-cookie")[:_MOST_COOKIES])
    return {one[1]: one[2] for one in found if one and len(one[0]) <= _KEPT_CHARS}


def is_whole(headers: Mapping[str, str]) -> bool:
    """Whether an answer of a part (206) is of all there is."""
    found = _RANGE.fullmatch(headers.get("content-range", "").strip())
    return found is not None and int(found[1]) + 1 == int(found[2])


def _header_text(value: str) -> str:
    # http.client reads headers as latin-1; servers that send other letters send UTF-8.
    try:
        return value.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value
