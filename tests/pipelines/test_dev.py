"""`practices dev`, started for real: Dagster's pages answer, and a plain `kill` ends all of it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from practices_db.settings import PROJECT_ROOT
from tests.world import World

PATIENCE_SECONDS = 120
ASSETS = "{assetNodes{assetKey{path}}}"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def dev(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """As a script starts it in the background: there a shell makes it deaf to Ctrl-C."""
    process = subprocess.Popen(
        [str(Path(sys.executable).parent / "practices"), "dev", "--port", str(port)],
        cwd=PROJECT_ROOT,
        env=World(tmp_path).environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=_deaf,  # noqa: PLW1509 - this process has no other threads that hold locks
    )
    yield process
    if process.poll() is None:
        process.kill()


def _deaf() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def test_the_pages_answer_and_a_plain_kill_ends_it(dev: subprocess.Popen[str], port: int) -> None:
    assert _assets(port) == {"pages", "documents", "practices", "index"}
    dev.terminate()
    told, _ = dev.communicate(timeout=PATIENCE_SECONDS)
    assert dev.returncode == 0
    # It warns of the project's dagster.yaml, of which it reads the copy in the data folder.
    warned = [line for line in told.splitlines() if "WARNING" in line]
    assert all("(dagster.yaml) in the current folder" in line for line in warned)
    assert "services shut down" in told


def _assets(port: int) -> set[str]:
    """The assets that Dagster's pages show, once they are up."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(requests.ConnectionError):
            answer = requests.post(
                f"http://127.0.0.1:{port}/graphql", json={"query": ASSETS}, timeout=30
            )
            return {node["assetKey"]["path"][0] for node in answer.json()["data"]["assetNodes"]}
        time.sleep(0.5)
    raise AssertionError("Dagster's pages never came up")
