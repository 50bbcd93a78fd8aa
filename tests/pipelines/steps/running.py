"""A run of the small site, what it counts, and the pages that it finds there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy import select

from pipelines.installation import Installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText
from tests.pipelines.steps.conftest import HOST, SLUG, page, programme

TOLD = (
    *("new", "changed", "cosmetic", "unchanged", "gone", "moved", "back"),
    *("left_alone", "refused", "failed"),
)
NAMES = [f"p{number}.html" for number in range(12)]


def run_both(installation: Installation) -> dict[str, int]:
    """The counts of both steps, added up as the summary does; those of what changed only."""
    counts = Counter(fetch_pages(installation, SLUG))
    counts.update(describe_documents(installation, SLUG))
    return {name: counts[name] for name in TOLD if counts[name]}


def document_at(installation: Installation, path: str) -> tuple[Document, str]:
    query = select(Document, DocumentText.content).join(
        DocumentText, DocumentText.hash == Document.text_hash
    )
    with catalogue_session(installation.engine) as session:
        row = session.execute(query.where(Document.canonical_url == f"https://{HOST}/{path}")).one()
    return row[0], row[1]


def publish(site: Path, *names: str) -> None:
    for name in names:
        page(site, name, programme(f"Programme {name}"))
