"""What happened to a practice: first seen, changed, withdrawn, gone. Read only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.documents import OUTSIDE
from practices_db.models import Document, GroupingDecision, Review, Revision, Statement
from practices_db.moves import former_addresses
from search.entries import Entry


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day."""

    on: date
    what: str


def read_history(session: Session, entry: Entry) -> list[Event]:
    """Events of a practice, the newest first."""
    practice = entry.practice
    events = [Event(practice.first_seen.date(), "First seen.")]
    if practice.gone_on:
        events.append(Event(practice.gone_on.date(), "No longer published by any source."))
    events += _of_documents(session, entry)
    events += _of_statements(session, practice.id)
    events += _of_reviews(session, practice.id)
    events += _of_grouping(session, practice.slug)
    return sorted(set(events), key=lambda event: (event.on, event.what), reverse=True)


def _of_documents(session: Session, entry: Entry) -> list[Event]:
    events = []
    titles = {page.id: page.title or page.url for page in entry.pages}
    rows = session.scalars(select(Revision).where(Revision.document_id.in_(titles))).all()
    first = {page.id: page.first_seen for page in entry.pages}
    for row in rows:
        if row.first_seen > first[row.document_id]:
            events.append(Event(row.first_seen.date(), f"New text of “{titles[row.document_id]}”."))
    documents = session.scalars(select(Document).where(Document.id.in_(titles))).all()
    outside = {one.id for one in documents if OUTSIDE in one.about}
    for page in entry.pages:
        if page.gone_on and page.id in outside:
            why = "lies outside what its source declares."
            events.append(Event(page.gone_on.date(), f"“{titles[page.id]}” {why}"))
        elif page.gone_on:
            events.append(Event(page.gone_on.date(), f"“{titles[page.id]}” is gone."))
    for document in documents:
        events += [
            Event(on, f"“{titles[document.id]}” moved away from {url}.")
            for url, on in former_addresses(document)
        ]
    return events


def _of_statements(session: Session, practice: int) -> list[Event]:
    withdrawn: Counter[date] = Counter(
        moment.date()
        for moment in session.scalars(
            select(Statement.retracted_on).where(
                Statement.practice_id == practice, Statement.retracted_on.is_not(None)
            )
        )
        if moment is not None
    )
    return [
        Event(on, f"{number} {'value' if number == 1 else 'values'} no longer said.")
        for on, number in withdrawn.items()
    ]


def _of_reviews(session: Session, practice: int) -> list[Event]:
    """Who reviewed is left out: names of people have no place on the pages."""
    of = select(Statement.practice_id).where(Statement.id == Review.statement_id)
    rows = session.scalars(select(Review).where(of.scalar_subquery() == practice))
    verbs = {"accept": "confirmed", "reject": "refused", "add": "added"}
    return [
        Event(
            row.made_at.date(),
            f"A reviewer {verbs.get(row.verdict, row.verdict)} "
            f"{row.facet.replace('_', ' ')}: {row.value.replace('_', ' ')}.",
        )
        for row in rows
    ]


def _of_grouping(session: Session, slug: str) -> list[Event]:
    """What people decided on which documents are this practice, and took back."""
    words = {
        "merge": "Taken for one programme with {other}.",
        "split": "A document was taken off it.",
        "apart": "Told apart from {other}.",
        "undo": "A decision on its documents was taken back.",
    }
    rows = session.scalars(
        select(GroupingDecision).where(
            (GroupingDecision.slug == slug) | (GroupingDecision.other_slug == slug)
        )
    )
    return [
        Event(
            row.made_at.date(),
            words[row.verdict].format(other=row.other_slug if row.slug == slug else row.slug),
        )
        for row in rows
    ]
