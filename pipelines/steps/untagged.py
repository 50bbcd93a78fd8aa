"""The documents that the tagger has yet to read, and what it reads of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from language.tagger import METHOD_VERSION, Text
from practices_db.documents import read_text
from practices_db.models import Document
from practices_db.statements import unread_documents
from practices_db.vocabulary import vocabulary_version

TAGGED = ("programme", "report")
"""Screening verdicts whose text speaks of one programme."""


def tagging_method() -> str:
    """What a text was read by: it is read again when tagger or vocabulary change."""
    return f"{METHOD_VERSION}+{vocabulary_version()}"


def untagged_documents(session: Session) -> list[int]:
    """Ids of what waits, in the order in which it is tagged."""
    return unread_documents(session, TAGGED, tagging_method())


def read_untagged(session: Session, documents: Sequence[int]) -> list[tuple[str, Text]]:
    """Of each document the hash of its text, and the text as the tagger takes it."""
    told: list[tuple[str, Text]] = []
    for one in documents:
        document = session.get_one(Document, one)
        text = read_text(session, document.text_hash)
        told.append((document.text_hash, (text.content, document.language, text.sections)))
    return told
