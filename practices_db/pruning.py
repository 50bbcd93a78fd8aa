"""What the fetch log may forget: repeated answers of old, of pages about which nothing was decided.

The archive keeps every answer; here only rows go that no reading, no replay and no date rests on.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from practices_db.fetches import PERMANENT, WITHDRAWN
from practices_db.models import Fetch, Run

_GONE = (404, 410)


def prune_fetches(session: Session, before: datetime) -> int:
    """Take out old rows that a later one of the same source and address has overtaken; how many.

    Stored answers stay, since bodies are read from their places. So does all of an address that
    ever went away or moved: the day that it did is told by its rows.
    """
    found = session.execute(
        delete(Fetch)
        .where(
            Fetch.requested_at < before,
            Fetch.outcome != "stored",
            Fetch.id.not_in(_last_ids()),
            Fetch.canonical_url.not_in(_departed()),
        )
        .execution_options(synchronize_session=False)
    )
    return int(found.rowcount)  # type: ignore[attr-defined]  # of a DELETE it is a CursorResult


def _last_ids() -> Select[int]:
    """The last row of each address and source."""
    each = select(func.max(Fetch.id)).join(Run, Run.id == Fetch.run_id)
    return each.group_by(Run.source_id, Fetch.canonical_url)


def _departed() -> Select[str]:
    return select(Fetch.canonical_url).where(
        or_(
            Fetch.status.in_(_GONE),
            Fetch.reason.in_(WITHDRAWN),
            Fetch.status.in_(PERMANENT) & Fetch.redirected_to.is_not(None),
        )
    )
