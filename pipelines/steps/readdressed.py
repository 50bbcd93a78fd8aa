"""Documents whose addresses an earlier version wrote otherwise: with what tells where a reader came
from (`utm_source`, `fbclid`), before that was no part of an address.

Nothing would lead to them any more, and each would stay beside the same page under its clean
address for ever.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.crawl.exchange import canonical_or_same
from practices_db.documents import find_document
from practices_db.models import Document
from practices_db.moves import move


def follow_rules(session: Session, source_id: int, at: datetime) -> int:
    """Let present documents stand at the addresses by which their pages are known today; how many
    moved.

    Where another one stands there already it is the page; the former goes, and stands beside it as
    no two may stand at one address.
    """
    moved = 0
    query = select(Document).where(
        Document.source_id == source_id,
        Document.gone_on.is_(None),
        Document.canonical_url.contains("?"),  # only there rules have changed
    )
    for document in session.scalars(query.order_by(Document.id)).all():
        page, parted, part = document.canonical_url.partition("#")
        clean = f"{canonical_or_same(page)}{parted}{part}"
        if clean == document.canonical_url:
            continue
        if find_document(session, source_id, clean) is None:
            move(document, clean, at)
        else:
            move(document, f"{clean}#left-{document.id}", at)
            document.gone_on = at
        session.flush()
        moved += 1
    return moved
