"""From practices to the index that searches read."""

from __future__ import annotations

import logging

from pipelines.installation import Installation
from pipelines.steps.turn import turn
from search.index.refresh import refresh_index

logger = logging.getLogger(__name__)
Counts = dict[str, int | float | str]


def index_passages(installation: Installation) -> Counts:
    """Cut, embed and pack what changed; counts of passages and vectors."""
    embedder = installation.embedder
    if embedder is not None:
        embedder.stop()
    with turn(installation, "catalogue"):
        report = refresh_index(
            installation.engine,
            installation.settings,
            installation.progress,
            before=embedder.before if embedder is not None else None,
        )
    logger.info("index: %d passages, %d embedded", report.passages, report.embedded)
    return {
        "passages": report.passages,
        "embedded": report.embedded,
        "reused": report.reused,
        "index_seconds": round(report.seconds, 2),
        "model": report.model,
    }
