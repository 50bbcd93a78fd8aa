"""The same job on real websites: every page is stored or left out with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from pipelines.installation import Installation, open_installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from pipelines.steps.practices import build_practices
from practices_db.audit import find_loose_quotes
from practices_db.engine import catalogue_session
from practices_db.models import Document, Fetch, Issue
from practices_db.settings import Settings, load_settings

SITES = {
    "we-are-ols": "we-are-ols.org",
    "cyf-signposts": "signposts.codeyourfuture.io",
    "chayn-be": "chayn.be",
}
PROGRAMMES = {"/openseeds", "/nebula"}
"""Pages of we-are-ols that describe its two mentoring programmes, by the start of their path."""


def declare(folder: Path, slug: str, host: str) -> None:
    (folder / f"{slug}.yml").write_text(
        f"slug: {slug}\nkind: website\ntitle: {slug}\npublisher: {slug}\n"
        f"url: https://{host}/\nlicence: unknown\ndepth: 8\ndelay_seconds: 0\n"
    )


Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites, each read once, and by their slugs what both steps counted."""

    installation: Installation
    counts: dict[str, tuple[Counts, Counts]]

    @property
    def engine(self) -> Engine:
        return self.installation.engine


@pytest.fixture(scope="module")
def sites(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    folder = tmp_path_factory.mktemp("sites")
    for slug, host in SITES.items():
        declare(folder, slug, host)
    settings = Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'catalogue.sqlite'}",
        source_dirs=(folder,),
        models=load_settings().models_dir,
    )
    served = {host: shared / "sites" / slug / "site" for slug, host in SITES.items()}
    opened = open_installation(settings, served=served)
    both = {slug: (fetch_pages(opened, slug), describe_documents(opened, slug)) for slug in SITES}
    yield Sites(opened, both)
    opened.engine.dispose()


@pytest.mark.parametrize("slug", SITES)
def test_every_page_is_stored_or_left_out_with_a_reason(sites: Sites, slug: str) -> None:
    counts, read = sites.counts[slug]
    assert counts["fetched"] > 20
    with catalogue_session(sites.engine) as session:
        fetches = session.scalars(
            select(Fetch).where(Fetch.canonical_url.contains(SITES[slug]))
        ).all()
        stored = {f.canonical_url for f in fetches if f.outcome == "stored" and f.purpose == "page"}
        documents = set(
            session.scalars(
                select(Document.canonical_url).where(Document.canonical_url.contains(SITES[slug]))
            )
        )
        explained = set(session.scalars(select(Issue.url)))
    assert all(f.reason for f in fetches if f.outcome in {"refused", "failed"})
    lost = stored - documents - explained
    stubs_and_duplicates = read.get("stub", 0) + read.get("duplicate", 0)
    assert len(lost) == stubs_and_duplicates, sorted(lost)


def test_pages_that_exist_on_disk_and_are_linked_were_read(sites: Sites, shared: Path) -> None:
    """Every stored page is a file of the site, byte for byte found again in the archive's hash."""
    folder = shared / "sites" / "chayn-be" / "site"
    files = {hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}
    with catalogue_session(sites.engine) as session:
        hashes = set(
            session.scalars(
                select(Fetch.sha256).where(
                    Fetch.canonical_url.contains("chayn.be"), Fetch.outcome == "stored"
                )
            )
        )
    assert hashes
    assert hashes <= files


def test_screening_says_which_pages_describe_a_programme(sites: Sites) -> None:
    with catalogue_session(sites.engine) as session:
        query = select(Document).where(Document.canonical_url.contains("we-are-ols.org"))
        documents = session.scalars(query).all()
    programmes = {d.canonical_url for d in documents if d.verdict == "programme"}
    for start in PROGRAMMES:
        assert any(start in url for url in programmes), start
    assert all(d.verdict_reason for d in documents)
    assert len(programmes) < len(documents) // 5


def test_tagging_and_grouping_hold_on_real_pages(sites: Sites) -> None:
    counts = build_practices(sites.installation)
    assert counts["tagged"] > 0
    assert counts["refused"] == 0
    with catalogue_session(sites.engine) as session:
        assert find_loose_quotes(session) == []
