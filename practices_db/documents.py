"""Keeping what was read: every text that a document ever had, and the day it went away."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from practices_db.engine import insert_or_ignore
from practices_db.models import Document, DocumentText, Revision
from practices_db.moves import MOVED_FROM, Arrival, find_moved, move

SAME_TEXT = "same text as "
"""How the reason of a copy's verdict begins; the address of its original follows."""

OUTSIDE = "out_of_scope"
"""Key in `about`: the day from which on the document lies outside what its source declares."""


class Change(StrEnum):
    """What a new reading of a document brought."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document as it was read: offsets in `sections` count characters of `text`."""

    canonical_url: str
    kind: str
    title: str
    language: str
    text: str
    sections: list[dict[str, Any]]
    verdict: str
    verdict_score: float
    verdict_reason: str
    published_on: date | None = None
    modified_on: date | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


def hash_text(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def store_document(
    session: Session,
    source_id: int,
    new: NewDocument,
    at: datetime,
    former: Collection[str] = (),
) -> tuple[Document, Change]:
    """Keep `new` and say what changed. The hash is of the main text: a new menu is no change.

    `former` are addresses that lead to that of `new` for good: a document that stood there moved.
    """
    digest = _store_text(session, new)
    document = find_document(session, source_id, new.canonical_url)
    change = _classify(document, digest)
    if document is None:
        arrival = Arrival(new.canonical_url, new.title, digest, new.verdict)
        document = find_moved(session, source_id, arrival, former)
    if document is not None and document.canonical_url != new.canonical_url:
        move(document, new.canonical_url, at)
        change = Change.MOVED
    if document is None:
        document = Document(
            source_id=source_id, canonical_url=new.canonical_url, first_seen=at, last_seen=at
        )
        session.add(document)
    _describe(document, new, digest)
    document.last_seen, document.gone_on = at, None
    session.flush()
    _extend_revision(session, document.id, digest, at)
    return document, change


def find_document(session: Session, source_id: int, url: str) -> Document | None:
    """The document of this source at this canonical address."""
    return session.scalar(
        select(Document).where(Document.source_id == source_id, Document.canonical_url == url)
    )


def present_addresses(session: Session, source_id: int) -> set[str]:
    """Canonical addresses of the source's documents that did not go away."""
    query = select(Document.canonical_url).where(
        Document.source_id == source_id, Document.gone_on.is_(None)
    )
    return set(session.scalars(query))


def standing_since(session: Session, source_id: int) -> dict[str, tuple[datetime, datetime]]:
    """By canonical address, of present documents: since when the text stands, when last seen.

    Lists are left out: what they lead to matters more than that they stay the same.
    """
    query = (
        select(Document.canonical_url, Revision.first_seen, Document.last_seen)
        .join(
            Revision,
            (Revision.document_id == Document.id) & (Revision.text_hash == Document.text_hash),
        )
        .where(
            Document.source_id == source_id,
            Document.gone_on.is_(None),
            Document.verdict != "list",
        )
    )
    return {url: (since, seen) for url, since, seen in session.execute(query)}


def mark_gone(session: Session, source_id: int, urls: Iterable[str], at: datetime) -> int:
    """Documents that are no longer published, with the entries of a page that went; how many pages.

    Their texts and statements stay.
    """
    gone = 0
    for url in urls:
        document = find_document(session, source_id, url)
        if document is not None and document.gone_on is None:
            for one in [document, *parts_of(session, source_id, url)]:
                one.gone_on = at
            gone += 1
    return gone


def parts_of(session: Session, source_id: int, url: str) -> Sequence[Document]:
    """The documents that stand in the page at `url` and did not go away: the entries of a list."""
    query = select(Document).where(
        Document.source_id == source_id, _within(url), Document.gone_on.is_(None)
    )
    return session.scalars(query.order_by(Document.id)).all()


def _within(url: str) -> ColumnElement[bool]:
    return Document.canonical_url.startswith(f"{url}#", autoescape=True)


def read_text(session: Session, text_hash: str) -> DocumentText:
    """The stored text of that hash."""
    return session.get_one(DocumentText, text_hash)


def _classify(document: Document | None, digest: str) -> Change:
    if document is None:
        return Change.NEW
    if document.gone_on is not None:
        return Change.BACK
    return Change.UNCHANGED if document.text_hash == digest else Change.CHANGED


def _store_text(session: Session, new: NewDocument) -> str:
    digest = hash_text(new.text)
    # Two runs may meet the same text at the same moment.
    insert = insert_or_ignore(DocumentText.metadata.tables["document_text"], _dialect(session))
    session.execute(
        insert.values(hash=digest, content=new.text, language=new.language, sections=new.sections)
    )
    return digest


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _describe(document: Document, new: NewDocument, digest: str) -> None:
    document.kind, document.title, document.language = new.kind, new.title, new.language
    document.published_on, document.modified_on = new.published_on, new.modified_on
    before = document.about or {}
    stood = {key: before[key] for key in (MOVED_FROM, OUTSIDE) if key in before}
    document.text_hash, document.about = digest, {**new.about, **stood}
    document.verdict, document.verdict_score = new.verdict, new.verdict_score
    document.verdict_reason = new.verdict_reason


def _extend_revision(session: Session, document_id: int, digest: str, at: datetime) -> None:
    found = session.execute(
        update(Revision)
        .where(Revision.document_id == document_id, Revision.text_hash == digest)
        .values(last_seen=at)
    )
    if not found.rowcount:  # type: ignore[attr-defined]  # Result of an UPDATE is a CursorResult
        session.add(
            Revision(document_id=document_id, text_hash=digest, first_seen=at, last_seen=at)
        )
        session.flush()
