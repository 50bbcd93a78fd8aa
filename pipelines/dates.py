"""Days and hours as sites write them, ISO 8601 or the form of e-mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime

_MONTH = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)


def read_date(written: str | None) -> datetime | None:
    """The time that a sitemap, a feed or a page writes; None where that is no date.

    A day without an hour counts to its end, and so does a month or a year without a day.
    """
    text = (written or "").strip()
    if whole := _MONTH.fullmatch(text):
        year, month = int(whole[1]), int(whole[2] or 12)
        return _parse(
            f"{year + month // 12:04}-{month % 12 + 1:02}-01T00:00Z", datetime.fromisoformat
        )
    found = _parse(text, datetime.fromisoformat) or _parse(text, parsedate_to_datetime)
    if found is not None and len(text) == len("2026-01-31"):
        found = datetime.combine(found, time.max)
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _parse(text: str, read: Callable[[str], datetime]) -> datetime | None:
    try:
        return read(text)
    except (ValueError, TypeError, OverflowError):
        return None
