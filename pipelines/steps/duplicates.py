"""Copies within a source: kept as documents, but not read as programmes of their own.

What the page was judged to be before stands in `about` under "screened", so that a copy whose
original changes or goes away gets its own verdict back.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.documents import SAME_TEXT, present_addresses
from practices_db.models import Document, DocumentText

_KEY = "screened"


def mark_duplicates(session: Session, source_id: int) -> int:
    """Give the source's copies the verdict "other", `same text as <address>`; how many there are.

    Run it after every reading: it also takes back what holds no longer.
    """
    from pipelines.screen.duplicates import find_duplicates  # a run that reads nothing needs none

    rows = session.execute(
        select(Document, DocumentText.content)
        .join(DocumentText, DocumentText.hash == Document.text_hash)
        .where(Document.source_id == source_id, Document.gone_on.is_(None))
    ).all()
    documents = {document.canonical_url: document for document, _ in rows}
    copies = find_duplicates({document.canonical_url: text for document, text in rows})
    for url, document in documents.items():
        _restore(document)
        if url in copies:
            _set_aside(document, copies[url])
    return len(copies)


def has_orphans(session: Session, source_id: int) -> bool:
    """Whether the original of some copy is no longer there, so that the copy must speak for it."""
    present = present_addresses(session, source_id)
    reasons = session.scalars(
        select(Document.verdict_reason).where(
            Document.source_id == source_id,
            Document.gone_on.is_(None),
            Document.verdict_reason.startswith(SAME_TEXT),
        )
    )
    return any(reason.removeprefix(SAME_TEXT) not in present for reason in reasons)


def _set_aside(document: Document, original: str) -> None:
    kept = [document.verdict, document.verdict_reason]
    document.about = {**document.about, _KEY: kept}
    document.verdict = "other"
    document.verdict_reason = f"{SAME_TEXT}{original}"


def _restore(document: Document) -> None:
    if _KEY in document.about:
        about = dict(document.about)
        document.verdict, document.verdict_reason = about.pop(_KEY)
        document.about = about
