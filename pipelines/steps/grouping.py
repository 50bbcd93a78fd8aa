"""From documents to practices: what grouping is told, and what is kept of its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.group import Candidate, Group, Pin, group
from pipelines.group.model import Member
from pipelines.installation import Installation
from pipelines.steps.standing import GROUPED, is_grouped, keep_state, state_read, state_written
from pipelines.steps.turn import turn
from pipelines.steps.website import Read, by_address, website
from practices_db.decisions import standing_decisions
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, GroupingDecision
from practices_db.practices import (
    Membership,
    NewPractice,
    Stored,
    confirm_practices,
    store_practices,
)
from search.compare.likeness import alike


def regroup(installation: Installation) -> dict[str, int]:
    """Group anew when nobody else works on the catalogue."""
    with turn(installation, "catalogue"):
        return group_documents(installation)


def group_documents(installation: Installation) -> dict[str, int]:
    """Group all present documents anew; slugs, history and people's decisions stay.

    Where nothing changed since the last time, it is only noted that the practices are still there.
    """
    settings, at = installation.settings, installation.clock()
    with catalogue_session(installation.engine) as session:
        read = state_read(session, settings)
        if is_grouped(session, settings, read):
            return _as_counts(confirm_practices(session, at))
        candidates = read_candidates(session)
        pins = [_pin(decision) for decision in standing_decisions(session)]

    def likeness(pairs: Sequence[tuple[int, int]]) -> list[float]:
        return alike(installation.engine, settings, pairs)

    # No transaction is open while texts are compared: others may write.
    groups = group(candidates, pins, likeness)
    with catalogue_session(installation.engine) as session:
        practices = _practices(session, groups)
        stored = store_practices(session, practices, at)
        written = state_written(session)
    keep_state(settings, read, written)
    return _as_counts(stored)


def _as_counts(stored: Stored) -> dict[str, int]:
    return {
        "practices_new": stored.new,
        "practices_kept": stored.kept,
        "practices_gone": stored.gone,
        "practices_merged": stored.merged,
    }


def read_candidates(session: Session) -> list[Candidate]:
    """Every present document that may belong to a practice."""
    rows = session.execute(
        select(Document, DocumentText.content)
        .join(DocumentText, DocumentText.hash == Document.text_hash)
        .where(Document.verdict.in_(GROUPED), Document.gone_on.is_(None))
        .order_by(Document.id)
    )
    return [as_candidate(document, content) for document, content in rows]


def as_candidate(document: Document, content: str) -> Candidate:
    """A document as grouping sees it."""
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
        alternates=about.get("alternates", {}),
        versions=about.get("versions", {}),
        kind=document.kind,
        verdict=document.verdict,
        document=document.id,
    )


def _addresses(document: Document) -> tuple[str, ...]:
    """The pages that a record lists, or the one that an entry's or a page's own title leads to."""
    about = document.about
    if document.kind != "record" and about.get("url"):
        return (str(about["url"]),)
    return tuple(about.get("addresses") or ())


def _place(about: Mapping[str, Any]) -> str:
    return ", ".join(str(about[key]) for key in ("city", "country") if about.get(key))


def _pin(decision: GroupingDecision) -> Pin:
    """Who decided stays in the log: reasons are shown on pages, and names of people are not."""
    note = f": {decision.note}" if decision.note else ""
    return Pin(
        together=decision.verdict == "merge",
        first=frozenset(decision.documents),
        second=frozenset(decision.others),
        slug=decision.slug,
        reason=f"a person said so on {decision.made_at:%Y-%m-%d} (decision {decision.id}){note}",
    )


def _practices(session: Session, groups: Sequence[Group]) -> list[NewPractice]:
    query = select(Document).where(Document.verdict.in_(GROUPED))
    documents = {document.id: document for document in session.scalars(query)}
    read = by_address(documents.values())
    return [
        _practice(found, [documents[member.document] for member in _own_first(found)], read)
        for found in groups
    ]


def _own_first(found: Group) -> list[Member]:
    """The members as they stand, the one that names the group before its own pages and others."""
    lead, *others = found.members
    return [lead, *sorted(others, key=lambda member: member.role != "own_page")]


def _practice(found: Group, members: Sequence[Document], read: Read) -> NewPractice:
    lead, about = members[0], members[0].about
    memberships = tuple(
        Membership(member.document, member.role, member.reason, member.score)
        for member in found.members
    )
    return NewPractice(
        slug=found.slug,
        name=found.name,
        organisation=found.organisation,
        url=website(lead, members, read),
        country=str(about.get("country") or ""),
        city=str(about.get("city") or ""),
        status=str(about.get("status") or "unknown"),
        summary=str(about.get("summary") or ""),
        members=memberships,
        keeps=found.keeps,
    )
