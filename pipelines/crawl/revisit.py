"""When a page is asked for again: the longer it has stood unchanged, the more seldom.

A page that was the same for a year will hardly change this week. What leads to further pages
(starts, sitemaps, feeds, listings) and data files are asked for in every run all the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

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
