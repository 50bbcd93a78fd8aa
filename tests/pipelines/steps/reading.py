"""A dataset read by both steps, and what came of it: documents, issues."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from pipelines.installation import Installation
from pipelines.sources.declaration import SourceDeclaration
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Issue
from tests.pipelines.steps.conftest import SLUG, Install, declare


def read_source(
    install: Install, declared: SourceDeclaration
) -> tuple[dict[str, int], Installation]:
    installation = install(declared)
    fetch_pages(installation, SLUG)
    return describe_documents(installation, SLUG), installation


def dataset(path: Path, fields: dict[str, str]) -> SourceDeclaration:
    return declare(kind="dataset", url=str(path), fields=fields)


def documents_by_id(installation: Installation) -> dict[str, tuple[str, dict[str, object], str]]:
    query = select(Document, DocumentText.content).join(
        DocumentText, DocumentText.hash == Document.text_hash
    )
    with catalogue_session(installation.engine) as session:
        return {
            row.canonical_url.partition("#")[2]: (row.title, row.about, text)
            for row, text in session.execute(query)
        }


def names_in(path: Path, install: Install) -> list[str]:
    counts, installation = read_source(install, dataset(path, {}))
    assert counts.get("unreadable", 0) == 0
    return [title for title, _, _ in documents_by_id(installation).values()]


def open_issues(path: Path, install: Install) -> list[str]:
    _, installation = read_source(install, dataset(path, {}))
    with catalogue_session(installation.engine) as session:
        query = select(Issue.detail).where(Issue.resolved_on.is_(None))
        return list(session.scalars(query))
