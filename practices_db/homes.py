"""Which practice a group of documents is, when groups change: so that slugs stay and can return.

A document's home is the practice that it belonged to before any merge, as long as that practice's
row says so; a group takes a practice that is home to its documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.documents import SAME_TEXT, find_document
from practices_db.models import Document, Practice, PracticeDocument


@dataclass(frozen=True, slots=True)
class Membership:
    """That a document belongs to a practice: in which role, why, and how sure (0 to 1)."""

    document_id: int
    role: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class NewPractice:
    """A practice as grouping found it; `slug` is used only when none of its documents has one.

    `keeps` is the slug that people's decisions give to these documents, where there are any.
    """

    slug: str
    name: str
    organisation: str
    url: str
    country: str
    city: str
    status: str
    summary: str
    members: tuple[Membership, ...]
    keeps: str = ""


@dataclass(frozen=True, slots=True)
class Homes:
    """Who belonged where before this grouping.

    `of`: the home of each document, `now`: its practice today; documents of several practices
    have neither. `links`: the links of each practice that was not merged away.
    """

    of: Mapping[int, int]
    now: Mapping[int, int]
    links: Mapping[int, Sequence[Membership]]

    def heir(self, lost: int, holders: Mapping[int, int]) -> int | None:
        """Who has most of the documents of a lost practice, if anyone has one of its own."""
        counts = Counter(
            holders[link.document_id]
            for link in self.links[lost]
            if link.document_id in self.now and link.document_id in holders
        )
        return min(counts, key=lambda identifier: (-counts[identifier], identifier), default=None)


def read_homes(session: Session) -> Homes:
    """The present links, and those of practices that were merged away, the first merged first."""
    rows = session.execute(
        select(PracticeDocument, Practice.merged_into)
        .join(Practice, Practice.id == PracticeDocument.practice_id)
        .order_by(Practice.last_seen, Practice.id)
    ).all()
    now: dict[int, set[int]] = defaultdict(set)
    before: dict[int, int] = {}
    links: dict[int, list[Membership]] = defaultdict(list)
    for link, merged_into in rows:
        if merged_into is not None:
            before.setdefault(link.document_id, link.practice_id)
            continue
        now[link.document_id].add(link.practice_id)
        links[link.practice_id].append(
            Membership(link.document_id, link.role, link.reason, link.score)
        )
    single = {document: min(found) for document, found in now.items() if len(found) == 1}
    return Homes({**_inherited(session, single), **single, **before}, single, links)


def _inherited(session: Session, homes: Mapping[int, int]) -> dict[int, int]:
    """The homes of copies, for their originals: which of two is the copy may be judged anew."""
    copies = session.scalars(
        select(Document).where(Document.verdict_reason.startswith(SAME_TEXT)).order_by(Document.id)
    )
    found = {}
    for copy in (one for one in copies.all() if one.id in homes):
        original = copy.verdict_reason.removeprefix(SAME_TEXT)
        if (heir := find_document(session, copy.source_id, original)) is not None:
            found[heir.id] = homes[copy.id]
    return found


def assign(session: Session, practices: Sequence[NewPractice], homes: Homes) -> dict[int, int]:
    """The known practice that each group is, by the group's number; new ones are left out.

    First those that people named, then by how many of a practice's documents a group has; last
    those whose documents all went take the group that bears their slug.
    """
    rows = session.execute(select(Practice.slug, Practice.id, Practice.merged_into)).all()
    slugs = {row.slug: row.id for row in rows}
    here = {member.document_id for practice in practices for member in practice.members}
    held = {homes.of[document] for document in here & homes.of.keys()}
    gone = {r.slug: r.id for r in rows if r.merged_into is None and r.id not in held}
    found: dict[int, int] = {}
    used: set[int] = set()
    kept = [
        (number, slugs[practice.keeps])
        for number, practice in enumerate(practices)
        if practice.keeps in slugs
    ]
    at_home = _claims(practices, homes.of, slugs)
    today = _claims(practices, homes.now, slugs)
    back = [
        (number, gone[practice.slug])
        for number, practice in enumerate(practices)
        if practice.slug in gone
    ]
    for number, identifier in (*kept, *at_home, *today, *back):
        _take(found, used, number, identifier)
    return found


def _take(found: dict[int, int], used: set[int], number: int, identifier: int) -> None:
    if number not in found and identifier not in used:
        found[number] = identifier
        used.add(identifier)


def _claims(
    practices: Sequence[NewPractice], homes: Mapping[int, int], slugs: Mapping[str, int]
) -> Iterable[tuple[int, int]]:
    """Groups with the practices that are home to their documents, the surest first.

    A practice goes to the group that bears its slug, else to the one with most of its documents;
    a group to the oldest of several practices.
    """
    claims = [
        (slugs.get(practice.slug) != identifier, -count, identifier, number)
        for number, practice in enumerate(practices)
        for identifier, count in _counts(practice, homes).items()
    ]
    return [(number, identifier) for *_, identifier, number in sorted(claims)]


def _counts(practice: NewPractice, homes: Mapping[int, int]) -> Counter[int]:
    documents: Collection[int] = [member.document_id for member in practice.members]
    return Counter(homes[document] for document in documents if document in homes)
