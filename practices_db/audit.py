"""Looking over the catalogue for what must never be: used by checks and by tests."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from practices_db.models import (
    DocumentText,
    Embedding,
    Passage,
    Practice,
    PracticeDocument,
    Statement,
)


def find_loose_quotes(session: Session) -> list[str]:
    """Ids of statements whose quote is not the stretch of the stored text that they name.

    The database looks through all of them, and only what it doubts is read: it may end a text at
    a null byte.
    """
    length = Statement.end - Statement.start
    stretch = func.substr(DocumentText.content, Statement.start + 1, length)
    rows = session.execute(
        select(Statement, DocumentText.content)
        .join(DocumentText, DocumentText.hash == Statement.text_hash)
        .where((Statement.start < 0) | (length < 0) | (stretch != Statement.quote))
    )
    return [
        statement.id
        for statement, content in rows
        if content[statement.start : statement.end] != statement.quote
    ]


def find_orphans(session: Session) -> list[str]:
    """Slugs of present practices that no document speaks of."""
    linked = select(PracticeDocument.practice_id)
    query = select(Practice.slug).where(
        Practice.gone_on.is_(None), Practice.merged_into.is_(None), Practice.id.not_in(linked)
    )
    return list(session.scalars(query))


def models_in_use(session: Session) -> list[str]:
    """Names of the models behind the vectors of present passages."""
    query = select(Embedding.model).join(Passage, Passage.hash == Embedding.passage_hash).distinct()
    return list(session.scalars(query))
