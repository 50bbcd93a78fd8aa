"""People's verdicts on statements: accept, reject, add. Only added to, never changed.

What they mean for what is shown is computed in `view.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from practices_db.decisions import Coder, document_at
from practices_db.documents import read_text
from practices_db.errors import NotFound, PracticesError, QuoteMismatch
from practices_db.models import Document, Practice, PracticeDocument, Review, Statement
from practices_db.practices import documents_of, find_practice
from practices_db.statements import Claim, identify, record_claims
from practices_db.view import State
from practices_db.vocabulary import load_vocabulary

Verdict = Literal["accept", "reject"]
_SHORTEST_ID = 6


def judge(session: Session, identifier: str, verdict: Verdict, by: Coder) -> Review:
    """Note a coder's verdict on a statement; the statement itself stays as it is."""
    statement = find_statement(session, identifier)
    if statement.practice_id is None:
        raise PracticesError(
            f"Statement {statement.id} belongs to no practice.",
            advice="Its page speaks of several; `practices group split` gives it to one.",
        )
    return _note(session, statement, statement.practice_id, verdict, by)


def add(session: Session, slug: str, said: Mapping[str, str], by: Coder) -> Review:
    """A value that a person reads in a document: `said` is facet, value, quote, document.

    Raises QuoteMismatch where the quote is not in the stored text, letter by letter; without a
    document the quote must be in just one of the practice.
    """
    practice = find_practice(session, slug)
    facet, value, quote = said["facet"], said["value"].strip(), said["quote"].strip()
    # What is coded is looked at first: who mistypes it need not first find the right document.
    kind = load_vocabulary().facet(facet).kind
    literal, detail = read_literal(facet, value) if kind == "literal" else (value, {})
    if kind != "literal":
        load_vocabulary().concept(facet, value)
    document, start = _locate(session, practice, quote, said.get("document", ""))
    claim = Claim(
        facet=facet,
        value=literal,
        start=start,
        end=start + len(quote),
        quote=quote,
        origin="person",
        method="person",
        kind="literal" if kind == "literal" else "concept",
        detail=detail,
        claimed_on=document.modified_on or document.published_on,
    )
    done = record_claims(session, document, [claim], replacing=frozenset(), at=by.at)
    if done.refused:
        raise PracticesError(done.refused[0][1])
    statement = session.get_one(Statement, identify(session, document, claim))
    statement.practice_id = practice.id
    return _note(session, statement, practice.id, "add", by)


def say_nothing(session: Session, slug: str, facet: str, by: Coder) -> Review:
    """That a person read the documents of a practice for a facet, and they do not state it.

    Changes nothing that is shown: it is for comparing coders, who would else seem not to have read.
    """
    practice = find_practice(session, slug)
    load_vocabulary().facet(facet)
    said = (
        Review.statement_id.is_(None),
        Review.practice_id == practice.id,
        Review.facet == facet,
        Review.coder == by.name.strip(),
    )
    last = session.scalar(select(Review).where(*said).order_by(Review.id.desc()).limit(1))
    if last is not None and last.note == by.note.strip():
        return last
    review = Review(practice_id=practice.id, facet=facet, value=State.NOT_STATED.value)
    return _keep(session, review, "add", by)


def find_statement(session: Session, identifier: str) -> Statement:
    """The statement of that id, or of the only id that begins so."""
    wanted = identifier.strip().lower()
    found = session.scalars(
        select(Statement).where(Statement.id.startswith(wanted, autoescape=True)).limit(2)
    ).all()
    if len(found) == 1 and len(wanted) >= _SHORTEST_ID:
        return found[0]
    if found:
        raise NotFound(
            f"{identifier!r} is too little of an id to tell which statement is meant.",
            advice=f"Give {_SHORTEST_ID} of its letters and digits, or more.",
        )
    raise NotFound(
        f"There is no statement {identifier!r}.",
        advice="`practices review list` prints the ids of what waits, `practices show` the others.",
    )


def last_verdict(session: Session, statement: str, coder: str) -> Review | None:
    """What a coder last said of a statement."""
    query = select(Review).where(Review.statement_id == statement, Review.coder == coder)
    return session.scalar(query.order_by(Review.id.desc()).limit(1))


def read_log(session: Session, slug: str | None = None) -> Sequence[Review]:
    """Every verdict, the newest first; of one practice those on its present statements."""
    query = select(Review).order_by(Review.id.desc())
    if slug is not None:
        practice = find_practice(session, slug)
        query = query.join(Statement, Statement.id == Review.statement_id, isouter=True)
        of = func.coalesce(Statement.practice_id, Review.practice_id)
        query = query.where(of == practice.id)
    return session.scalars(query).all()


def practices_of(session: Session, reviews: Sequence[Review]) -> Mapping[int, str]:
    """By a review's id, the slug of the practice that it was said of."""
    slugs = {row.id: row.slug for row in session.execute(select(Practice.id, Practice.slug))}
    return {review.id: slugs[review.practice_id] for review in reviews}


def follow_texts(session: Session) -> int:
    """Move what people accepted or added to the current texts, where those still say it.

    Returns how many were moved. A quote that is no longer there stays where it was: it waits to
    be read again.
    """
    rows = session.execute(
        select(Statement, Document)
        .join(Document, Document.id == Statement.document_id)
        .where(Statement.text_hash != Document.text_hash)
        .where(select(Review.id).where(Review.statement_id == Statement.id).exists())
    ).all()
    moved = 0
    for statement, document in rows:
        text = read_text(session, document.text_hash)
        start = text.content.find(statement.quote)
        if start >= 0:
            statement.start, statement.end = start, start + len(statement.quote)
            statement.text_hash = text.hash
            moved += 1
    session.flush()
    return moved


def read_literal(facet: str, value: str) -> tuple[str, dict[str, Any]]:
    """A number ("6"), range ("6-12") or amount ("500 EUR") in the form that the machine's have."""
    told = load_vocabulary().facet(facet)
    if told.datatype not in _NUMERIC:
        return value, {}
    match = _NUMBER.fullmatch(value)
    unit = told.unit if told.datatype != "percentage" else "percent"
    if match and told.datatype == "money":
        unit = (match["unit"] or "").upper()
    if not match or unit == "":
        example = '"500 EUR"' if told.datatype == "money" else '"6" or "6-12"'
        raise PracticesError(
            f"{value!r} is no value of {facet} ({told.datatype}).", advice=f"Write {example}."
        )
    low = float(match["low"])
    high = float(match["high"]) if match["high"] else low
    written = match["low"] + (f"-{match['high']}" if match["high"] else "")
    return written, {"low": low, "high": high} | ({"unit": unit} if unit else {})


_NUMERIC = {"range", "integer", "money", "percentage", "year"}
_NUMBER = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?:\s*[-–]\s*(?P<high>\d+(?:\.\d+)?))?\s*(?P<unit>[A-Za-z]{3})?"
)


def _note(session: Session, statement: Statement, practice: int, verdict: str, by: Coder) -> Review:
    last = last_verdict(session, statement.id, by.name.strip())
    if last is not None and (last.verdict, last.note) == (verdict, by.note.strip()):
        return last  # said again is not said twice
    review = Review(
        statement_id=statement.id,
        practice_id=practice,
        facet=statement.facet,
        value=statement.value,
    )
    return _keep(session, review, verdict, by)


def _keep(session: Session, review: Review, verdict: str, by: Coder) -> Review:
    """Add what was said to the log, with the verdict and who gave it."""
    review.verdict, review.coder = verdict, by.name.strip()
    review.note, review.made_at = by.note.strip(), by.at
    session.add(review)
    session.flush()
    return review


def _locate(session: Session, practice: Practice, quote: str, url: str) -> tuple[Document, int]:
    if not quote:
        raise QuoteMismatch("A value without a quote is not taken.", advice="Give --quote.")
    documents = (
        [document_at(session, practice, url)]
        if url
        else [document for document, _, _ in documents_of(session, practice.id)]
    )
    texts = [(found, read_text(session, found.text_hash).content) for found in documents]
    holding = [(document, text.find(quote)) for document, text in texts if quote in text]
    if not holding:
        raise QuoteMismatch(
            f"No document of {practice.slug} says “{quote}”.", advice=_nearest(quote, texts)
        )
    if len(holding) > 1:
        urls = ", ".join(document.canonical_url for document, _ in holding)
        raise QuoteMismatch(
            f"Several documents of {practice.slug} say “{quote}”.",
            advice=f"Choose one with --document: {urls}",
        )
    document, start = holding[0]
    if _owners(session, document) > 1:
        raise PracticesError(
            f"{document.canonical_url} speaks of several practices, so what it says is of none.",
            advice="`practices group split` gives it to one.",
        )
    return document, start


def _owners(session: Session, document: Document) -> int:
    query = (
        select(func.count())
        .select_from(PracticeDocument)
        .join(Practice, Practice.id == PracticeDocument.practice_id)
        .where(PracticeDocument.document_id == document.id, Practice.merged_into.is_(None))
    )
    return session.scalar(query) or 0


def _nearest(quote: str, texts: Sequence[tuple[Document, str]]) -> str:
    """What the texts do say, where it is nearly the quote: another dash, another space."""
    from rapidfuzz import fuzz

    best, stretch = 0.0, ""
    for _, text in texts:
        found = fuzz.partial_ratio_alignment(quote, text)
        if found is not None and found.score > best:
            best, stretch = found.score, text[found.dest_start : found.dest_end]
    if best < 80:
        return "Quote the stored text letter by letter; `practices show --json` names its address."
    return f"The text says “{stretch}”: quote it letter by letter."
