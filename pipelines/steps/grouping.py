"""From documents to practices: what grouping is told, and what is kept of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.group import Candidate, Group, group
from practices_db.models import Document, DocumentText
from practices_db.practices import Membership, NewPractice, store_practices

GROUPED = ("programme", "report", "news")
"""Verdicts of documents that may belong to a practice; lists and others never do."""

SURE = 1.0


def group_documents(session: Session, at: datetime) -> dict[str, int]:
    """Group all present documents anew; slugs and history of known practices stay."""
    rows = session.execute(
        select(Document, DocumentText.content)
        .join(DocumentText, DocumentText.hash == Document.text_hash)
        .where(Document.verdict.in_(GROUPED), Document.gone_on.is_(None))
        .order_by(Document.id)
    ).all()
    documents = {document.canonical_url: document for document, _ in rows}
    groups = group([_candidate(document, content) for document, content in rows])
    stored = store_practices(session, [_practice(found, documents) for found in groups], at)
    return {
        "practices_new": stored.new,
        "practices_kept": stored.kept,
        "practices_gone": stored.gone,
    }


def _candidate(document: Document, content: str) -> Candidate:
    about = document.about
    return Candidate(
        document_url=document.canonical_url,
        title=document.title,
        name=str(about.get("name") or ""),
        organisation=str(about.get("organisation") or ""),
        place=_place(about),
        language=document.language,
        text=content,
        record_id=str(about.get("id") or "") if document.kind == "record" else "",
        known_addresses=_addresses(document),
        alternates=about.get("alternates") or {},
        kind=document.kind,
        verdict=document.verdict,
    )


def _addresses(document: Document) -> tuple[str, ...]:
    """The pages that a record lists, or the one that an entry's or a page's own title leads to."""
    about = document.about
    if document.kind != "record" and about.get("url"):
        return (str(about["url"]),)
    return tuple(about.get("addresses") or ())


def _place(about: Mapping[str, Any]) -> str:
    return ", ".join(str(about[key]) for key in ("city", "country") if about.get(key))


def _practice(found: Group, documents: Mapping[str, Document]) -> NewPractice:
    lead = documents[found.members[0].document_url]
    about = lead.about
    members = tuple(
        Membership(documents[member.document_url].id, member.role, member.reason, SURE)
        for member in found.members
    )
    return NewPractice(
        slug=found.slug,
        name=found.name,
        organisation=found.organisation,
        url=str(about.get("url") or lead.canonical_url),
        country=str(about.get("country") or ""),
        city=str(about.get("city") or ""),
        status=str(about.get("status") or "unknown"),
        summary=str(about.get("summary") or ""),
        members=members,
    )
