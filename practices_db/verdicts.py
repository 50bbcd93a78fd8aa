"""What coders together hold of each statement: accept, reject, or disputed where they are even."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.models import Review, Statement
from practices_db.statements import MACHINE

Place = tuple[int, str, str, str]
"""Document, text, facet and value: where the same words may be read again with other borders."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """`own` by statement; `read` the stretches that coders judged at each place."""

    own: Mapping[str, str]
    read: Mapping[Place, Sequence[tuple[int, int, str]]]

    def of(self, statement: Statement) -> str | None:
        """The verdict on a statement, or on the same words under another version of the machine."""
        if statement.id in self.own:
            return self.own[statement.id]
        if statement.origin not in MACHINE:
            return None
        for start, end, verdict in self.read.get(_place(statement), ()):
            if start < statement.end and statement.start < end:
                return verdict
        return None


def read_verdicts(session: Session, practice_ids: Sequence[int] | None) -> Verdicts:
    """The verdicts on the statements of these practices, whatever practice they were of then."""
    query = (
        select(Review.coder, Review.verdict, Statement)
        .join(Statement, Statement.id == Review.statement_id)
        .order_by(Review.id)
    )
    if practice_ids is not None:
        query = query.where(Statement.practice_id.in_(practice_ids))
    latest: dict[str, dict[str, str]] = defaultdict(dict)
    statements: dict[str, Statement] = {}
    for coder, verdict, statement in session.execute(query):
        latest[statement.id][coder] = verdict
        statements[statement.id] = statement
    own = {identifier: _together(said) for identifier, said in latest.items()}
    read: dict[Place, list[tuple[int, int, str]]] = defaultdict(list)
    for identifier, verdict in own.items():
        judged = statements[identifier]
        if judged.origin in MACHINE:
            read[_place(judged)].append((judged.start, judged.end, verdict))
    return Verdicts(own, read)


def _together(said: Mapping[str, str]) -> str:
    rejecting = sum(verdict == "reject" for verdict in said.values())
    accepting = len(said) - rejecting
    if accepting == rejecting:
        return "disputed"
    return "accept" if accepting > rejecting else "reject"


def _place(statement: Statement) -> Place:
    return (statement.document_id, statement.text_hash, statement.facet, statement.value)
