"""What the answer at an address shows of the source that it would make: one look, politely.

Belongs here: from one answer to fields of a declaration. Writing the file is in `writing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from pipelines.crawl.exchange import Ask
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched, Purpose
from pipelines.describe import Description, describe
from pipelines.describe.fields import guess_fields
from pipelines.describe.rows import read_rows
from pipelines.describe.sniff import sniff

_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_DATA = re.compile(r"json|csv|spreadsheet|application/zip", re.I)
_HEAD = 4_000
_ROWS = 50
_COUNTRY_BY_END = {"uk": "GB"}
# Country domains that the world uses for other things.
_NO_COUNTRY = {"ai", "app", "cc", "co", "dev", "eu", "fm", "gg", "io", "ly", "me", "sh", "to", "tv"}


@dataclass(frozen=True, slots=True)
class Look:
    """`fields` of a declaration, as the answer shows them; `told`: why there was none, or ""."""

    fields: Mapping[str, object] = field(default_factory=dict)
    told: str = ""


def look_at(url: str, fetcher: Fetcher) -> Look:
    """Ask for one address, robots.txt first, and say what kind of source answers there."""
    *_, answer = fetcher.follow(Ask(url, Purpose.FILE))
    if not answer.body:
        return Look(told=answer.detail or str(answer.reason or answer.outcome))
    return Look({**_country(answer.url), **_by_content(answer, answer.body)})


def fields_of(body: bytes, url: str) -> dict[str, str]:
    """The field map that the first rows of a dataset suggest."""
    rows = islice(read_rows(body, url), _ROWS)
    return guess_fields(row for row in rows if isinstance(row, Mapping))


def _by_content(answer: Fetched, body: bytes) -> dict[str, Any]:
    head = body[:_HEAD]
    if body.startswith(b"\x1f\x8b") or _SITEMAP.search(head):
        return {"kind": "sitemap"}
    if _FEED.search(head):
        return {"kind": "feed"}
    if _DATA.search(answer.content_type or "") and sniff(body, answer.content_type) != "html":
        return {"kind": "dataset", "fields": fields_of(body, answer.url)}
    page = describe(body, answer.content_type, answer.url, answer.headers)
    return {"kind": "website"} | (_of_page(page, answer) if isinstance(page, Description) else {})


def _of_page(page: Description, answer: Fetched) -> dict[str, Any]:
    found: dict[str, Any] = {"url": answer.url}
    if page.title:
        found["title"] = page.title[:100]
    if organisation := page.metadata.get("organisation"):
        found["publisher"] = organisation
    if page.language != "und":
        found["languages"] = (page.language,)
    return found


def _country(url: str) -> dict[str, Any]:
    end = (urlsplit(url).hostname or "").rpartition(".")[2]
    if len(end) != 2 or end in _NO_COUNTRY:
        return {}
    return {"countries": (_COUNTRY_BY_END.get(end, end.upper()),)}
