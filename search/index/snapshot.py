"""What the catalogue holds now, as the index needs it: passages by practice, and a cheap state.

Reads only; cutting and storing passages is in `store.py`, packing in `refresh.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from practices_db.models import (
    Document,
    DocumentText,
    Passage,
    Practice,
    PracticeDocument,
    Reading,
    Review,
    Statement,
)

TEXTS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage of a present document of a practice; `practice` is the catalogue's id."""

    id: int
    practice: int
    document: int
    hash: str
    language: str


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """A practice that can be found; `dated` is the newest date that its pages state."""

    id: int
    name: str
    organisation: str
    country: str
    status: str
    cities: tuple[str, ...]
    dated: date | None


def read_practices(session: Session) -> list[PracticeRow]:
    """Practices that are present and not merged into another, in order of id."""
    newest = func.max(func.coalesce(Document.modified_on, Document.published_on))
    columns = (
        *(Practice.id, Practice.name, Practice.organisation, Practice.country, Practice.status),
        *(Practice.city, Practice.seat_city),
    )
    rows = session.execute(
        select(*columns, newest)
        .outerjoin(PracticeDocument, PracticeDocument.practice_id == Practice.id)
        .outerjoin(Document, Document.id == PracticeDocument.document_id)
        .where(Practice.gone_on.is_(None), Practice.merged_into.is_(None))
        .group_by(*columns)
        .order_by(Practice.id)
    )
    return [PracticeRow(*row[:5], tuple(filter(None, row[5:7])), row[7]) for row in rows]


def read_passages(session: Session) -> list[PassageRow]:
    """Passages of the current texts of present documents, in order of practice and document."""
    rows = session.execute(
        _present(
            select(
                Passage.id,
                PracticeDocument.practice_id,
                Document.id,
                Passage.hash,
                DocumentText.language,
            )
        )
        .join(Passage, Passage.text_hash == Document.text_hash)
        .join(DocumentText, DocumentText.hash == Document.text_hash)
        .order_by(PracticeDocument.practice_id, Document.id, Passage.position)
    )
    return [PassageRow(*row) for row in rows]


def present_texts() -> Select[str]:
    """The hashes of the texts that are to be searched."""
    return _present(select(Document.text_hash)).distinct()


def read_passage_texts(session: Session, rows: Sequence[PassageRow]) -> Iterator[str]:
    """What is indexed of each passage, in order of `rows`; texts are read some at a time."""
    for start in range(0, len(rows), TEXTS_AT_ONCE):
        part = rows[start : start + TEXTS_AT_ONCE]
        found = session.execute(
            select(
                Passage.id,
                Passage.heading,
                func.substr(DocumentText.content, Passage.start + 1, Passage.end - Passage.start),
            )
            .join(DocumentText, DocumentText.hash == Passage.text_hash)
            .where(Passage.id.in_([row.id for row in part]))
        )
        texts = {identifier: indexed_text(heading, text) for identifier, heading, text in found}
        yield from (texts[row.id] for row in part)


def indexed_text(heading: str, text: str) -> str:
    """A passage under its heading, unless it begins with it."""
    return text if not heading or text.startswith(heading) else f"{heading}\n{text}"


def read_state(session: Session) -> str:
    """A hash that changes when anything is added to, changed in or gone from the catalogue.

    Counts and latest keys only, so that every search can ask: some milliseconds.
    """
    facts: list[object] = []
    for query in (
        select(func.count(), func.count(Document.gone_on), func.max(Document.id)),
        select(func.count(), func.max(Passage.id)),
        select(func.count(), func.count(Practice.gone_on), func.count(Practice.merged_into)),
        select(func.count(PracticeDocument.document_id), func.sum(PracticeDocument.practice_id)),
        select(func.count(), func.count(Statement.retracted_on), func.max(Statement.first_seen)),
        select(func.count(Reading.document_id)),
        select(func.max(Review.id)),
    ):
        facts.extend(session.execute(query).one())
    # What records say may change without a word of any text.
    recorded = select(Practice.country, Practice.status, func.count())
    facts.extend(session.execute(recorded.group_by(Practice.country, Practice.status)))
    return hashlib.sha256(repr([str(fact) for fact in facts]).encode()).hexdigest()[:16]


def _present(query: Select) -> Select:  # type: ignore[type-arg]  # of any columns
    return (
        query.select_from(Document)
        .join(PracticeDocument, PracticeDocument.document_id == Document.id)
        .join(Practice, Practice.id == PracticeDocument.practice_id)
        .where(
            Document.gone_on.is_(None), Practice.gone_on.is_(None), Practice.merged_into.is_(None)
        )
    )
