"""Keeping practices: which documents speak of which programme, under a slug that stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, inspect, select, update
from sqlalchemy.orm import Session

from practices_db.engine import lock_writing
from practices_db.errors import EmptyCatalogue, NotFound
from practices_db.homes import Homes, Membership, NewPractice, assign, read_homes
from practices_db.models import Document, Practice, PracticeDocument, Statement
from practices_db.near import near_slugs

_AT_ONCE = 10_000  # databases bind a limited number of values
__all__ = [
    "Membership",
    "NewPractice",
    "Stored",
    "confirm_practices",
    "documents_of",
    "find_practice",
    "has_practices",
    "require_practices",
    "store_practices",
]


@dataclass(frozen=True, slots=True)
class Stored:
    """What `store_practices` did, in numbers of practices."""

    new: int
    kept: int
    gone: int
    merged: int = 0


def store_practices(session: Session, practices: Sequence[NewPractice], at: datetime) -> Stored:
    """Bring the practices in line with `practices`.

    One whose documents all went to another is merged into it; one without documents is gone.
    Both keep their rows, so that their slugs answer and they can come back.
    """
    lock_writing(session)
    homes = read_homes(session)
    known = assign(session, practices, homes)
    _unlink(session, {member.document_id for found in practices for member in found.members})
    held = _read(session, known.values())
    taken: dict[int, NewPractice] = {}
    for number, found in enumerate(practices):
        practice = held[known[number]] if number in known else _make(session, found, at)
        taken[practice.id] = found
        _update(session, practice, found, at)
    session.flush()
    merged = _merge(session, homes, taken)
    gone = _retire(session, {*taken, *merged}, at)
    _hand_over_statements(session)
    return Stored(len(practices) - len(known), len(known), gone, len(merged))


def confirm_practices(session: Session, at: datetime) -> Stored:
    """Note that the practices that were there still are, without looking at their documents."""
    found = session.execute(
        update(Practice)
        .where(Practice.gone_on.is_(None), Practice.merged_into.is_(None))
        .values(last_seen=at)
        .execution_options(synchronize_session=False)
    )
    return Stored(0, found.rowcount, 0)  # type: ignore[attr-defined]  # an UPDATE's CursorResult


def present_practices(session: Session) -> Sequence[Practice]:
    """The practices that are there, neither gone nor merged into another, in order of slug."""
    query = select(Practice).where(Practice.gone_on.is_(None), Practice.merged_into.is_(None))
    # Sorted here: databases have orders of letters of their own.
    return sorted(session.scalars(query), key=lambda practice: practice.slug)


def has_practices(session: Session) -> bool:
    """Whether there is any practice, be it one that is gone; none where the tables are not made."""
    made = inspect(session.connection()).has_table(Practice.__tablename__)
    return made and session.scalar(select(Practice.id).limit(1)) is not None


def require_practices(session: Session) -> None:
    """Raises EmptyCatalogue where there is no practice."""
    if not has_practices(session):
        raise EmptyCatalogue


def find_practice(session: Session, slug: str) -> Practice:
    """The practice of that slug, followed through merges. Raises NotFound with near slugs, or
    EmptyCatalogue.
    """
    practice = session.scalar(select(Practice).where(Practice.slug == slug))
    if practice is None:
        require_practices(session)
        names = ", ".join(near_slugs(slug, session.scalars(select(Practice.slug))))
        raise NotFound(
            f"There is no practice {slug!r}.",
            advice=f"Did you mean {names}?" if names else "`practices search` finds slugs.",
        )
    return find_practice(session, practice.merged_into) if practice.merged_into else practice


def _unlink(session: Session, documents: Collection[int]) -> None:
    """Take back the links of documents that are linked anew.

    A practice that went keeps its own, and one that was merged away those that it had.
    """
    present = select(Practice.id).where(Practice.merged_into.is_(None))
    ordered = sorted(documents)
    for start in range(0, len(ordered), _AT_ONCE):
        session.execute(
            delete(PracticeDocument)
            .where(PracticeDocument.document_id.in_(ordered[start : start + _AT_ONCE]))
            .where(PracticeDocument.practice_id.in_(present))
            .execution_options(synchronize_session=False)
        )


def _read(session: Session, numbers: Collection[int]) -> dict[int, Practice]:
    """The practices of these numbers: asked for one by one they take longer than all the rest."""
    ordered, found = sorted(numbers), dict[int, Practice]()
    for start in range(0, len(ordered), _AT_ONCE):
        chosen = Practice.id.in_(ordered[start : start + _AT_ONCE])
        found |= {one.id: one for one in session.scalars(select(Practice).where(chosen))}
    return found


def _make(session: Session, found: NewPractice, at: datetime) -> Practice:
    practice = Practice(
        slug=_free_slug(session, found.slug),
        region="",
        seat_country="",
        seat_city="",
        first_seen=at,
        name=found.name,
        organisation=found.organisation,
        url=found.url,
        country=found.country,
        city=found.city,
        status=found.status,
        summary=found.summary,
        last_seen=at,
    )
    session.add(practice)
    session.flush()
    return practice


def _free_slug(session: Session, wanted: str) -> str:
    taken = set(session.scalars(select(Practice.slug).where(Practice.slug.startswith(wanted))))
    number = 2
    slug = wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _update(session: Session, practice: Practice, found: NewPractice, at: datetime) -> None:
    if practice.merged_into is not None:
        practice.merged_into = None
        session.execute(delete(PracticeDocument).where(PracticeDocument.practice_id == practice.id))
    for name in ("name", "organisation", "url", "country", "city", "status", "summary"):
        setattr(practice, name, getattr(found, name))
    practice.last_seen, practice.gone_on = at, None
    session.add_all(_link(practice.id, member) for member in found.members)


def _link(practice_id: int, member: Membership) -> PracticeDocument:
    return PracticeDocument(
        practice_id=practice_id,
        document_id=member.document_id,
        role=member.role,
        reason=member.reason,
        score=member.score,
    )


def _merge(session: Session, homes: Homes, taken: Mapping[int, NewPractice]) -> set[int]:
    """Practices that no longer stand alone, each marked with the one that has its documents.

    They get back the links that they had, as a record of what they were.
    """
    holders = {member.document_id: at for at, found in taken.items() for member in found.members}
    merged = set()
    for lost, links in homes.links.items():
        if lost not in taken and (into := homes.heir(lost, holders)) is not None:
            practice = session.get_one(Practice, lost)
            practice.merged_into = session.get_one(Practice, into).slug
            session.add_all(_link(lost, link) for link in links if link.document_id in holders)
            merged.add(lost)
    session.flush()
    return merged


def _retire(session: Session, used: Collection[int], at: datetime) -> int:
    """Practices that no present document speaks of; they keep their last documents and texts."""
    lost = [practice for practice in present_practices(session) if practice.id not in used]
    for practice in lost:
        practice.gone_on = at
    return len(lost)


def _hand_over_statements(session: Session) -> None:
    """Statements follow their document to its practice; of one that several share, to none."""
    owner = (
        select(func.min(PracticeDocument.practice_id))
        .join(Practice, Practice.id == PracticeDocument.practice_id)
        .where(PracticeDocument.document_id == Statement.document_id)
        .where(Practice.merged_into.is_(None))
        .having(func.count() == 1)
        .scalar_subquery()
    )
    session.execute(
        update(Statement)
        .where(Statement.practice_id.is_distinct_from(owner))
        .values(practice_id=owner)
        .execution_options(synchronize_session=False)
    )


def documents_of(session: Session, practice_id: int) -> Sequence[tuple[Document, str, str]]:
    """The documents of a practice with their role and the reason for the join, own page first."""
    rows = session.execute(
        select(Document, PracticeDocument.role, PracticeDocument.reason)
        .join(PracticeDocument, PracticeDocument.document_id == Document.id)
        .where(PracticeDocument.practice_id == practice_id)
        .order_by(PracticeDocument.role, Document.id)
    )
    return [(document, role, reason) for document, role, reason in rows]
