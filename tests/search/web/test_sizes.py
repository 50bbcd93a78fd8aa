"""Catalogues of another size than usual: empty, and with entries that are far too long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from practices_db.engine import catalogue_session
from practices_db.models import Practice
from practices_db.schema import open_catalogue
from practices_db.settings import Settings, load_settings
from search.index.refresh import refresh_index
from search.links import brief
from search.web import Options, create_app
from tests.search.web.conftest import make_shown

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


def test_long_names_do_not_drown_what_stands_beside_them(tmp_path: Path) -> None:
    shown = make_shown(tmp_path)
    long = "Programme with a name of very many words " * 8
    with catalogue_session(shown.engine) as session:
        told = {"name": long, "organisation": "W" * 300, "summary": "S" * 5_000}
        session.execute(update(Practice).where(Practice.slug == "bakers-ghent").values(told))
    with TestClient(shown.app, base_url="http://catalogue.example") as client:
        table = client.get("/compare?pick=bakers-ghent&pick=paires-lyon").text
        results = client.get("/practices?pick=bakers-ghent").text
        entry = client.get("/practices/bakers-ghent").text.split("</head>")[1]
        record = client.get("/practices/bakers-ghent.json").json()
    shown.engine.dispose()
    assert "W" * 61 not in table
    assert long[:80] not in table
    assert long[:121] not in results
    assert long.strip() in entry  # its own page says it in full
    assert "S" * 601 not in entry
    assert record["name"] == long  # and nothing is lost in data


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [("short", 10, "short"), ("two words here", 10, "two words…"), ("字" * 30, 10, "字" * 9 + "…")],
)
def test_brief_cuts_at_words_where_there_are_any(text: str, most: int, shown: str) -> None:
    assert brief(text, most) == shown
    assert len(brief(text, most)) <= most
