"""When a page is asked for again: the longer it has stood unchanged, the more seldom.

A page that was the same for a year will hardly change this week. What leads to further pages
(starts, sitemaps, feeds, listings) and data files are asked for in every run all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime

SHARE = 0.25
"""Of the time that a page was seen to stand unchanged, this much may pass without a question."""

FLOOR = timedelta(days=7)
"""Shorter pauses are none: the page is asked for in every run."""

CAP = timedelta(days=90)
"""No page is left alone for longer."""


def due_at(stored_at: datetime, seen_at: datetime) -> datetime:
    """When a page is to be asked for again.

    `stored_at` is when its present body first came, `seen_at` when it was last found to be there.
    """
    pause = (seen_at - stored_at) * SHARE
    return seen_at if pause < FLOOR else seen_at + min(pause, CAP)


def changed_at(written: str | None) -> datetime | None:
    """What a sitemap or feed says of a page's last change; None where that is no date.

    A day without an hour counts to its end.
    """
    text = (written or "").strip()
    found = _parse(text, datetime.fromisoformat) or _parse(text, parsedate_to_datetime)
    if found is not None and len(text) == len("2026-01-31"):
        found = datetime.combine(found, time.max)
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _parse(text: str, read: Callable[[str], datetime]) -> datetime | None:
    try:
        return read(text)
    except (ValueError, TypeError):
        return None
