"""From archived answers to documents: main text, language, dates, screening verdict."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipelines.installation import Installation
from pipelines.sources.declaration import SourceDeclaration
from pipelines.steps.duplicates import has_orphans, mark_duplicates
from pipelines.steps.scoping import keep_to_scope
from pipelines.steps.turn import turn
from practices_db.engine import catalogue_session
from practices_db.fetches import last_stored
from practices_db.models import Document, Fetch, Source
from practices_db.moves import read_moves
from practices_db.sources import last_visit, mirror_source
from practices_db.unread import read_as, to_describe

METHOD = "describe-11"
"""Another value makes the next run read the whole archive again."""

Counts = dict[str, int]
logger = logging.getLogger(__name__)


def describe_documents(installation: Installation, slug: str) -> Counts:
    """Read every answer of the source that this version has not read; counts of what came of it."""
    declared = installation.registry.get(slug)
    with turn(installation, slug):
        if installation.replay:
            installation = as_of_last_visit(installation, slug)
        counts = read_waiting(installation, declared)
        with catalogue_session(installation.engine) as session:
            standing = _standing(session, mirror_source(session, declared).id)
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    logger.info("%s: reading ended: %s; %d present", slug, told or "nothing", standing["present"])
    return counts | standing


def as_of_last_visit(installation: Installation, slug: str) -> Installation:
    """The installation on the day on which the source was last asked.

    A replay asks nobody, so for it no time has passed since: what was waited for still is.
    """
    with catalogue_session(installation.engine) as session:
        at = last_visit(session, slug)
    return replace(installation, clock=lambda: at) if at else installation


def read_waiting(installation: Installation, declared: SourceDeclaration) -> Counts:
    """Read what waits, and keep to the scope; for whoever holds the source's turn."""
    slug = declared.slug
    with catalogue_session(installation.engine) as session:
        source = mirror_source(session, declared)
        waiting = to_describe(session, source.id, METHOD)
    logger.info("%s: %d answers to read", slug, len(waiting))
    counts = _read_all(installation, declared, source.id, waiting) if waiting else {}
    installation.progress(f"{slug}: read", len(waiting), len(waiting))
    with catalogue_session(installation.engine) as session:
        scoped = keep_to_scope(session, source.id, declared, installation.clock())
        if any(scoped.values()) or (not waiting and has_orphans(session, source.id)):
            _mark(session, source.id)
    return dict(Counter(counts) + Counter(scoped))


def _read_all(
    installation: Installation,
    declared: SourceDeclaration,
    source_id: int,
    waiting: Sequence[Fetch],
) -> Counts:
    # Readers of pages and all that judges them: only for those who have something to read.
    from pipelines.steps.dataset_pages import first_parts
    from pipelines.steps.described import Described
    from pipelines.steps.masks import find_masks
    from pipelines.steps.originals import Originals
    from pipelines.steps.reader import Known, Reader
    from pipelines.steps.reading import COSMETIC, pass_over, read_answer
    from pipelines.steps.swaps import follow_texts

    archive, at = installation.settings.archive_dir, installation.clock()
    counts: Counter[str] = Counter()
    with Described(archive) as described:
        with catalogue_session(installation.engine) as session:
            further = waiting if declared.kind == "dataset" else ()
            waiting = first_parts(session, source_id, further) or waiting
            stored = last_stored(session, source_id)
            moves = read_moves(session, source_id)
            source = session.get_one(Source, source_id)
            masks = find_masks(session, source, waiting, stored, described, at)
        own = [one for one in waiting if one.id not in masks.answers]
        pages = declared.kind != "dataset"
        # Each describes pages before it writes: whoever else writes does not wait for that.
        with catalogue_session(installation.engine) as session:
            came = follow_texts(session, source_id, own, stored, described, at) if pages else ()
        known = Known(Originals(source_id, archive, stored), moves, described)
        for done, fetch in enumerate(waiting, 1):
            installation.progress(f"{declared.slug}: read", done - 1, len(waiting))
            with catalogue_session(installation.engine) as session:
                reader = Reader(installation, session, declared, source_id, known)
                if fetch.id in masks.answers:
                    counts[pass_over(reader, fetch, METHOD, masks)] += 1
                else:
                    read = read_answer(reader, fetch, METHOD)
                    moved = fetch.canonical_url in came
                    counts.update("moved" if one == COSMETIC and moved else one for one in read)
                # With the last answer, not after it: a run that is killed between the two would
                # leave its copies unmarked, and the next one finds nothing to read.
                if done == len(waiting) and declared.kind != "dataset":
                    _mark(session, source_id)
        with catalogue_session(installation.engine) as session:
            _mark_read(session, {one.id for one in further} - {one.id for one in waiting})
    return dict(counts)


def _mark_read(session: Session, pages: Collection[int]) -> None:
    """Note of the further pages of datasets that they were read with the first."""
    for page in pages:
        session.get_one(Fetch, page).described_by = read_as(METHOD)


def _mark(session: Session, source_id: int) -> None:
    from pipelines.steps.versions import mark_versions

    mark_duplicates(session, source_id)
    mark_versions(session, source_id)


def _standing(session: Session, source_id: int) -> Counts:
    """How many documents the source has now, in all and by verdict."""
    rows = session.execute(
        select(Document.verdict, func.count())
        .where(Document.source_id == source_id, Document.gone_on.is_(None))
        .group_by(Document.verdict)
    )
    verdicts = {f"screened_{verdict}": count for verdict, count in rows}
    return {**verdicts, "present": sum(verdicts.values())}
