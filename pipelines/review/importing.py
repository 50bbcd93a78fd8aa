"""Taking a coder's worksheet into the catalogue: good rows are kept, bad ones told by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from pipelines.review.worksheet import Imported, Problem, read_worksheet, take_row
from practices_db.decisions import Coder
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError


def import_worksheet(
    engine: Engine, path: Path, coder: str, clock: Callable[[], datetime]
) -> Imported:
    """Each row in a transaction of its own, so that a bad one takes nothing with it."""
    counts: Counter[str] = Counter()
    problems = []
    for line, row in read_worksheet(path):
        by = Coder(coder, row["note"], clock())
        try:
            with catalogue_session(engine) as session:
                counts[take_row(session, row, by)] += 1
        except PracticesError as error:
            problems.append(Problem(line, str(error)))
    return Imported(counts["taken"], counts["known"], counts["left"], tuple(problems))
