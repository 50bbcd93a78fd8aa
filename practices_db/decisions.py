"""People's decisions on grouping: merge, split, apart, undo. Only added to, never changed.

A decision names documents, since groups come and go but documents stay; every grouping honours
those that stand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.errors import NotFound, PracticesError
from practices_db.models import Document, GroupingDecision, Practice, PracticeDocument
from practices_db.practices import find_practice

MACHINE_CODER = "machine"
"""The name under which the machine is compared with people; nobody else's."""


@dataclass(frozen=True, slots=True)
class Coder:
    """Who decides, why, and when. Initials will do: the log is part of the catalogue."""

    name: str
    note: str
    at: datetime

    def __post_init__(self) -> None:
        """A decision of nobody can be asked of nobody."""
        if not self.name.strip():
            raise PracticesError("Nobody decided this.", advice="Give --coder, such as --coder ab.")
        if self.name.strip().lower() == MACHINE_CODER:
            raise PracticesError(
                f"{MACHINE_CODER!r} is the machine's own name.",
                advice="Give --coder, such as --coder ab.",
            )


def merge(session: Session, slug: str, other: str, by: Coder) -> GroupingDecision:
    """`other` is the same programme as `slug`, which stays; the old slug will lead to it."""
    kept, gone = _two(session, slug, other)
    pair = _documents(session, kept), _documents(session, gone)
    return _add(session, "merge", (kept.slug, gone.slug), pair, by)


def tell_apart(session: Session, slug: str, other: str, by: Coder) -> GroupingDecision:
    """The two are different programmes, whatever their names say: no run joins them."""
    one, two = _two(session, slug, other)
    pair = _documents(session, one), _documents(session, two)
    return _add(session, "apart", (one.slug, two.slug), pair, by)


def split(session: Session, slug: str, url: str, by: Coder) -> GroupingDecision:
    """The document at `url` does not belong to `slug`; the practice stays with the others."""
    practice = find_practice(session, slug)
    document = document_at(session, practice, url)
    rest = sorted(set(_documents(session, practice)) - {document.id})
    if not rest:
        raise PracticesError(
            f"{url} is the only document of {practice.slug}.",
            advice="There is nothing to split it from.",
        )
    return _add(session, "split", (practice.slug, ""), (rest, [document.id]), by)


def undo(session: Session, number: int, by: Coder) -> GroupingDecision:
    """Decision `number` no longer holds. Raises where a later one was built on it."""
    standing = {decision.id: decision for decision in standing_decisions(session)}
    chosen = standing.get(number)
    if chosen is None:
        raise NotFound(
            f"There is no decision {number} that stands.",
            advice="`practices group log` lists all decisions and which of them stand.",
        )
    later = [d.id for d in standing.values() if d.id > number and _builds_on(d, chosen)]
    if later:
        raise PracticesError(
            f"Decision {later[-1]} was built on {number}.",
            advice=f"Undo {later[-1]} first: practices group undo {later[-1]}",
        )
    undone = _add(session, "undo", (chosen.slug, chosen.other_slug), ([], []), by)
    undone.undoes = chosen.id
    session.flush()
    return undone


def all_decisions(session: Session) -> Sequence[GroupingDecision]:
    """Every decision ever made, the oldest first."""
    return session.scalars(select(GroupingDecision).order_by(GroupingDecision.id)).all()


def standing_decisions(session: Session) -> list[GroupingDecision]:
    """The decisions that were not undone, the oldest first."""
    decisions = all_decisions(session)
    undone = {decision.undoes for decision in decisions}
    return [d for d in decisions if d.verdict != "undo" and d.id not in undone]


def document_at(session: Session, practice: Practice, url: str) -> Document:
    """The document of a practice at this address, or at the one that ends so."""
    rows = session.scalars(
        select(Document)
        .join(PracticeDocument, PracticeDocument.document_id == Document.id)
        .where(PracticeDocument.practice_id == practice.id)
        .order_by(Document.id)
    ).all()
    exact = [row for row in rows if row.canonical_url == url]
    ending = [row for row in rows if row.canonical_url.endswith(url)] if url else []
    found = exact or ending
    if len(found) == 1:
        return found[0]
    known = ", ".join(row.canonical_url for row in rows)
    what = "several documents" if found else "no document"
    raise NotFound(f"{practice.slug} has {what} at {url!r}.", advice=f"Its documents: {known}")


def _two(session: Session, slug: str, other: str) -> tuple[Practice, Practice]:
    one, two = find_practice(session, slug), find_practice(session, other)
    if one.id == two.id:
        raise PracticesError(
            f"{slug} and {other} are one practice already ({one.slug}).",
            advice="`practices group log` says since when; `practices group undo` takes it back.",
        )
    return one, two


def _documents(session: Session, practice: Practice) -> list[int]:
    query = select(PracticeDocument.document_id).where(PracticeDocument.practice_id == practice.id)
    return sorted(session.scalars(query))


def _add(
    session: Session,
    verdict: str,
    slugs: tuple[str, str],
    documents: tuple[Collection[int], Collection[int]],
    by: Coder,
) -> GroupingDecision:
    decision = GroupingDecision(
        verdict=verdict,
        slug=slugs[0],
        other_slug=slugs[1],
        documents=list(documents[0]),
        others=list(documents[1]),
        coder=by.name.strip(),
        note=by.note.strip(),
        made_at=by.at,
    )
    session.add(decision)
    session.flush()
    return decision


def _builds_on(later: GroupingDecision, earlier: GroupingDecision) -> bool:
    """Whether the later one joined a practice that was as it was because of the earlier one."""
    both = set(later.documents) | set(later.others)
    mine = bool(both & set(earlier.documents)) and bool(both & set(earlier.others))
    return later.verdict == "merge" and earlier.verdict == "merge" and mine
