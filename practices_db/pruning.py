"""What the fetch log may forget: repeated answers of old, of pages about which nothing was decided.

The archive keeps every answer; here only rows go that no reading, no replay and no date rests on.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Exists, delete, or_, select
from sqlalchemy.orm import Session, aliased

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
            Fetch.requested_at < before, Fetch.outcome != "stored", _overtaken(), ~_ever_departed()
        )
        .execution_options(synchronize_session=False)
    )
    return int(found.rowcount)  # type: ignore[attr-defined]  # of a DELETE it is a CursorResult


# Asked row by row (EXISTS), which a database answers by joining; a list of all that must stay
# (NOT IN) takes PostgreSQL minutes as soon as it does not fit into its working memory.
def _overtaken() -> Exists:
    """The same source has asked for the same address again later."""
    later, its_run, own_run = aliased(Fetch), aliased(Run), aliased(Run)
    return (
        select(later.id)
        .join(its_run, its_run.id == later.run_id)
        .join(own_run, own_run.source_id == its_run.source_id)
        .where(
            own_run.id == Fetch.run_id,
            later.canonical_url == Fetch.canonical_url,
            later.id > Fetch.id,
        )
        .correlate(Fetch)
        .exists()
    )


def _ever_departed() -> Exists:
    """The address has once gone away, moved or been withdrawn."""
    any_row = aliased(Fetch)
    return (
        select(any_row.id)
        .where(
            any_row.canonical_url == Fetch.canonical_url,
            or_(
                any_row.status.in_(_GONE),
                any_row.reason.in_(WITHDRAWN),
                any_row.status.in_(PERMANENT) & any_row.redirected_to.is_not(None),
            ),
        )
        .correlate(Fetch)
        .exists()
    )
