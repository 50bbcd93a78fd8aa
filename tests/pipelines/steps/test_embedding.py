"""What is embedded while pages are read is what the index would have embedded, and no more."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from language.encoder import open_encoder
from pipelines.describe.model import Description, Section
from pipelines.installation import Installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.embedding import embedding_ahead
from pipelines.steps.index import index_passages
from pipelines.steps.pages import fetch_pages
from pipelines.steps.practices import build_practices
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.models import Embedding
from practices_db.settings import Settings
from search.index.store import indexed_passages
from tests.pipelines.steps.conftest import SLUG, Install, link, page, programme

PAGES = 5
PATIENCE = 120  # seconds, on a machine that does much else


@pytest.fixture
def published(install: Install, site: Path) -> Installation:
    paths = [f"{at}.html" for at in range(PAGES)]
    link(site, *paths)
    for at, path in enumerate(paths):
        page(site, path, programme(f"Bridge {at}", years=at + 2))
    return install()


def _read(installation: Installation) -> None:
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)


def _alone(told: str) -> Description:
    """A page of one section."""
    whole = Section(0, len(told), 0, "")
    return Description(kind="html", title="Alone", text=told, sections=(whole,))


def _vectors(installation: Installation) -> dict[str, bytes]:
    with catalogue_session(installation.engine) as session:
        rows = session.execute(select(Embedding.passage_hash, Embedding.vector)).all()
    return dict(rows)


def _await_vectors(installation: Installation, count: int) -> None:
    last = time.monotonic() + PATIENCE
    while len(_vectors(installation)) < count:
        assert time.monotonic() < last, "nothing was embedded ahead"
        time.sleep(0.05)


def test_the_index_finds_the_vectors_that_it_would_have_made(
    published: Installation, install: Install, tmp_path: Path
) -> None:
    with embedding_ahead(published) as told:
        _read(told)
        _await_vectors(told, PAGES)
        ahead = _vectors(told)
        build_practices(told)
        counts = index_passages(told)
    # Counted as new, whoever made them.
    assert (counts["passages"], counts["embedded"], counts["reused"]) == (PAGES, PAGES, 0)
    alone = install(at=tmp_path / "alone.sqlite", data=tmp_path / "alone")
    _read(alone)
    build_practices(alone)
    index_passages(alone)
    assert ahead == _vectors(alone)


def test_a_run_that_finds_nothing_new_opens_nothing(
    published: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    _read(published)

    def fail(*_: object) -> None:
        raise AssertionError("a model was opened for nothing")

    monkeypatch.setattr("search.index.deferred.bulk_encoder", fail)
    with embedding_ahead(published) as told:
        _read(told)
        assert told.embedder is not None
        assert told.embedder.before is None


def test_what_still_waits_is_left_to_the_index(
    published: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.steps.embedding._MOST_WAITING", 1)
    with embedding_ahead(published) as told:
        _read(told)
        build_practices(told)
        counts = index_passages(told)
    assert (counts["passages"], counts["embedded"]) == (PAGES, PAGES)
    encoder = open_encoder(told.settings, "bulk")
    assert len(_vectors(told)) == PAGES
    assert all(len(vector) == 2 * encoder.dimension for vector in _vectors(told).values())


def test_vectors_of_what_became_no_passage_are_forgotten(published: Installation) -> None:
    copy = _alone("This text was embedded while it was read, and then it was the copy of another.")
    with embedding_ahead(published) as told:
        _read(told)
        assert told.embedder is not None
        told.embedder.take(copy)
        _await_vectors(told, PAGES + 1)
        build_practices(told)
        index_passages(told)
    assert len(_vectors(told)) == PAGES


def test_a_long_text_is_left_between_two_of_its_passages(
    published: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.steps.embedding._TOGETHER", 1)
    told = (f"Chapter {at}. " + f"Mentors met {at} times a year. " * 60 for at in range(200))
    report = "\n\n".join(told)
    whole = Section(0, len(report), 0, "")
    long = Description(kind="pdf", title="Report", text=report, sections=(whole,))
    with embedding_ahead(published) as running:
        assert running.embedder is not None
        running.embedder.take(long)
        _await_vectors(running, 1)
    assert 0 < len(_vectors(published)) < len(indexed_passages(report, [whole.as_dict()]))


def test_encoding_goes_on_while_others_write(
    published: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.steps.embedding._TOGETHER", 1)
    asked = []

    class Counted:
        def __init__(self, settings: Settings) -> None:
            self._real = open_encoder(settings, "bulk")
            self.name, self.count_tokens = self._real.name, self._real.count_tokens

        def encode_passages(self, texts: Sequence[str]) -> object:
            asked.append(texts)
            return self._real.encode_passages(texts)

    monkeypatch.setattr("search.index.deferred.bulk_encoder", Counted)
    fetch_pages(published, SLUG)
    with embedding_ahead(published) as told:
        assert told.embedder is not None
        with catalogue_session(published.engine) as session:
            session.execute(text("UPDATE source SET slug = slug"))  # nobody else may write now
            for at in range(PAGES):
                told.embedder.take(_alone(f"Mentors meet {at + 2} times in this programme."))
            last = time.monotonic() + PATIENCE
            while len(asked) < PAGES:
                assert time.monotonic() < last, "encoding waits for the transaction"
                time.sleep(0.05)
            assert not _vectors(published)
        _await_vectors(told, PAGES)


def test_an_encoder_that_cannot_be_opened_stops_no_reading(
    published: Installation, tmp_path: Path
) -> None:
    settings = replace(published.settings, encoder=str(tmp_path / "nowhere"))
    broken = replace(published, settings=settings)
    with embedding_ahead(broken) as told:
        _read(told)
        with pytest.raises(PracticesError, match="nowhere"):
            index_passages(told)
    index_passages(published)
    assert not _vectors(published)  # there is no practice yet
