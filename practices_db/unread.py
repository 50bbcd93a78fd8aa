"""Which stored answers are still to be read, and what is noted of those that were."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.fetches import DOCUMENT_PURPOSES, departed_since, last_ids
from practices_db.models import Fetch, Run

_LEFT_TO = ", left to "
_HELD = ", held back"
_ASIDE = ", made no document"


def to_describe(session: Session, source_id: int, method: str) -> Sequence[Fetch]:
    """The stored answers to read, in their order: those that were never read, and the last ones
    that this version of the reading code has not read, held back, or left to an answer that is the
    last no more or whose page went away.
    """
    query = (
        select(Fetch)
        .join(Run, Run.id == Fetch.run_id)
        .where(
            Run.source_id == source_id,
            Fetch.outcome == "stored",
            Fetch.purpose.in_(DOCUMENT_PURPOSES),
            Fetch.described_by.is_(None)
            | (
                Fetch.described_by.not_in((method, f"{method}{_ASIDE}"))
                & Fetch.id.in_(last_ids(source_id))
            ),
        )
    )
    found = session.scalars(query.order_by(Fetch.id)).all()
    left = {one.id: original for one in found if (original := _left_to(one, method))}
    standing = _standing(session, source_id, set(left.values())) if left else set()
    return [one for one in found if left.get(one.id) not in standing]


def read_as(method: str, original: int | None = None, *, aside: bool = False) -> str:
    """What a fetch is marked with that was read, or left to that other fetch that says the same.

    `aside`: it showed nothing that a document could be made of.
    """
    if original:
        return f"{method}{_LEFT_TO}{original}"
    return f"{method}{_ASIDE}" if aside else method


def hold_back(method: str) -> str:
    """What a fetch is marked with that is looked at again in the next run, while it is the last."""
    return f"{method}{_HELD}"


def is_held(fetch: Fetch) -> bool:
    return (fetch.described_by or "").endswith(_HELD)


def is_nobodys(fetch: Fetch) -> bool:
    """Whether it was read and is the text of no document."""
    return is_held(fetch) or (fetch.described_by or "").endswith(_ASIDE)


def set_aside(session: Session, source_id: int) -> set[str]:
    """Canonical addresses whose last stored answer is no document's: an unchanged one neither."""
    marked = Fetch.described_by.endswith(_HELD) | Fetch.described_by.endswith(_ASIDE)
    query = select(Fetch.canonical_url).where(Fetch.id.in_(last_ids(source_id)), marked)
    return set(session.scalars(query))


def _left_to(fetch: Fetch, method: str) -> int | None:
    mark, parted, original = (fetch.described_by or "").partition(_LEFT_TO)
    return int(original) if parted and mark == method else None


def _standing(session: Session, source_id: int, ids: set[int]) -> set[int]:
    """Those of the fetches that are the last of their pages, which are still there."""
    last = set(session.scalars(last_ids(source_id)))
    return {
        one for one in ids & last if departed_since(session, session.get_one(Fetch, one)) is None
    }
