"""As a keeper does it: freeze, list, show, verify, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from practices_db.schema import open_catalogue
from practices_db.settings import PROJECT_ROOT
from tests.search.web.hostile import build_hostile
from tests.world import World


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World(tmp_path_factory.mktemp("small"))
    engine = open_catalogue(world.settings.database_url)
    build_hostile(engine)
    engine.dispose()
    return world


def test_a_release_from_freezing_to_verifying(small: World, tmp_path: Path) -> None:
    assert "No release was frozen yet" in small.run("release", "list")
    where = str(tmp_path / "releases")
    first = json.loads(small.run("release", "freeze", "--folder", where, "--json"))
    again = small.run("release", "freeze", "--folder", where)
    assert f"as {first['name']}" in again
    (listed,) = json.loads(small.run("release", "list", "--json"))
    assert listed["name"] == first["name"]
    assert first["name"] in small.run("release", "list")
    assert "## What was not searched" in small.run("release", "show", first["name"][:6])
    assert json.loads(small.run("release", "show", first["name"], "--json"))["searched"]
    assert "is whole" in small.run("release", "verify", first["folder"])
    assert json.loads(small.run("release", "verify", first["folder"], "--json"))["sound"]


def test_what_is_not_whole_fails(small: World, tmp_path: Path) -> None:
    done = json.loads(small.run("release", "freeze", "--folder", str(tmp_path), "--json"))
    (Path(done["folder"]) / "CITATION.cff").unlink()
    verified = small.call("release", "verify", done["folder"])
    assert verified.returncode == 1
    assert "CITATION.cff is missing" in verified.stdout
    assert small.call("release", "verify", str(tmp_path)).returncode == 1
    assert small.call("release", "show", "none").returncode == 1


AT_ONCE = """
import sys, time
from pathlib import Path
import pipelines.releases.freezing, pipelines.steps.turn
from pipelines.cli import main
go = Path(sys.argv.pop(1))
Path(f"{go}.{sys.argv.pop(1)}").touch()
while not go.exists():
    time.sleep(0.001)
main()
"""


def test_two_who_freeze_one_release_at_the_same_moment(tmp_path: Path) -> None:
    """One of them does it; the other is told that it was done. Neither breaks the folder."""
    world = World(tmp_path / "data")
    world.folder.mkdir()
    engine = open_catalogue(world.settings.database_url)
    build_hostile(engine)
    engine.dispose()
    go, where = tmp_path / "go", str(tmp_path / "releases")
    both = [
        subprocess.Popen(
            [sys.executable, "-c", AT_ONCE, str(go), str(number),
             "release", "freeze", "--folder", where, "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            cwd=PROJECT_ROOT, env=world.environment,
        )
        for number in (1, 2)
    ]  # fmt: skip
    while not all(Path(f"{go}.{number}").exists() for number in (1, 2)):
        assert all(one.poll() is None for one in both)
        time.sleep(0.01)
    go.touch()
    told = [one.communicate(timeout=300) for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    first, second = sorted((json.loads(out) for out, _ in told), key=lambda one: not one["new"])
    assert (first["new"], second["new"], second["files"]) == (True, False, 0)
    assert first["name"] == second["name"]
    assert "is whole" in world.run("release", "verify", first["folder"])
    assert [path.name for path in Path(where).iterdir()] == [first["name"]]
