"""Large catalogues: candidates instead of comparing everything, with the same answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import inspect

from practices_db.settings import Settings
from search.index import refresh_index
from search.nearest import has_faiss
from search.nearest_stores import choose_store
from search.pgvector_rows import PREFIX
from search.query import Searcher
from search.throwaway import fill_catalogue
from tests.search.conftest import Counting

QUERIES = ("mentors for refugees", "étudiants et élèves", "Frauen gründen ein Unternehmen")


@pytest.fixture
def searcher(
    catalogue: Any,
    settings: Settings,
    programmes: list[dict[str, Any]],
    encoder: Counting,
    monkeypatch: pytest.MonkeyPatch,
) -> Searcher:
    """A small catalogue that is searched like a large one, on each backend."""
    monkeypatch.setattr("search.nearest.EXACT_UP_TO", 5)
    monkeypatch.setattr("search.candidates.FEW", 0)
    monkeypatch.setattr("search.candidates.PASSAGES", 12)
    url = catalogue.url.render_as_string(hide_password=False)
    engine = fill_catalogue(replace(settings, database_url=url), programmes[:15], tagged=False)
    refresh_index(engine, settings, encoder=encoder)
    return Searcher.open(engine, settings)


def test_candidates_are_those_of_exact_search(searcher: Searcher) -> None:
    exact = Searcher(searcher.engine, searcher.index, replace(searcher.ranker, nearest=None))
    countries = set(searcher.search().facets["country"]) - {"not_stated", "not_assessed"}
    for filters in ({}, {"country": set(sorted(countries)[:3])}):
        for query in QUERIES:
            found, right = (
                [each.slug for each in one.search(query, filters, limit=3).practices]
                for one in (searcher, exact)
            )
            assert found == right
            assert len(found) == 3


def test_each_backend_has_its_own_way(searcher: Searcher) -> None:
    backend = searcher.engine.dialect.name
    wanted = "pgvector" if backend == "postgresql" else "faiss" if has_faiss() else "exact"
    assert searcher.index.manifest.nearest == wanted
    assert choose_store(searcher.engine, 6) == wanted
    assert choose_store(searcher.engine, 5) == "exact"


def test_a_new_index_leaves_no_table_of_the_old_one(
    searcher: Searcher, settings: Settings, encoder: Counting
) -> None:
    encoder.name = "another model"
    refresh_index(searcher.engine, settings, encoder=encoder)
    tables = [t for t in inspect(searcher.engine).get_table_names() if t.startswith(PREFIX)]
    assert len(tables) == (searcher.engine.dialect.name == "postgresql")
