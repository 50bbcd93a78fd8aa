"""Where a statement comes from: the answer that was archived, the text that was made of it.

From the page that shows a value to the byte in the archive, so that anybody who holds the archive
can look it up, and anybody else can tell by the sums whether it is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.models import Document, Fetch, Revision, Run, Statement
from practices_db.moves import former_addresses

STORED = "stored"
"""The outcome of a request whose body was archived."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Of one statement: how it was read, in which text, and of which archived answer.

    `start` and `end` count letters of the text whose SHA-256 is `text_hash`. `archive_offset` is
    the byte at which the record begins in the WARC file. What is not known is None.
    """

    statement: str
    method: str
    start: int
    end: int
    text_hash: str
    page: str
    fetched_at: datetime | None = None
    status: int | None = None
    content_type: str | None = None
    size: int | None = None
    sha256: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None


def read_provenance(session: Session, identifier: str) -> Provenance | None:
    """The provenance of a statement; None where there is none of that id."""
    statement = session.get(Statement, identifier)
    if statement is None:
        return None
    document = session.get_one(Document, statement.document_id)
    page = _page_of(document.canonical_url)
    answer = _answer(session, document, statement.text_hash)
    told = (statement.id, statement.method, statement.start, statement.end, statement.text_hash)
    if answer is None:
        return Provenance(*told, page)
    return Provenance(
        *told,
        page,
        answer.requested_at,
        answer.status,
        answer.content_type,
        answer.size,
        answer.sha256,
        answer.archive_file,
        answer.archive_offset,
    )


def _answer(session: Session, document: Document, text_hash: str) -> Fetch | None:
    """The answer by which the document got that text: the last with a body before it had it."""
    got = session.get(Revision, (document.id, text_hash))
    if got is None:
        return None
    stood = [document.canonical_url, *(url for url, _ in former_addresses(document))]
    addresses = {*stood, *map(_page_of, stood)}
    return session.scalar(
        select(Fetch)
        .join(Run, Run.id == Fetch.run_id)
        .where(Run.source_id == document.source_id)
        .where(Fetch.canonical_url.in_(addresses), Fetch.outcome == STORED)
        .where(Fetch.requested_at <= got.first_seen)
        .order_by(Fetch.requested_at.desc(), Fetch.id.desc())
        .limit(1)
    )


def _page_of(address: str) -> str:
    """A list page is one answer and many documents, each with its name behind the address."""
    return address.partition("#")[0]
