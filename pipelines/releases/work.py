"""What machines and people did to a catalogue, counted: methods, reviews, decisions on grouping."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from practices_db.decisions import standing_decisions
from practices_db.models import Embedding, Fetch, Reading, Review, Statement
from practices_db.verdicts import read_verdicts
from practices_db.view import SURE


def read_methods(session: Session) -> dict[str, dict[str, int]]:
    """By step, how many answers, documents and passages each version of a method has read."""
    readers = func.count(Reading.document_id.distinct())
    asked = {
        "screening": select(Fetch.described_by, func.count())
        .where(Fetch.described_by.is_not(None))
        .group_by(Fetch.described_by),
        "tagger": select(Reading.method, readers)
        .where(Reading.reader == "machine")
        .group_by(Reading.method),
        "encoder": select(Embedding.model, func.count()).group_by(Embedding.model),
    }
    return {step: _numbers(session, query) for step, query in asked.items()}


def _numbers(session: Session, query: Select[Any, int]) -> dict[str, int]:
    """A count by name, in order of the names."""
    return dict(sorted((str(name), number) for name, number in session.execute(query)))


def count_reviews(session: Session) -> dict[str, Any]:
    """How many verdicts of how many coders, and what they changed beside the machine's word.

    Who they were is left out: names of people have no place in a release.
    """
    given = select(Review.verdict, func.count()).group_by(Review.verdict)
    return {
        "verdicts": _numbers(session, given),
        "coders": session.scalar(select(func.count(Review.coder.distinct()))) or 0,
        "changed": _changed(session),
    }


def _changed(session: Session) -> dict[str, int]:
    """Statements by what people's word made of them; `confirmed` were shown before it too."""
    own = read_verdicts(session, None).own
    judged = select(Review.id).where(Review.statement_id == Statement.id).exists()
    statements = session.scalars(select(Statement).where(judged))
    counts = Counter(_effect(statement, own[statement.id]) for statement in statements)
    names = ("added", "raised", "confirmed", "taken_out", "kept_out", "disputed")
    return {name: counts[name] for name in names}


def _effect(statement: Statement, verdict: str) -> str:
    if verdict == "disputed":
        return verdict
    sure = statement.confidence >= SURE
    if verdict == "reject":
        return "taken_out" if sure else "kept_out"
    if statement.origin == "person":
        return "added"
    return "confirmed" if sure else "raised"


def count_decisions(session: Session) -> dict[str, int]:
    """Decisions on grouping that stand, by what they do."""
    counts = Counter(decision.verdict for decision in standing_decisions(session))
    return {name: counts[name] for name in ("merge", "split", "apart")}
