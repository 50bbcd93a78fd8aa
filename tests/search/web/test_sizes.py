"""Catalogues of another size than usual: empty, and with entries that are far too long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from practices_db.schema import open_catalogue
from practices_db.settings import Settings, load_settings
from search.index import refresh_index
from search.web import Options, create_app

PATHS = (
    *("/", "/practices", "/practices?q=mentors", "/practices?target_group=refugees"),
    *("/gaps", "/gaps?rows=country&columns=language", "/gaps.svg", "/gaps.png", "/gaps.csv"),
    *("/charts", "/pack", "/pack?q=mentors", "/pack.docx?q=mentors", "/pack.md?country=BE"),
    *("/peers", "/sources", "/about", "/vocabulary/target_group", "/api/practices"),
    *("/export/practices.csv", "/export/practices.xlsx", "/export/catalogue.sqlite"),
    *("/export/practices.jsonl", "/export/practices.jsonld", "/api/facets"),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A catalogue as it is before the first run, indexed."""
    folder = tmp_path_factory.mktemp("empty")
    url = f"sqlite:///{folder / 'catalogue.sqlite'}"
    settings = Settings(data_dir=Path(folder), database_url=url, models=load_settings().models_dir)
    engine = open_catalogue(url)
    refresh_index(engine, settings)
    app = create_app(engine, settings, Options(rate=10_000, burst=10_000))
    with TestClient(app, base_url="http://catalogue.example") as client:
        yield client
    engine.dispose()


@pytest.mark.parametrize("path", PATHS)
def test_empty_catalogue_has_every_page(empty: TestClient, path: str) -> None:
    answer = empty.get(path)
    assert answer.status_code == 200, answer.text
