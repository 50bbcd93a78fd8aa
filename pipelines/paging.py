"""JSON that a service gives out in pages: the rows of one page, and where it says that more lie.

Belongs here: what a page says of itself. Asking for the next one is the crawl's, and reading rows
is `describe`'s.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from pipelines.crawl.addresses import host_of, join_url

# 360Giving, Open Referral, and what services in general call the list of what they give out.
_LISTS = ("grants", "contents", "services", "organizations", "items", "records", "results",
          "content", "data", "value")  # fmt: skip
_WRAPPINGS = ("result", "_embedded", "response", "data")
_NEXT = ("next", "next_page", "nextPage", "nextLink", "@odata.nextLink", "next_page_url")
_TOTALS = ("count", "total", "totalCount", "total_count", "total_items", "totalElements",
           "numberMatched")  # fmt: skip
# Where a service says that there is more, and often not how to ask for it.
_FURTHER = ("has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage",
            "next_cursor", "nextCursor", "next_page_token", "nextPageToken")  # fmt: skip
# What speaks of the pages; a count or a "next" within anything else is about that.
_ENVELOPES = frozenset({*_WRAPPINGS, "meta", "_meta", "metadata", "response_metadata", "pagination",
                        "paging", "pager", "page", "pages", "page_info", "pageInfo", "info",
                        "links", "_links", "cursor"})  # fmt: skip
_NUMBERS = ("page_number", "page", "current_page", "currentPage", "number")
_LASTS = ("total_pages", "totalPages", "page_count", "pageCount", "pages", "last_page")
_SIGNS = re.compile(
    rb'"(?:%b)"' % "|".join(sorted({*_NEXT, *_FURTHER, *_TOTALS, *_LASTS})).encode()
)
_HOW_MANY = re.compile("per|size|limit|count|max|length", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+|\S*[/?]\S*")


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says of the dataset.

    `digest`: of its rows (of the whole body where it is none of JSON), by which a page that comes
    again is known; `next`: the address of the next one; `total`: how many rows there are in all as
    far as it says; `more`: whether it says that there are further rows, with or without an address;
    `document`: the JSON object, where it was read without a fault: large ones are read once.
    """

    digest: str
    next: str | None = None
    total: int = 0
    more: bool = False
    document: Mapping[str, Any] | None = field(default=None, repr=False, compare=False)


def read_page(body: bytes, url: str, headers: Mapping[str, str]) -> Page:
    """What the answer at `url` says; `headers` have lower-case names. Never raises for a body."""
    found, sound = _document(body)
    document = found if sound else None
    rows = unwrapped(found)
    said = body if rows == [found] else json.dumps(rows, sort_keys=True).encode()
    digest = hashlib.sha256(said).hexdigest()
    told = [] if rows == [found] else list(_parts(found))
    following = _linked(headers.get("link", "")) or next(_named(told, url), "")
    if not following or not rows:  # some name a further page for ever; one without rows is the last
        more = bool(rows) and any(map(_goes_on, told))
        return Page(digest, None, _total(told), more, document)
    address = _secure(url, join_url(url, following))
    return Page(digest, address, _total(told), more=True, document=document)


def unwrapped(found: Mapping[str, Any]) -> list[Any]:
    """The records of a JSON object: the list that it wraps, or the object itself."""
    inner = [found[key] for key in _WRAPPINGS if isinstance(found.get(key), dict)]
    for one in (found, *inner):
        for rows in map(one.get, _LISTS):
            if isinstance(rows, list) and (not rows or any(isinstance(row, dict) for row in rows)):
                return rows
    return [found]


def _document(body: bytes) -> tuple[dict[str, Any], bool]:
    """The JSON object that a body is, where it may tell of pages, else an empty one; and whether
    all its bytes are letters."""
    if not _SIGNS.search(body):
        return {}, False
    text, sound = _text(body)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}, False
    return (found, sound) if isinstance(found, dict) else ({}, False)


def _text(body: bytes) -> tuple[str, bool]:
    encoding = json.detect_encoding(body)
    try:
        return body.decode(encoding), True
    except UnicodeDecodeError:
        return body.decode(encoding, "replace"), False


def _parts(found: Mapping[str, Any], depth: int = 2) -> Iterator[Mapping[str, Any]]:
    """What may speak of pages: the object, and its envelopes down to the second level."""
    yield found
    for name, one in found.items() if depth else ():
        if name in _ENVELOPES and isinstance(one, dict):
            yield from _parts(one, depth - 1)


def _linked(header: str) -> str:
    """The target of `rel=next` in a Link header, or ""."""
    if not header:
        return ""
    from requests.utils import parse_header_links  # few services speak of pages in a header

    links = parse_header_links(header)
    return next((one["url"] for one in links if "next" in one.get("rel", "").lower().split()), "")


def _named(told: list[Mapping[str, Any]], url: str) -> Iterator[str]:
    """Addresses of the next page, the surest first."""
    for one in told:
        for key in _NEXT:
            target = _target(one, key)
            if isinstance(target, str) and _ADDRESS.fullmatch(target.strip()):
                yield target.strip()
            elif isinstance(target, int) and not isinstance(target, bool):
                yield from _turned(url, target)
        for link in _links_in(one):
            yield str(link["href"])
    for one in told:
        if number := _following(one):
            yield from _turned(url, number)


def _target(one: Mapping[str, Any], key: str) -> object:
    given = one.get(key)
    return given.get("href") if isinstance(given, dict) else given


def _links_in(one: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    links = one.get("links")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "next" and link.get("href"):
            yield link


def _following(one: Mapping[str, Any]) -> int:
    """The number of the next page where a page gives its own and that of the last; else 0."""
    own = next((one[key] for key in _NUMBERS if _is_number(one.get(key))), None)
    last = next((one[key] for key in _LASTS if _is_number(one.get(key))), None)
    ended = one.get("last") is True or one.get("last_page") is True
    return 0 if own is None or last is None or ended or own >= last else own + 1


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _turned(url: str, number: int) -> Iterator[str]:
    """The same address for another page: the parameter by which it was asked for, or `page`."""
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    names = [name for name, _ in query if "page" in name.lower()]
    name = next((one for one in names if not _HOW_MANY.search(one)), "page")
    kept = [(key, value) for key, value in query if key != name]
    yield "?" + urlencode([*kept, (name, str(number))])


def _goes_on(one: Mapping[str, Any]) -> bool:
    told = any(_target(one, key) for key in _NEXT) or any(one.get(key) for key in _FURTHER)
    return told or bool(_following(one))


def _total(told: list[Mapping[str, Any]]) -> int:
    given = (one.get(key) for one in told for key in _TOTALS)
    return max((number for number in given if isinstance(number, int)), default=0)


def _secure(url: str, following: str | None) -> str | None:
    """A service behind a proxy may take itself for one of http: asked by https, it stays so."""
    if following and url.startswith("https:") and host_of(url) == host_of(following):
        return "https://" + following.partition("://")[2]
    return following
