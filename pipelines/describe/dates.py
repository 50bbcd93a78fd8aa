"""When a page was published and last changed, as it says itself. No guessing from its prose."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from pipelines.describe.metadata import Claims
from pipelines.describe.tree import Element

_PUBLISHED = ("article:published_time", "datepublished", "dc.date", "dc.date.issued",
              "dcterms.created", "dcterms.issued", "pubdate", "publish-date", "date")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
             "last-modified", "revised")  # fmt: skip
_ISO = re.compile(r"((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-])")
_EARLIEST = date(1995, 1, 1)


def published_on(root: Element, claims: Claims, url: str) -> date | None:
    """The day of publication: JSON-LD, meta, the address, then htmldate on the markup."""
    return (
        _from_nodes(claims, ("datePublished", "dateCreated", "uploadDate"))
        or _from_metas(claims, _PUBLISHED)
        or _from_url(url)
        or _from_markup(root, url)
    )


def modified_on(claims: Claims) -> date | None:
    """The day of the last change that the page states, or None."""
    return _from_nodes(claims, ("dateModified",)) or _from_metas(claims, _MODIFIED)


def _from_nodes(claims: Claims, keys: tuple[str, ...]) -> date | None:
    values = (node.get(key) for key in keys for node in claims.nodes)
    return next((day for value in values if (day := _day(value))), None)


def _from_metas(claims: Claims, keys: tuple[str, ...]) -> date | None:
    return next((day for key in keys if (day := _day(claims.metas.get(key)))), None)


def _from_url(url: str) -> date | None:
    found = _IN_URL.search(url)
    return sound_day(int(found[1]), int(found[2]), int(found[3])) if found and found[3] else None


def _from_markup(root: Element, url: str) -> date | None:
    # htmldate's wide search reads years out of prose and footers, so it is off; and where the
    # markup holds no date element at all there is nothing for the narrow one either.
    if next(root.iter("time", "abbr"), None) is None and not root.xpath(_DATED):
        return None
    from htmldate import find_date

    found = find_date(root, extensive_search=False, original_date=True, url=url)
    return _day(found)


_DATED = "//*[contains(@class,'date') or contains(@id,'date') or contains(@class,'publish')]"


def _day(value: Any) -> date | None:
    found = _ISO.search(value[:40]) if isinstance(value, str) else None
    return sound_day(int(found[1]), int(found[2]), int(found[3])) if found else None


def sound_day(year: int, month: int, day: int) -> date | None:
    """The day, where a page can have been written on it: not before the web, not to come."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _EARLIEST <= found <= datetime.now(UTC).date() else None
