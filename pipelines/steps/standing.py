"""Whether the practices stand as the last grouping left them, and on the same documents.

A run in which nothing changed need not compare all documents with one another again. The note of
what a grouping saw and made lies beside the catalogue, and holds for just that catalogue: where it
is lost, of another day or of other code, documents are grouped anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from sqlalchemy import Executable, String, cast, func, select
from sqlalchemy.orm import Session

from language.encoder.store import NAME
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
_ROOT = Path(__file__).parents[2]
_CODE = (
    *sorted((_ROOT / "pipelines/group").glob("*.py")),
    _ROOT / "pipelines/steps/grouping.py",
    _ROOT / "pipelines/steps/website.py",
    _ROOT / "practices_db/practices.py",
    _ROOT / "practices_db/homes.py",
    _ROOT / "search/compare/likeness.py",
)


def state_read(session: Session, settings: Settings) -> str:
    """A hash of what grouping is told, and of the code that does it.

    To be taken with the documents themselves: others may store more while these are compared.
    """
    return _hash(session, f"{_code()} {settings.encoder or NAME}", _read())


def state_written(session: Session) -> str:
    """A hash of what grouping leaves behind."""
    return _hash(session, "", _written())


def is_grouped(session: Session, settings: Settings, read: str) -> bool:
    """Whether grouping what is `read` anew would change nothing."""
    try:
        kept = (settings.data_dir / _NOTE).read_bytes()
    except OSError:
        return False
    return kept == _noted(read, state_written(session))


def keep_state(settings: Settings, read: str, written: str) -> None:
    """Note what was grouped and how; a note that cannot be kept costs a grouping, no more."""
    with suppress(OSError):
        (settings.data_dir / _NOTE).write_bytes(_noted(read, written))


def _noted(read: str, written: str) -> bytes:
    return f"{read} {written}".encode()


def _hash(session: Session, beside: str, queries: Sequence[Executable]) -> str:
    digest = hashlib.sha256(beside.encode())
    for query in queries:
        for row in session.execute(query):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _read() -> Sequence[Executable]:
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


def _written() -> Sequence[Executable]:
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
    digest = hashlib.sha256()
    for path in _CODE:
        digest.update(path.read_bytes())
    return digest.hexdigest()
