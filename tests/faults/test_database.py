"""The database goes away in the middle of a run: clear words, nothing lost, the next goes on."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from pipelines.installation import Installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from practices_db import engine as engines
from practices_db.engine import open_engine
from practices_db.errors import CatalogueUnavailable
from practices_db.models import Document, Fetch, Practice, Statement
from practices_db.schema import open_catalogue
from practices_db.settings import PROJECT_ROOT
from tests.faults.content import Undisturbed, catalogue_lines, database_lines
from tests.faults.server import Server
from tests.faults.whole import declare_parts, finish_run, start_run
from tests.pipelines.steps.conftest import SLUG, Install, link, page, programme

RUN = [str(Path(sys.executable).parent / "practices"), "run", "--sources", "demo"]
PART = ("sv",)
READ = [sys.executable, "-m", "tests.faults.worker"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When so many rows are in a table."""

    table: type[Fetch | Document | Statement | Practice]
    rows: int


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "postgresql")
    yield made
    made.close()


def _environment(server: Server, folder: Path) -> dict[str, str]:
    own = {"PRACTICES_DATA": str(folder), "PRACTICES_DATABASE_URL": server.url, "COLUMNS": "300"}
    return {**os.environ, **own}


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    out = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=PROJECT_ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT, text=True
    )


def _wait_for(server: Server, moment: Moment) -> None:
    engine, deadline = open_engine(server.url), time.monotonic() + 120
    counted = select(func.count()).select_from(moment.table)
    while time.monotonic() < deadline:
        with suppress(DBAPIError), engine.connect() as connection:
            if (connection.scalar(counted) or 0) >= moment.rows:
                engine.dispose()
                return
        time.sleep(0.01)
    raise AssertionError(f"it never came to {moment}")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("command", "moment", "how"),
    [
        (READ, Moment(Fetch, 10), signal.SIGQUIT),
        (READ, Moment(Document, 5), signal.SIGINT),
        (RUN, Moment(Fetch, 10), signal.SIGINT),
    ],
    ids=["crawl", "reading", "whole run"],
)
def test_server_that_stops_says_so_and_the_next_run_goes_on(
    server: Server,
    undisturbed: Undisturbed,
    tmp_path: Path,
    command: list[str],
    moment: Moment,
    how: signal.Signals,
) -> None:
    environment = _environment(server, tmp_path / "data")
    run = _start(command, environment)
    _wait_for(server, moment)
    server.stop(how)
    told, _ = run.communicate(timeout=60)
    assert run.returncode == 1, told
    assert "Traceback" not in told
    assert "Error: " in told
    assert "Start the database server and run again" in " ".join(told.split()), told
    server.start()
    again = _start(READ, environment)
    told, _ = again.communicate(timeout=120)
    assert again.returncode == 0, told
    assert database_lines(server.url) == undisturbed.lines


@pytest.mark.postgresql
def test_whole_runs_that_lose_the_server_and_two_at_once(server: Server, tmp_path: Path) -> None:
    """It goes away while texts are tagged and is back at once, then while all is grouped anew;
    in the end two runs begin together. `benchmarks/kills.py --server` does it by chance."""
    declare_parts(tmp_path, PART)
    expected = finish_run(tmp_path / "undisturbed", PART)
    data = tmp_path / "data"
    for moment in (Moment(Statement, 30), Moment(Practice, 1)):
        run = start_run(data, PART, server.url)
        _wait_for(server, moment)
        server.stop(signal.SIGINT)
        server.start()
        told, _ = run.communicate(timeout=120)
        assert b"Traceback" not in told, told.decode()
        assert run.returncode == 0 or b"Start the database server and run again" in told
    together = [start_run(data, PART, server.url) for _ in range(2)]
    for run in together:
        told, _ = run.communicate(timeout=240)
        assert run.returncode == 0, told.decode()
    assert database_lines(server.url) == expected


@pytest.mark.postgresql
def test_server_that_is_not_there_says_what_to_do(server: Server, tmp_path: Path) -> None:
    environment = _environment(server, tmp_path / "data")
    server.stop(signal.SIGINT)
    run = _start([*RUN[:1], "sources", "health"], environment)
    told, _ = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "Traceback" not in told
    assert "Start the database server" in " ".join(told.split())


def _small_site(site: Path) -> None:
    names = [f"p{number}.html" for number in range(60)]
    for name in names:
        page(site, name, programme(f"Programme {name}"))
    link(site, *names)


def _read(installation: Installation) -> None:
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)


@pytest.fixture
def expected(site: Path, install: Install, tmp_path: Path) -> list[str]:
    """The catalogue of the small site, read without a disturbance."""
    _small_site(site)
    quiet = install(at=tmp_path / "quiet.sqlite", data=tmp_path / "quiet")
    _read(quiet)
    return catalogue_lines(quiet.engine)


@pytest.mark.parametrize("step", ["fetch", "read"])
def test_catalogue_that_another_program_locks_says_so_and_nothing_is_lost(
    install: Install, expected: list[str], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 300)
    lock: list[sqlite3.Connection] = []

    def lock_it(at: str, done: int, _total: int | None) -> None:
        if at.endswith(step) and done == 30 and not lock:
            lock.append(sqlite3.connect(file, isolation_level=None, check_same_thread=False))
            lock[0].execute("BEGIN IMMEDIATE")

    installation = install(progress=lock_it)
    file = str(installation.engine.url.database)
    with pytest.raises(CatalogueUnavailable, match=r"locked.*Another run is writing"):
        _read(installation)
    lock[0].close()
    _read(install())
    assert catalogue_lines(install().engine) == expected


@pytest.mark.postgresql
def test_every_lost_connection_is_explained(server: Server) -> None:
    """In the middle of a transaction, on an old connection, and on a new one."""
    engine = open_catalogue(server.url)
    with pytest.raises(CatalogueUnavailable) as told, engines.catalogue_session(engine) as session:
        session.execute(text("SELECT 1"))
        server.stop(signal.SIGINT)
        time.sleep(0.5)
        session.execute(text("SELECT 1"))
    assert "Start the database server" in told.value.advice
    with pytest.raises(CatalogueUnavailable), engines.catalogue_session(engine) as session:
        session.execute(text("SELECT 1"))
    server.start()
    with engines.catalogue_session(engine) as session:
        assert session.scalar(text("SELECT 1")) == 1
