"""Which pages of a source are one page in several languages; kept in `about` under "versions"."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.screen.versions import Page, find_versions
from practices_db.models import Document, DocumentText

_KEY = "versions"


def mark_versions(session: Session, source_id: int) -> int:
    """Note for each present page its versions by language; how many pages have any.

    Run it after every reading: it also takes back what holds no longer.
    """
    rows = session.execute(
        select(Document, DocumentText)
        .join(DocumentText, DocumentText.hash == Document.text_hash)
        .where(Document.source_id == source_id, Document.gone_on.is_(None))
        .where(Document.kind.in_(("html", "pdf", "docx")))
    ).all()
    versions = find_versions(
        {document.canonical_url: _page(document, text) for document, text in rows}
    )
    for document, _ in rows:
        found = versions.get(document.canonical_url)
        if found != document.about.get(_KEY):
            about = {key: value for key, value in document.about.items() if key != _KEY}
            document.about = {**about, _KEY: found} if found else about
    return len(versions)


def _page(document: Document, text: DocumentText) -> Page:
    levels = tuple(section["level"] for section in text.sections)
    return Page(document.language, text.content, document.verdict, levels)
