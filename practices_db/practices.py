"""Keeping practices: which documents speak of which programme, under a slug that stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from practices_db.errors import NotFound
from practices_db.models import Document, Practice, PracticeDocument, Statement


@dataclass(frozen=True, slots=True)
class Membership:
    """That a document belongs to a practice: in which role, why, and how sure (0 to 1)."""

    document_id: int
    role: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class NewPractice:
    """A practice as grouping found it; `slug` is used only when none of its documents has one."""

    slug: str
    name: str
    organisation: str
    url: str
    country: str
    city: str
    status: str
    summary: str
    members: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """What `store_practices` did, in numbers of practices."""

    new: int
    kept: int
    gone: int


def store_practices(session: Session, practices: Sequence[NewPractice], at: datetime) -> Stored:
    """Bring the practices in line with `practices`; those without documents are marked gone."""
    linked = _linked(session)
    _unlink(session, {member.document_id for found in practices for member in found.members})
    used: set[int] = set()
    new = 0
    for found in practices:
        practice = _known(session, found, linked, used)
        if practice is None:
            practice = _make(session, found, at)
            new += 1
        used.add(practice.id)
        _update(session, practice, found, at)
    gone = _retire(session, used, at)
    _hand_over_statements(session)
    return Stored(new, len(practices) - new, gone)


def find_practice(session: Session, slug: str) -> Practice:
    """The practice of that slug, followed through merges. Raises NotFound with near slugs."""
    practice = session.scalar(select(Practice).where(Practice.slug == slug))
    if practice is None:
        near = session.scalars(
            select(Practice.slug).where(Practice.slug.contains(slug.lower(), autoescape=True))
        )
        names = ", ".join(sorted(near)[:5])
        raise NotFound(
            f"There is no practice {slug!r}.",
            advice=f"Did you mean {names}?" if names else "`practices search` finds slugs.",
        )
    return find_practice(session, practice.merged_into) if practice.merged_into else practice


def _linked(session: Session) -> dict[int, int]:
    rows = session.execute(select(PracticeDocument.document_id, PracticeDocument.practice_id))
    return {row.document_id: row.practice_id for row in rows}


def _unlink(session: Session, documents: Collection[int]) -> None:
    """Take back the links of documents that are linked anew; a practice that went keeps its own."""
    session.execute(delete(PracticeDocument).where(PracticeDocument.document_id.in_(documents)))


def _known(
    session: Session, found: NewPractice, linked: dict[int, int], used: set[int]
) -> Practice | None:
    """The oldest practice that one of the documents belonged to, so that addresses stay."""
    before = {
        linked[member.document_id] for member in found.members if member.document_id in linked
    }
    free = sorted(before - used)
    if free:
        return session.get_one(Practice, free[0])
    same = session.scalar(select(Practice).where(Practice.slug == found.slug))
    return same if same is not None and same.gone_on is not None else None


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
    for name in ("name", "organisation", "url", "country", "city", "status", "summary"):
        setattr(practice, name, getattr(found, name))
    practice.last_seen, practice.gone_on = at, None
    session.add_all(_link(practice.id, member) for member in found.members)
    session.flush()


def _link(practice_id: int, member: Membership) -> PracticeDocument:
    return PracticeDocument(
        practice_id=practice_id,
        document_id=member.document_id,
        role=member.role,
        reason=member.reason,
        score=member.score,
    )


def _retire(session: Session, used: Iterable[int], at: datetime) -> int:
    """Practices that no present document speaks of; they keep their last documents and texts."""
    lost = session.scalars(
        select(Practice).where(Practice.gone_on.is_(None), Practice.id.not_in(list(used)))
    ).all()
    for practice in lost:
        practice.gone_on = at
    return len(lost)


def _hand_over_statements(session: Session) -> None:
    """Statements follow their document to its practice; of one that several share, to none."""
    owner = (
        select(func.min(PracticeDocument.practice_id))
        .where(PracticeDocument.document_id == Statement.document_id)
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
