"""The programmes that a list page names, each kept as a document beside the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from pipelines.describe import Description
from pipelines.screen.listed import listed_programmes
from practices_db.documents import mark_gone, parts_of


class Keeper(Protocol):
    """What keeps documents of one source within one transaction."""

    session: Session
    source_id: int
    at: datetime

    def keep(self, url: str, description: Description, verdict: tuple[str, float, str]) -> str:
        """Store a document; what changed."""
        ...


def keep_listed(keeper: Keeper, url: str, page: Description, verdict: str) -> Iterator[str]:
    """Keep each programme that the page lists at `<url>#<its name>`; those that left it are gone.

    Yields "listed" for each. A page that is no list any more lists nothing.
    """
    listed = listed_programmes(page) if verdict == "list" else []
    present = {f"{url}#{one.key}" for one in listed}
    for one in listed:
        judged = (one.screening.verdict, one.screening.score, one.screening.reason)
        keeper.keep(f"{url}#{one.key}", one.description, judged)
        yield "listed"
    parts = parts_of(keeper.session, keeper.source_id, url)
    lost = [part.canonical_url for part in parts if part.canonical_url not in present]
    mark_gone(keeper.session, keeper.source_id, lost, keeper.at)
