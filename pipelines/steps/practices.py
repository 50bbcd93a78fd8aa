"""From documents to practices: statements with quotes, and which documents are one programme."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from language.tagger import METHOD_VERSION, Tag, Tagger, open_tagger
from pipelines.installation import Installation
from pipelines.steps.grouping import group_documents
from pipelines.steps.turn import turn
from practices_db.documents import read_text
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
    unread_documents,
)
from practices_db.vocabulary import vocabulary_version

LOG_KEPT = timedelta(days=400)
"""How long the fetch log keeps answers that later ones have overtaken: one round of any cadence."""

TAGGED = ("programme", "report")
"""Screening verdicts whose text speaks of one programme."""

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
    method = f"{METHOD_VERSION}+{vocabulary_version()}"
    with catalogue_session(installation.engine) as session:
        waiting = unread_documents(session, TAGGED, method)
    counts = Counter({"tagged": 0, "statements_new": 0, "statements_retracted": 0, "refused": 0})
    tagger = open_tagger(installation.settings) if waiting else None
    for done, (identifier, _language) in enumerate(waiting):
        installation.progress("tag", done, len(waiting))
        assert tagger is not None  # noqa: S101 - there is one whenever something waits
        with catalogue_session(installation.engine) as session:
            recorded = _tag(session, tagger, identifier, method, installation.clock())
        counts["tagged"] += 1
        counts["statements_new"] += recorded.new
        counts["statements_retracted"] += recorded.retracted
        counts["refused"] += len(recorded.refused)
    if waiting:
        installation.progress("tag", len(waiting), len(waiting))
    return dict(counts)


def _tag(session: Session, tagger: Tagger, identifier: int, method: str, at: datetime) -> Recorded:
    document = session.get_one(Document, identifier)
    text = read_text(session, document.text_hash)
    tagging = tagger.tag(text.content, document.language, text.sections)
    claims = [_as_claim(tag, document) for tag in tagging.tags]
    done = record_claims(session, document, claims, replacing=MACHINE, at=at)
    record_readings(session, document, tagging.read, reader="machine", method=method, at=at)
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
