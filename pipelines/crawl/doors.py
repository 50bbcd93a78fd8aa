"""Pages that a site shows instead of the one that was asked for: a login, a cookie notice.

They carry the address that was asked for in their own, to lead back there after a click. A click is
what a crawler has not, so all pages of such a site would be that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

# What a content system calls the page itself, where one script serves all.
# Headers by which those who guard sites say that a check is shown in place of the page.
_CHECKS = ("cf-mitigated", "x-amzn-waf-action", "sg-captcha", "x-vercel-mitigated")
_ROUTES = frozenset({"p", "page", "path", "q", "r", "route"})


def is_check(headers: Mapping[str, str]) -> bool:
    """Whether an answer is a check for robots, as its headers (in lower case) say."""
    told = (headers.get(name, "").lower() for name in _CHECKS)
    return any("challenge" in value or "captcha" in value for value in told)


def is_door(url: str, asked: Iterable[str]) -> bool:
    """Whether the address names one of those that were `asked` for, in its query."""
    query = [pair for pair in parse_qsl(urlsplit(url).query) if pair[0] not in _ROUTES]
    told = {value.rstrip("/") for _, value in query if value.strip("/")}
    front = any(value == "/" for _, value in query)
    return any(form in told for one in asked for form in _forms(one)) or (
        front and any(urlsplit(one).path in {"", "/"} for one in asked)
    )


def _forms(url: str) -> Iterable[str]:
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if path.strip("/"):
        yield path.rstrip("/")
    yield url.rstrip("/")
    yield f"{parts.netloc}{path}".rstrip("/")
