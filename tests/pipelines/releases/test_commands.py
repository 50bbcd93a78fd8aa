"""As a keeper does it: freeze, list, show, verify, each in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from practices_db.schema import open_catalogue
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
