"""A run that is killed at any moment loses nothing: the next one ends with the same catalogue."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import select

from practices_db.audit import find_loose_quotes
from practices_db.engine import catalogue_session
from practices_db.models import Run
from practices_db.schema import open_catalogue
from practices_db.settings import PROJECT_ROOT
from tests.faults.content import Undisturbed, folder_lines
from tests.faults.whole import declare_parts, finish_run, start_run

PART = ("sv",)


def _start(folder: Path) -> subprocess.Popen[str]:
    """A worker that has loaded everything and begins now."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "PRACTICES_DATA": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


def _finish(worker: subprocess.Popen[str]) -> None:
    _, told = worker.communicate(timeout=120)
    assert worker.returncode == 0, told


def _ended_well(folder: Path) -> bool:
    engine = open_catalogue(f"sqlite:///{folder / 'catalogue.sqlite'}")
    with catalogue_session(engine) as session:
        assert find_loose_quotes(session) == []
        outcomes = session.scalars(select(Run.outcome).order_by(Run.id)).all()
    engine.dispose()
    return outcomes[-1] == "complete" and "running" not in outcomes


def test_whole_runs_killed_while_they_read_and_embed(tmp_path: Path) -> None:
    """Two moments; `benchmarks/kills.py` does it at fifty by chance."""
    declare_parts(tmp_path, PART)
    expected = finish_run(tmp_path / "undisturbed", PART)
    data = tmp_path / "killed"
    for table in ("document", "embedding"):
        run = start_run(data, PART)
        _wait_for_a_row(data / "catalogue.sqlite", table)
        run.kill()
        run.communicate()
        assert run.returncode == -signal.SIGKILL, f"it had ended before {table} was looked at"
    assert finish_run(data, PART) == expected


def _wait_for_a_row(catalogue: Path, table: str) -> None:
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        with (
            suppress(sqlite3.OperationalError),  # no file yet, or no such table
            closing(sqlite3.connect(f"{catalogue.as_uri()}?mode=ro", uri=True)) as connection,
        ):
            if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                return
        time.sleep(0.01)
    raise AssertionError(f"nothing was ever written to {table}")


def test_two_runs_at_once_do_not_harm_each_other(tmp_path: Path, undisturbed: Undisturbed) -> None:
    workers = [_start(tmp_path), _start(tmp_path)]
    for worker in workers:
        _finish(worker)
    assert _ended_well(tmp_path)
    assert folder_lines(tmp_path) == undisturbed.lines
