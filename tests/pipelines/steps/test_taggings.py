"""Texts are tagged in their order, each as if it were alone, however many are read ahead."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from language.tagger import open_tagger
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from pipelines.steps.taggings import tag_ahead
from pipelines.steps.untagged import read_untagged, untagged_documents
from practices_db.engine import catalogue_session
from practices_db.models import Document
from tests.pipelines.steps.conftest import SLUG, Install, link, page, programme

PAGES = 8  # more than the first two groups hold, so that the third is read ahead of the first


def test_each_text_gets_its_own_tags_in_the_order_in_which_it_waits(
    install: Install, site: Path
) -> None:
    paths = [f"{at}.html" for at in range(PAGES)]
    link(site, *paths)
    for at, path in enumerate(paths):
        page(site, path, programme(f"Bridge {at}", years=at + 2))
    installation = install()
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    with catalogue_session(installation.engine) as session:
        waiting = untagged_documents(session)
        told = read_untagged(session, waiting)
        hashes = dict(session.execute(select(Document.id, Document.text_hash)).all())
    tagger = open_tagger(installation.settings)
    with closing(tag_ahead(installation, waiting)) as taggings:
        found = list(taggings)
    assert [one.document for one in found] == waiting
    assert len(waiting) == PAGES
    assert [one.text_hash for one in found] == [hashes[one] for one in waiting]
    assert [one.tagging for one in found] == [tagger.tag(*text) for _, text in told]


def test_nothing_is_opened_where_nothing_waits(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("a model was opened for nothing")

    monkeypatch.setattr("pipelines.steps.taggings.open_tagger", fail)
    assert list(tag_ahead(install(), [])) == []
