"""What a coder holds, by practice and facet; the machine is a coder too, for comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from practices_db.decisions import MACHINE_CODER
from practices_db.models import Document, Practice, PracticeDocument, Reading, Review, Statement
from practices_db.statements import MACHINE, NO_FACET
from practices_db.view import SURE, State

Coded = Mapping[tuple[int, str], frozenset[str]]
"""By practice and facet, the values that a coder holds; an empty set is "says nothing"."""


def read_coded(session: Session, coder: str) -> Coded:
    """All that a coder said, or what the machine would show without people's word."""
    return _of_machine(session) if coder == MACHINE_CODER else _of_person(session, coder)


def _of_person(session: Session, coder: str) -> Coded:
    """Rejected values are known, and not held: they make the practice count as coded."""
    practice = func.coalesce(Statement.practice_id, Review.practice_id)
    rows = session.execute(
        select(practice, Review.facet, Review.value, Review.statement_id, Review.verdict)
        .join(Statement, Statement.id == Review.statement_id, isouter=True)
        .where(Review.coder == coder)
        .order_by(Review.id)
    )
    last = {(of, facet, value, statement): verdict for of, facet, value, statement, verdict in rows}
    coded: dict[tuple[int, str], set[str]] = defaultdict(set)
    for (of, facet, value, _), verdict in last.items():
        values = coded[of, facet]
        if verdict != "reject" and value != State.NOT_STATED:
            values.add(value)
    return {key: frozenset(values) for key, values in coded.items()}


def _of_machine(session: Session) -> Coded:
    """Every facet that a text of the practice was read for, with the values that are sure."""
    read = session.execute(
        select(PracticeDocument.practice_id, Reading.facet)
        .join(Reading, Reading.document_id == PracticeDocument.document_id)
        .join(Practice, Practice.id == PracticeDocument.practice_id)
        .where(
            Reading.reader == "machine", Reading.facet != NO_FACET, Practice.merged_into.is_(None)
        )
        .distinct()
    )
    coded: dict[tuple[int, str], set[str]] = {(practice, facet): set() for practice, facet in read}
    stated = session.execute(
        select(Statement.practice_id, Statement.facet, Statement.value)
        .join(Document, Document.id == Statement.document_id)
        .where(
            Statement.origin.in_(MACHINE),
            Statement.confidence >= SURE,
            Statement.retracted_on.is_(None),
            Statement.text_hash == Document.text_hash,
        )
    )
    for practice, facet, value in stated:
        if practice is not None and (practice, facet) in coded:
            coded[practice, facet].add(value)
    return {key: frozenset(values) for key, values in coded.items()}
