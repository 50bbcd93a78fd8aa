"""Large catalogues: candidates instead of comparing everything, with the same answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import inspect

from practices_db.settings import Settings
from search.index.nearest import has_faiss
from search.index.nearest_stores import choose_store
from search.index.pgvector_rows import PREFIX
from search.index.refresh import refresh_index
from search.index.signs import SignsNearest, sign_arrays
from search.measure.throwaway import fill_catalogue
from search.query.searcher import Searcher
from tests.search.conftest import Counting

QUERIES = ("mentors for refugees", "étudiants et élèves", "Frauen gründen ein Unternehmen")


@pytest.fixture(params=["signs", "library"])
def searcher(
    request: pytest.FixtureRequest,
    catalogue: Any,
    settings: Settings,
    programmes: list[dict[str, Any]],
    encoder: Counting,
    monkeypatch: pytest.MonkeyPatch,
) -> Searcher:
    """A small catalogue that is searched like a large one, on each backend, in both ways."""
    monkeypatch.setattr("search.index.nearest.EXACT_UP_TO", 5)
    monkeypatch.setattr(
        "search.index.nearest.SIGNS_UP_TO", 5 if request.param == "library" else 10_000
    )
    monkeypatch.setattr("search.index.pgvector_rows.BY_SIGNS", 5)
    monkeypatch.setattr("search.query.candidates.FEW", 0)
    monkeypatch.setattr("search.query.candidates.PASSAGES", 12)
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
    store = searcher.index.manifest.nearest
    backend = searcher.engine.dialect.name
    library = "pgvector" if backend == "postgresql" else "faiss" if has_faiss() else "exact"
    assert store in {"signs", library}
    assert choose_store(searcher.engine, 6) == store
    assert choose_store(searcher.engine, 5) == "exact"


@pytest.mark.parametrize("others", [False, True])
def test_an_index_keeps_only_the_table_that_it_needs(
    searcher: Searcher,
    settings: Settings,
    encoder: Counting,
    others: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if others:
        encoder.name = "another model"
    else:
        monkeypatch.setattr("search.index.nearest.EXACT_UP_TO", 10_000)
    assert not refresh_index(searcher.engine, settings, encoder=encoder).unchanged
    store = Searcher.open(searcher.engine, settings).index.manifest.nearest
    assert (store == "exact") is not others
    tables = [t for t in inspect(searcher.engine).get_table_names() if t.startswith(PREFIX)]
    assert len(tables) == (store == "pgvector")


def test_bits_find_what_is_near_among_the_rows_allowed() -> None:
    chance = np.random.default_rng(3)
    vectors = chance.standard_normal((5_000, 40)).astype(np.float32)  # no whole word of planes
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    arrays = sign_arrays(vectors)
    assert all((arrays[name] == again).all() for name, again in sign_arrays(vectors).items())
    nearest = SignsNearest(arrays)
    allowed = chance.random(len(vectors)) < 0.3
    for mask in (None, allowed):
        asked = vectors[7] + 0.1 * vectors[8]
        found = nearest.towards(asked)(500, mask)
        if mask is not None:
            np.testing.assert_array_equal(
                nearest.find_among(asked, 500, np.flatnonzero(mask)), found
            )
        right = np.argsort(-(vectors @ asked) - (0 if mask is None else 9 * mask))[:20]
        assert np.isin(right, found).mean() > 0.8
        assert 500 <= len(found) < 1_000
        assert mask is None or mask[found].all()
