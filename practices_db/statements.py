"""The only place where statements are written, so the only place where a quote is checked."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.errors import PracticesError, QuoteMismatch
from practices_db.models import Document, DocumentText, Reading, Source, Statement
from practices_db.vocabulary import load_vocabulary

Origin = Literal["declared", "rule", "model", "person"]
ORIGINS: tuple[Origin, ...] = ("declared", "rule", "model", "person")
MACHINE: frozenset[Origin] = frozenset({"rule", "model"})
DECLARED: frozenset[Origin] = frozenset({"declared"})

NO_FACET = ""
"""What a reading is of that could assess no facet."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value somebody or something reads in a text: `quote` is `text[start:end]` exactly."""

    facet: str
    value: str
    start: int
    end: int
    quote: str
    origin: Origin
    method: str
    confidence: float = 1.0
    kind: Literal["concept", "literal"] = "concept"
    detail: Mapping[str, Any] = field(default_factory=dict)
    claimed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of the claims: counts, and every refused claim with its reason."""

    new: int
    kept: int
    retracted: int
    refused: tuple[tuple[Claim, str], ...]


def record_claims(
    session: Session,
    document: Document,
    claims: Iterable[Claim],
    *,
    replacing: Collection[Origin],
    at: datetime,
) -> Recorded:
    """Write the claims on the document's current text; those not repeated are retracted.

    Only statements whose origin is in `replacing` are retracted, so that a new machine reading
    never touches what a source declared or a person decided.
    """
    text = session.get_one(DocumentText, document.text_hash)
    sound, refused = _sift(session, document, claims, text.content)
    standing = {
        row.id: row
        for row in session.scalars(select(Statement).where(Statement.document_id == document.id))
    }
    for identifier, claim in sound.items():
        row = standing.get(identifier) or _new_statement(session, document, identifier, at)
        _write(row, claim, text, at)
    lost = [
        row
        for identifier, row in standing.items()
        if identifier not in sound and row.origin in replacing and row.retracted_on is None
    ]
    for row in lost:
        row.retracted_on = at
    session.flush()
    new = len(sound.keys() - standing.keys())
    return Recorded(new, len(sound) - new, len(lost), tuple(refused))


def identify(session: Session, document: Document, claim: Claim) -> str:
    """The statement's id: SHA-256 over what it says and where, shortened to 24 hex digits.

    The span is left out: a paragraph added above must not make the same claim a new one. The
    source goes in by its slug: its number depends on which source was read first.
    """
    return _identify(session.get_one(Source, document.source_id).slug, document, claim)


def _identify(source: str, document: Document, claim: Claim) -> str:
    parts = (
        source,
        document.canonical_url,
        claim.facet,
        claim.value,
        "machine" if claim.origin in MACHINE else claim.origin,
        claim.quote,
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def check_claim(claim: Claim, text: str) -> None:
    """Raise QuoteMismatch, UnknownConcept or PracticesError when the claim may not be written."""
    if not claim.quote.strip() or text[claim.start : claim.end] != claim.quote:
        raise QuoteMismatch(
            f"{claim.facet} = {claim.value}: the quote is not the text at "
            f"{claim.start}-{claim.end}.",
            advice="Quote the stored text letter by letter.",
        )
    if claim.origin not in ORIGINS or not 0 <= claim.confidence <= 1:
        raise PracticesError(
            f"{claim.facet} = {claim.value}: origin {claim.origin!r} or confidence "
            f"{claim.confidence} is not possible."
        )
    if claim.kind == "concept":
        load_vocabulary().concept(claim.facet, claim.value)
    else:
        load_vocabulary().facet(claim.facet)


def record_readings(
    session: Session,
    document: Document,
    facets: Iterable[str],
    *,
    reader: Literal["declared", "machine"],
    method: str,
    at: datetime,
) -> None:
    """Note that the current text was read for these facets: silence now means `not stated`.

    For all others it counts as not read, also where an earlier reading was of them. A machine that
    could assess nothing leaves a mark of no facet, or the text would be read again at every run.
    """
    query = select(Reading).where(Reading.document_id == document.id, Reading.reader == reader)
    known = {row.facet: row for row in session.scalars(query)}
    read = set(facets) or {NO_FACET}
    for facet in known.keys() - read:
        session.delete(known[facet])
    for facet in sorted(read):
        row = known.get(facet)
        if row is None:
            row = Reading(document_id=document.id, facet=facet, reader=reader)
            session.add(row)
        row.text_hash, row.method, row.read_at = document.text_hash, method, at
    session.flush()


def unread_documents(session: Session, verdicts: Collection[str], method: str) -> list[int]:
    """Ids of present documents of these verdicts that no machine of this method has read.

    A document whose text changed since counts as unread.
    """
    read = (
        select(Reading.document_id)
        .where(
            Reading.document_id == Document.id,
            Reading.text_hash == Document.text_hash,
            Reading.reader == "machine",
            Reading.method == method,
        )
        .exists()
    )
    query = (
        select(Document.id)
        .where(Document.verdict.in_(verdicts), Document.gone_on.is_(None), ~read)
        .order_by(Document.id)
    )
    return list(session.scalars(query))


def _sift(
    session: Session, document: Document, claims: Iterable[Claim], text: str
) -> tuple[dict[str, Claim], list[tuple[Claim, str]]]:
    # Once: a session forgets a row that nobody holds, and asks the database again.
    source = session.get_one(Source, document.source_id).slug
    sound: dict[str, Claim] = {}
    refused: list[tuple[Claim, str]] = []
    for claim in claims:
        try:
            check_claim(claim, text)
        except PracticesError as error:
            refused.append((claim, str(error)))
            continue
        identifier = _identify(source, document, claim)
        rival = sound.get(identifier)
        if rival is None or rival.confidence < claim.confidence:
            sound[identifier] = claim
    return sound, refused


def _new_statement(
    session: Session, document: Document, identifier: str, at: datetime
) -> Statement:
    row = Statement(id=identifier, document_id=document.id, first_seen=at)
    session.add(row)
    return row


def _write(row: Statement, claim: Claim, text: DocumentText, at: datetime) -> None:
    for name in (
        "facet",
        "value",
        "kind",
        "start",
        "end",
        "quote",
        "origin",
        "confidence",
        "method",
        "claimed_on",
    ):
        setattr(row, name, getattr(claim, name))
    row.detail = dict(claim.detail)
    row.text_hash, row.language = text.hash, text.language
    row.last_seen, row.retracted_on = at, None
