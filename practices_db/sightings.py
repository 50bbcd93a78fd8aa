"""What of a source is known at which address, and that it was met again.

A crawl meets pages by the thousand, so what is known is read once and what was met is written for
many at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from practices_db.models import Document

_TABLES = Document.metadata.tables
_DOCUMENT, _REVISION = _TABLES["document"], _TABLES["revision"]


@dataclass(frozen=True, slots=True)
class Held:
    """A document that we have: its address, and since when it is gone."""

    id: int
    url: str
    gone_on: datetime | None


def held_documents(session: Session, source_id: int) -> Mapping[str, Sequence[Held]]:
    """By the address that is asked for, the source's documents there, gone ones too.

    Rows and entries (`<address>#<part>`) stand with their file or page.
    """
    query = select(Document.id, Document.canonical_url, Document.gone_on)
    found: dict[str, list[Held]] = defaultdict(list)
    for row in session.execute(query.where(Document.source_id == source_id)):
        found[row.canonical_url.partition("#")[0]].append(Held(*row))
    return dict(found)


def met_at(held: Mapping[str, Sequence[Held]], url: str, *, unchanged: bool) -> list[int]:
    """Which documents are there when something answers at `url`, `unchanged` the same as before.

    A page may come back that way, with the entries that went away with it. What had left the page
    or the dataset file before is still missing from it. Of another body whoever reads it tells
    what stands in it.
    """
    there = held.get(url, ())
    went = next((one.gone_on for one in there if one.url == url), None)
    own = [one.id for one in there if one.url == url]
    parts = [one.id for one in there if one.url != url and one.gone_on in {None, went}]
    return own + parts if unchanged else own


def mark_seen(session: Session, met: Sequence[tuple[int, datetime]]) -> None:
    """Note of each document, by its id, when it was met again with the text that it has."""
    if not met:
        return
    rows = [{"met": document, "at": at} for document, at in met]
    is_met = _DOCUMENT.c.id == bindparam("met")
    session.connection().execute(
        update(_DOCUMENT).where(is_met).values(last_seen=bindparam("at"), gone_on=None), rows
    )
    now = select(_DOCUMENT.c.text_hash).where(is_met).scalar_subquery()
    session.connection().execute(
        update(_REVISION)
        .where(_REVISION.c.document_id == bindparam("met"), _REVISION.c.text_hash == now)
        .values(last_seen=bindparam("at")),
        rows,
    )
