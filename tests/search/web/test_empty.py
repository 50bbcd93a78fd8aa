"""A site that has nothing to show yet says so, and what fills it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from practices_db.schema import open_catalogue
from practices_db.settings import Settings, load_settings
from search.index.refresh import refresh_index
from search.web import Options, create_app


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site over a catalogue that was never filled."""
    folder: Path = tmp_path_factory.mktemp("empty")
    url = f"sqlite:///{folder / 'catalogue.sqlite'}"
    settings = Settings(data_dir=folder, database_url=url, models=load_settings().models_dir)
    engine = open_catalogue(url)
    with TestClient(create_app(engine, settings, Options(rate=10_000, burst=10_000))) as client:
        yield client
    engine.dispose()


@pytest.mark.parametrize(
    "address", ["/practices?q=refugees", "/practices", "/gaps", "/pack?title=x", "/api/practices"]
)
def test_an_index_of_an_empty_catalogue_does_not_blame_the_filters(
    tmp_path: Path, address: str
) -> None:
    url = f"sqlite:///{tmp_path / 'catalogue.sqlite'}"
    settings = Settings(data_dir=tmp_path, database_url=url, models=load_settings().models_dir)
    engine = open_catalogue(url)
    refresh_index(engine, settings)
    with TestClient(create_app(engine, settings, Options(rate=10_000, burst=10_000))) as client:
        answer = client.get(address)
    engine.dispose()
    assert answer.status_code == 200
    assert "The catalogue is empty" in answer.text
    assert "passes these filters" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/practices",
        "/practices?q=refugees&target_group=refugees",
        "/practices/be-duo-for-a-job",
        "/compare?pick=a&pick=b",
        "/gaps",
        "/charts",
        "/pack?title=x",
        "/pack.md?title=x",
        "/api/practices",
        "/api/facets",
    ],
)
def test_an_empty_catalogue_is_told_from_a_search_without_results(
    empty: TestClient, address: str
) -> None:
    answer = empty.get(address)
    assert answer.status_code == 503
    assert "The catalogue is empty." in answer.text
    assert "practices run" in answer.text


def test_the_first_page_of_an_empty_catalogue_says_that_it_is_empty(empty: TestClient) -> None:
    assert "The catalogue is empty" in empty.get("/").text
    for address in ("/sources", "/about", "/vocabulary/target_group", "/export", "/peers"):
        assert empty.get(address).status_code == 200
