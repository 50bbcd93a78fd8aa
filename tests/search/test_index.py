"""Refreshing the index: nothing twice, nothing lost, and every fault named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from language.encoder import open_encoder
from practices_db.documents import mark_gone, store_document
from practices_db.engine import catalogue_session
from practices_db.errors import EmptyCatalogue
from practices_db.models import Embedding, Source
from practices_db.settings import Settings
from search.errors import IndexMissing, IndexOfOtherModel
from search.index.refresh import refresh_index
from search.measure.throwaway import _document, fill_catalogue
from search.query.searcher import Searcher
from tests.conftest import NOW
from tests.search.conftest import Counting


def test_nothing_is_embedded_twice(
    settings: Settings, programmes: list[dict[str, Any]], encoder: Counting
) -> None:
    engine = fill_catalogue(settings, programmes[:3], tagged=False)
    first = refresh_index(engine, settings, encoder=encoder)
    assert first.embedded == first.passages > 0
    again = refresh_index(engine, settings, encoder=encoder)
    assert (again.embedded, again.reused, again.unchanged) == (0, first.passages, True)


def test_nothing_is_opened_when_nothing_is_to_be_embedded(
    settings: Settings,
    programmes: list[dict[str, Any]],
    encoder: Counting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = fill_catalogue(settings, programmes[:2], tagged=False)
    refresh_index(engine, settings, encoder=encoder)

    def refuse(*_: object) -> None:
        raise AssertionError("the encoder was opened")

    monkeypatch.setattr("language.encoder.open_encoder", refuse)
    assert refresh_index(engine, settings).unchanged
    (settings.index_dir / "current").unlink()
    again = refresh_index(engine, settings)
    assert (again.embedded, again.unchanged) == (0, False)


def test_a_changed_text_costs_its_own_passages_and_a_gone_one_leaves(
    settings: Settings, programmes: list[dict[str, Any]], encoder: Counting
) -> None:
    engine = fill_catalogue(settings, programmes[:3], tagged=False)
    before = refresh_index(engine, settings, encoder=encoder)
    changed = {**programmes[0], "description": "Bakers in Ghent mentor newcomers."}
    gone = _document(programmes[1]).canonical_url
    with catalogue_session(engine) as session:
        source = session.scalars(select(Source)).one()
        store_document(session, source.id, _document(changed), NOW)
        mark_gone(session, source.id, [gone], NOW)
    assert "practices index" in Searcher.open(engine, settings).search("bakers").notice
    report = refresh_index(engine, settings, encoder=encoder)
    assert (report.embedded, report.unchanged) == (1, False)
    assert report.passages < before.passages
    result = Searcher.open(engine, settings).search("Ghent bakers")
    assert result.notice == ""
    assert result.practices[0].slug == programmes[0]["id"]
    assert result.practices[0].passage is not None
    assert result.practices[0].passage.text == "Bakers in Ghent mentor newcomers."
    shown = [found.passage.url for found in result.practices if found.passage]
    assert gone not in shown


def test_two_programmes_that_say_the_same_are_both_shown(
    settings: Settings, programmes: list[dict[str, Any]], encoder: Counting
) -> None:
    said = "Bakers in Ghent mentor newcomers."
    twins = [{**programme, "description": said} for programme in programmes[:2]]
    engine = fill_catalogue(settings, twins, tagged=False)
    refresh_index(engine, settings, encoder=encoder)
    found = Searcher.open(engine, settings).search("Ghent bakers").practices
    shown = {one.slug: (one.passage.text, one.passage.url) for one in found if one.passage}
    assert shown == {twin["id"]: (said, _document(twin).canonical_url) for twin in twins}


def test_an_interrupted_run_goes_on_where_it_stopped(
    settings: Settings, programmes: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.index.store.VECTORS_A_COMMIT", 2)
    engine = fill_catalogue(settings, programmes[:4], tagged=False)
    real = open_encoder(settings, "query")
    with pytest.raises(KeyboardInterrupt):
        refresh_index(engine, settings, encoder=Counting(real, batches=2))
    with catalogue_session(engine) as session:
        kept = session.scalar(select(func.count()).select_from(Embedding))
    assert kept == 4
    with pytest.raises(IndexMissing):
        Searcher.open(engine, settings)
    report = refresh_index(engine, settings, encoder=Counting(real))
    assert report.reused == 4
    assert report.embedded == report.passages - 4


def test_missing_damaged_and_foreign_indexes_are_named(
    settings: Settings, programmes: list[dict[str, Any]], encoder: Counting
) -> None:
    engine = fill_catalogue(settings, programmes[:2], tagged=False)
    with pytest.raises(IndexMissing, match="practices index"):
        Searcher.open(engine, settings)
    encoder.name = "another model"
    refresh_index(engine, settings, encoder=encoder)
    with pytest.raises(IndexOfOtherModel, match="another model"):
        Searcher.open(engine, settings).search("mentors")
    (settings.index_dir / "current").write_text("nowhere")
    with pytest.raises(IndexMissing, match="practices index"):
        Searcher.open(engine, settings)


def test_models_never_mix(
    settings: Settings, programmes: list[dict[str, Any]], encoder: Counting
) -> None:
    engine = fill_catalogue(settings, programmes[:2], tagged=False)
    first = refresh_index(engine, settings, encoder=encoder)
    encoder.name = "another model"
    other = refresh_index(engine, settings, encoder=encoder)
    assert (other.embedded, other.unchanged) == (first.passages, False)


def test_an_empty_catalogue_is_named_until_it_is_filled_and_indexed(
    settings: Settings, programmes: list[dict[str, Any]], encoder: Counting
) -> None:
    engine = fill_catalogue(settings, [], tagged=False)
    with pytest.raises(EmptyCatalogue):
        Searcher.open(engine, settings)
    report = refresh_index(engine, settings, encoder=encoder)
    assert (report.passages, report.practices) == (0, 0)
    assert Searcher.open(engine, settings).search("mentors for refugees").total == 0
    engine = fill_catalogue(settings, programmes[:2], tagged=False)
    with pytest.raises(IndexMissing, match="made of an empty catalogue"):
        Searcher.open(engine, settings)
    refresh_index(engine, settings, encoder=encoder)
    assert Searcher.open(engine, settings).search("mentors").total == 2


def test_both_databases_give_the_same(
    catalogue: Any, settings: Settings, programmes: list[dict[str, Any]], encoder: Counting
) -> None:
    url = catalogue.url.render_as_string(hide_password=False)
    engine = fill_catalogue(replace(settings, database_url=url), programmes[:3], tagged=True)
    refresh_index(engine, settings, encoder=encoder)
    result = Searcher.open(engine, settings).search("mentors for young people")
    assert result.total == 3
    assert result.notice == ""
    assert result.practices[0].passage is not None
