"""Whether the practices stand as the last grouping left them, and on the same documents.

A run in which nothing changed need not compare all documents with one another again. The note of
what a grouping saw and made lies beside the catalogue, and holds for just that catalogue: where it
is lost, of another day or of other code, documents are grouped anew.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session

from practices_db.models import (
    Document,
    GroupingDecision,
    Practice,
    PracticeDocument,
    Statement,
)
from practices_db.settings import Settings

GROUPED = ("programme", "report", "news")
"""Verdicts of documents that may belong to a practice; lists and others never do."""

_NOTE = "grouped.txt"
_CODE = Path(__file__).parents[1] / "group"


def grouping_state(session: Session, settings: Settings) -> str:
    """A hash of all that grouping reads and writes, and of the code that does it."""
    digest = hashlib.sha256(f"{_code()} {settings.encoder}".encode())
    for query in (*_read(), *_written()):
        for row in session.execute(query):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def is_grouped(session: Session, settings: Settings) -> bool:
    """Whether grouping anew would change nothing."""
    try:
        kept = (settings.data_dir / _NOTE).read_text()
    except OSError:
        return False
    return kept == grouping_state(session, settings)


def keep_state(settings: Settings, state: str) -> None:
    """Note that the catalogue is grouped; a note that cannot be kept costs a grouping, no more."""
    with suppress(OSError):
        (settings.data_dir / _NOTE).write_text(state)


def _read() -> tuple[Select[*tuple[object, ...]], ...]:
    documents = (
        select(
            Document.id,
            Document.canonical_url,
            Document.kind,
            Document.title,
            Document.language,
            Document.verdict,
            Document.text_hash,
            cast(Document.about, String),
        )
        .where(Document.verdict.in_(GROUPED), Document.gone_on.is_(None))
        .order_by(Document.id)
    )
    return documents, select(func.count(), func.max(GroupingDecision.id))


def _written() -> tuple[Select[*tuple[object, ...]], ...]:
    told = [
        one for one in Practice.__table__.columns if one.name not in {"first_seen", "last_seen"}
    ]
    owned = func.count(Statement.practice_id), func.sum(Statement.practice_id)
    return (
        select(*told).order_by(Practice.id),
        select(*PracticeDocument.__table__.columns).order_by(
            PracticeDocument.practice_id, PracticeDocument.document_id
        ),
        select(func.count(), *owned).select_from(Statement),
    )


@cache
def _code() -> str:
    digest = hashlib.sha256(Path(__file__).with_name("grouping.py").read_bytes())
    for path in sorted(_CODE.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
