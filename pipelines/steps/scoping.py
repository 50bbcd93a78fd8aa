"""Documents outside what their source declares now: its scope was narrowed, or widened again.

They leave like pages that went, with the reason, and keep text, statements and reviews; where the
scope holds them again they are back. Only a run that went well says so: who writes a wrong scope
loses nothing by a run that finds no page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.crawl.scope import Scope
from pipelines.sources.declaration import WEB_KINDS, SourceDeclaration
from practices_db.documents import OUTSIDE
from practices_db.fetches import departed_since, last_stored
from practices_db.models import Document, Fetch


def keep_to_scope(
    session: Session, source_id: int, declared: SourceDeclaration, at: datetime
) -> dict[str, int]:
    """Let the documents outside the scope go, and those that it holds again be back; how many."""
    if declared.kind not in WEB_KINDS:
        return {}
    scope = Scope(declared.starts, declared.scope, declared.exclude)
    outside = Document.about[OUTSIDE].as_string()
    query = select(Document.id, Document.canonical_url, Document.gone_on, outside.is_not(None))
    stored: Mapping[str, Fetch] | None = None
    left = back = 0
    for number, url, gone, outside_before in session.execute(
        query.where(Document.source_id == source_id)
    ).all():
        inside = scope.holds(url.partition("#")[0])
        if not (outside_before if inside else gone is None):
            continue
        document = session.get_one(Document, number)
        if not inside:
            document.about = {OUTSIDE: f"{at:%Y-%m-%d}", **document.about}
            document.gone_on = at
            left += 1
        else:
            document.about = {key: told for key, told in document.about.items() if key != OUTSIDE}
            if document.gone_on is None:
                continue
            stored = last_stored(session, source_id) if stored is None else stored
            if not _departed(session, stored, document):
                document.gone_on = None
                back += 1
    return {"out_of_scope": left, "back": back}


def _departed(session: Session, stored: Mapping[str, Fetch], document: Document) -> bool:
    """Whether the site took it away itself meanwhile; `stored` are the last stored answers."""
    last = stored.get(document.canonical_url.partition("#")[0])
    return last is None or departed_since(session, last) is not None
