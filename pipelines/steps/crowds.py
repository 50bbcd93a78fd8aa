"""Pages that all lead to one other: to a login, a notice, the front page.

That is no move, and as with one text in place of all pages (masks.py) it may pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from pipelines.steps.patience import FEWEST, PATIENCE, SHARE
from practices_db.health import MASKED
from practices_db.models import Source
from practices_db.sources import Trouble, note_issue, resolve_issues, trouble_since

STAGE = "redirects"


def held_back(
    session: Session, source_id: int, led: Mapping[str, str], present: int, at: datetime
) -> set[str]:
    """The pages that still count as present, of those that lead elsewhere (`led`, each with where):
    half of the source's `present` pages lead to that one address. An issue says so, or is closed.
    """
    source = session.get_one(Source, source_id)
    since = trouble_since(session, source_id, STAGE)
    target, count = next(iter(Counter(led.values()).most_common(1)), ("", 0))
    if count < max(FEWEST, SHARE * present):
        if since:
            resolve_issues(session, source_id, source.url, STAGE, at)
        return set()
    until = (since or at) + PATIENCE
    detail = f"{count} pages all lead to {target}. What was known stays until {until:%Y-%m-%d}."
    note_issue(session, source_id, Trouble(source.url, STAGE, MASKED, detail), at)
    return {url for url, where in led.items() if where == target} if at <= until else set()
