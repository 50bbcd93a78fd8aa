"""Why documents are one practice, and which practices may be one. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.group import NAMES
from pipelines.group.evidence import Evidence, weigh
from pipelines.group.likely import Lead, Likely, likely_pairs
from pipelines.installation import Installation
from pipelines.steps.grouping import as_candidate
from practices_db.decisions import all_decisions, standing_decisions
from practices_db.documents import read_text
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, GroupingDecision, Practice, PracticeDocument
from practices_db.practices import documents_of, find_practice
from search.compare.likeness import document_vectors


@dataclass(frozen=True, slots=True)
class Explained:
    """One document of a practice: its role, the reason kept, the evidence beside the lead."""

    url: str
    title: str
    role: str
    reason: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a practice is made of these documents; its former slugs; the decisions that shaped it."""

    slug: str
    name: str
    former_slugs: tuple[str, ...]
    documents: tuple[Explained, ...]
    decisions: tuple[GroupingDecision, ...]


def explain(installation: Installation, slug: str) -> Explanation:
    """Each document beside the one that names the practice."""
    with catalogue_session(installation.engine) as session:
        practice = find_practice(session, slug)
        rows = documents_of(session, practice.id)
        candidates = {
            document.id: as_candidate(document, read_text(session, document.text_hash).content)
            for document, _, _ in rows
        }
        former = _former(session, practice.slug)
        slugs = {practice.slug, *former}
        decisions = tuple(
            decision
            for decision in all_decisions(session)
            if slugs & {decision.slug, decision.other_slug}
        )
    lead = _lead(rows)
    vectors = document_vectors(installation.engine, installation.settings, candidates)

    def evidence(document: int) -> tuple[Evidence, ...]:
        if document == lead:
            return ()
        both = document in vectors and lead in vectors
        likeness = float(vectors[lead] @ vectors[document]) if both else None
        return tuple(weigh(candidates[lead], candidates[document], likeness))

    documents = (
        Explained(document.canonical_url, document.title, role, reason, evidence(document.id))
        for document, role, reason in sorted(rows, key=lambda row: row[0].id != lead)
    )
    return Explanation(practice.slug, practice.name, former, tuple(documents), decisions)


def candidates_to_merge(installation: Installation) -> list[Likely]:
    """Practices that may be one, the likeliest first."""
    with catalogue_session(installation.engine) as session:
        leads = list(_leads(session))
        told = [d for d in standing_decisions(session) if d.verdict in {"apart", "split"}]
        homes = _homes(session)
    apart = {
        frozenset((homes[one], homes[two]))
        for decision in told
        for one in decision.documents
        for two in decision.others
        if one in homes and two in homes
    }
    documents = [lead.candidate.document for lead in leads]
    vectors = document_vectors(installation.engine, installation.settings, documents)
    return likely_pairs(leads, vectors, apart)


def _lead(rows: Sequence[tuple[Document, str, str]]) -> int:
    named = [document.id for document, _, reason in rows if reason == NAMES]
    return named[0] if named else rows[0][0].id


def _former(session: Session, slug: str) -> tuple[str, ...]:
    """Every slug that leads here, through merges of merges too."""
    rows = session.execute(
        select(Practice.slug, Practice.merged_into).where(Practice.merged_into.is_not(None))
    )
    into = {row.slug: row.merged_into for row in rows}
    found: list[str] = []
    waiting = [slug]
    while waiting:
        here = waiting.pop()
        more = sorted(old for old, new in into.items() if new == here)
        found += more
        waiting += more
    return tuple(found)


def _leads(session: Session) -> Iterator[Lead]:
    rows = session.execute(
        select(Practice.slug, Document, DocumentText.content)
        .join(PracticeDocument, PracticeDocument.practice_id == Practice.id)
        .join(Document, Document.id == PracticeDocument.document_id)
        .join(DocumentText, DocumentText.hash == Document.text_hash)
        .where(Practice.merged_into.is_(None), Practice.gone_on.is_(None))
        .where(PracticeDocument.reason == NAMES)
        .order_by(Practice.id)
    )
    for slug, document, content in rows:
        yield Lead(slug, as_candidate(document, content))


def _homes(session: Session) -> dict[int, str]:
    rows = session.execute(
        select(PracticeDocument.document_id, Practice.slug)
        .join(Practice, Practice.id == PracticeDocument.practice_id)
        .where(Practice.merged_into.is_(None))
    )
    return {row.document_id: row.slug for row in rows}
