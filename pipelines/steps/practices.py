"""From documents to practices: statements with quotes, and which documents are one programme."""

from __future__ import annotations

import logging
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from language.tagger import Tag
from pipelines.installation import Installation
from pipelines.steps.grouping import group_documents
from pipelines.steps.taggings import Tagged, tag_ahead
from pipelines.steps.turn import turn
from pipelines.steps.untagged import tagging_method, untagged_documents
from practices_db.engine import catalogue_session
from practices_db.models import Document, Statement
from practices_db.pruning import prune_fetches
from practices_db.reviews import follow_texts
from practices_db.sources import Trouble, note_issue, resolve_issues
from practices_db.statements import (
    MACHINE,
    Claim,
    Recorded,
    record_claims,
    record_readings,
)

LOG_KEPT = timedelta(days=400)
"""How long the fetch log keeps answers that later ones have overtaken: one round of any cadence."""

Counts = dict[str, int]
logger = logging.getLogger(__name__)


def build_practices(installation: Installation) -> Counts:
    """Tag what was not read yet, follow what people said of it, group; counts of all."""
    with turn(installation, "catalogue"):
        tagged = tag_documents(installation)
        with catalogue_session(installation.engine) as session:
            follow_texts(session)
        grouped = group_documents(installation)
        with catalogue_session(installation.engine) as session:
            tags = _tags_by_facet(session)
            prune_fetches(session, installation.clock() - LOG_KEPT)
    logger.info("catalogue: %d texts tagged, practices: %s", tagged["tagged"], grouped)
    return {**tagged, **grouped, **tags}


def tag_documents(installation: Installation) -> Counts:
    """Read each new or changed programme text for every facet. One transaction a document."""
    method = tagging_method()
    with catalogue_session(installation.engine) as session:
        waiting = untagged_documents(session)
    counts = Counter({"tagged": 0, "statements_new": 0, "statements_retracted": 0, "refused": 0})
    # Closed here and now: whoever is stopped by hand does not wait for what lies ahead.
    with closing(tag_ahead(installation, waiting)) as taggings:
        for done, found in enumerate(taggings):
            installation.progress("tag", done, len(waiting))
            with catalogue_session(installation.engine) as session:
                recorded = _record(session, found, method, installation.clock())
            if recorded is not None:
                counts["tagged"] += 1
                counts["statements_new"] += recorded.new
                counts["statements_retracted"] += recorded.retracted
                counts["refused"] += len(recorded.refused)
    if waiting:
        installation.progress("tag", len(waiting), len(waiting))
    return dict(counts)


def _record(session: Session, found: Tagged, method: str, at: datetime) -> Recorded | None:
    """Keep what was read; None where the document has got another text meanwhile."""
    document = session.get_one(Document, found.document)
    if document.text_hash != found.text_hash:
        return None  # the next run reads it
    claims = [_as_claim(tag, document) for tag in found.tagging.tags]
    done = record_claims(session, document, claims, replacing=MACHINE, at=at)
    record_readings(session, document, found.tagging.read, reader="machine", method=method, at=at)
    resolve_issues(session, document.source_id, document.canonical_url, "tag", at)
    for claim, reason in done.refused:
        trouble = Trouble(document.canonical_url, "tag", f"{claim.facet}={claim.value}", reason)
        note_issue(session, document.source_id, trouble, at)
    return done


def _as_claim(tag: Tag, document: Document) -> Claim:
    return Claim(
        facet=tag.facet,
        value=tag.value,
        start=tag.start,
        end=tag.end,
        quote=tag.quote,
        origin="model" if tag.method.startswith("model") else "rule",
        method=tag.method,
        confidence=tag.confidence,
        kind="literal" if tag.kind == "literal" else "concept",
        detail=dict(tag.detail),
        claimed_on=document.modified_on or document.published_on,
    )


def _tags_by_facet(session: Session) -> Counts:
    """Standing statements by facet, those that wait for review included."""
    rows = session.execute(
        select(Statement.facet, func.count())
        .where(Statement.retracted_on.is_(None))
        .group_by(Statement.facet)
    )
    return {f"tags_{facet}": count for facet, count in rows}
