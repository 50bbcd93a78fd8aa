"""A quote in its context: the words before and after it in the stored text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from practices_db.models import Document, DocumentText, Statement
from search.entries import Entry, Page
from search.openings import opening

AROUND = 240
"""Characters shown on either side of a quote: about two sentences."""


@dataclass(frozen=True, slots=True)
class Context:
    """`before + quote + after` is a stretch of the stored text, cut at words."""

    before: str
    quote: str
    after: str
    cut_before: bool
    cut_after: bool


def read_contexts(session: Session, statements: Sequence[str]) -> dict[str, Context]:
    """The context of each statement, by its id. Only the stretch is read, never whole texts."""
    first = case((Statement.start > AROUND, Statement.start - AROUND), else_=0)
    rows = session.execute(
        select(
            Statement.id,
            Statement.start,
            Statement.end,
            func.substr(DocumentText.content, first + 1, Statement.end - first + AROUND),
            func.length(DocumentText.content),
        )
        .join(DocumentText, DocumentText.hash == Statement.text_hash)
        .where(Statement.id.in_(statements))
    )
    return {row.id: _context(row.start, row.end, row[3], row[4]) for row in rows}


def _context(start: int, end: int, stretch: str, length: int) -> Context:
    first = max(start - AROUND, 0)
    before, quote, after = (
        stretch[: start - first],
        stretch[start - first : end - first],
        stretch[end - first :],
    )
    more_before, more_after = first > 0, end + len(after) < length
    if more_before:
        before = re.sub(r"^\S*\s", "", before, count=1)
    if more_after:
        after = re.sub(r"\s\S*$", "", after, count=1)
    return Context(before, quote, after, more_before, more_after)


MOST_OPENING = 2_000
"""Characters of a text in which its first sentences are looked for."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a programme introduces itself: the first sentences of its page."""

    text: str
    page: Page


def read_opening(session: Session, entry: Entry) -> Opening | None:
    """The first sentences of its own page, else of the first that has any."""
    for page in sorted(entry.pages, key=lambda page: page.role != "own_page"):
        start = session.scalar(
            select(func.substr(DocumentText.content, 1, MOST_OPENING))
            .join(Document, Document.text_hash == DocumentText.hash)
            .where(Document.id == page.id)
        )
        if text := opening(start or ""):
            return Opening(text, page)
    return None


_END = re.compile(r"[.!?…。](?=\s)|\n")


def sentence_of(context: Context) -> str:
    """The sentence round a quote, as far as the context reaches: a word alone proves little."""
    ends = [match.end() for match in _END.finditer(context.before)]
    before = context.before[ends[-1] :] if ends else context.before
    end = _END.search(context.after + " ")
    after = context.after[: end.end()] if end else context.after
    open_start = "… " if not ends and context.cut_before else ""
    open_end = " …" if not end and context.cut_after else ""
    return f"{open_start}{before.lstrip()}{context.quote}{after.rstrip()}{open_end}"
