"""Frozen releases: kept once by the name of their content, read, and found by name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from practices_db.errors import NotFound
from practices_db.models import Release


def read_releases(session: Session) -> Sequence[Release]:
    """Every frozen release, the newest first."""
    return session.scalars(select(Release).order_by(Release.id.desc())).all()


def frozen_as(session: Session, name: str) -> Release | None:
    """The release frozen under exactly this name."""
    return session.scalar(select(Release).where(Release.content_hash == name))


def find_release(session: Session, name: str) -> Release:
    """The release of that name, or of the only name that begins so. Raises NotFound."""
    wanted = name.strip().lower()
    begins = Release.content_hash.startswith(wanted, autoescape=True)
    found = session.scalars(select(Release).where(begins).limit(2)).all()
    if wanted and len(found) == 1:
        return found[0]
    if wanted and found:
        raise NotFound(f"Several releases begin with {name!r}.", advice="Give more of the name.")
    raise NotFound(
        f"No release {name!r} was frozen here.", advice="`practices release list` names those."
    )
