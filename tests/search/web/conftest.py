"""The hostile catalogue, indexed once by the real model, and a client to its site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from practices_db.schema import open_catalogue
from practices_db.settings import Settings, load_settings
from search.index.refresh import refresh_index
from search.web import Options, create_app
from search.web.site import Site
from tests.search.web.hostile import build_hostile


@dataclass(frozen=True, slots=True)
class Shown:
    """A catalogue on show. Tests leave it as they found it."""

    engine: Engine
    settings: Settings
    app: ASGIApp
    site: Site


def make_shown(folder: Path, options: Options | None = None) -> Shown:
    """A site over the hostile catalogue in this folder."""
    settings = Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'catalogue.sqlite'}",
        models=load_settings().models_dir,
    )
    engine = open_catalogue(settings.database_url)
    build_hostile(engine)
    refresh_index(engine, settings)
    options = options or Options(rate=10_000, burst=10_000)
    return Shown(
        engine, settings, create_app(engine, settings, options), Site(engine, settings, options)
    )


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    made = make_shown(tmp_path_factory.mktemp("shown"))
    yield made
    made.engine.dispose()


@pytest.fixture
def client(shown: Shown) -> Iterator[TestClient]:
    with TestClient(shown.app, base_url="http://catalogue.example") as client:
        yield client
