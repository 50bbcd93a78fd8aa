"""Freezing what the catalogue holds: one row and one folder for one content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from pipelines.releases.folder import write_folder
from pipelines.releases.protocol import write_protocol
from pipelines.sources.registry import Registry
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.models import Release
from practices_db.releases import frozen_as
from search.holdings import read_holdings


@dataclass(frozen=True, slots=True)
class Frozen:
    """What freezing came to. `new` is whether it had not been frozen before; `files` written."""

    name: str
    title: str
    made_at: datetime
    folder: Path
    new: bool
    files: int


def freeze(
    engine: Engine, registry: Registry, title: str, folder: Path, clock: Callable[[], datetime]
) -> Frozen:
    """Freeze the present content under its name, in a folder of that name in `folder`.

    Content that was frozen before keeps its row, its day and its protocol; only a folder that is
    not there is written again. Raises PracticesError where there is nothing to freeze.
    """
    at = clock()
    with catalogue_session(engine) as session:
        holdings = read_holdings(session)
        if not holdings.entries:
            raise PracticesError(
                "There is nothing to freeze.", advice="`practices run` fills the catalogue."
            )
        row = frozen_as(session, holdings.release)
        new = row is None
        if row is None:
            protocol = write_protocol(session, holdings, registry, title, at.date())
            row = Release(
                made_at=at,
                content_hash=holdings.release,
                protocol=protocol,
                counts=protocol["counts"],
            )
        where = folder / row.content_hash
        files = 0 if where.exists() and not new else write_folder(where, holdings, row.protocol)
        # The files first: a release whose files the disk did not take was not frozen.
        session.add(row)
        session.flush()
        return Frozen(row.content_hash, row.title, row.made_at, where, new, files)
