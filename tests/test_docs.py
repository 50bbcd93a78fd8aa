"""What the documents show is true: every block is regenerated, every command exists."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli.app import app
from practices_db.settings import PROJECT_ROOT
from tests.world import World

DOCUMENTS = [*PROJECT_ROOT.glob("*.md"), *(PROJECT_ROOT / "docs").glob("*.md")]
# A command at the start of a code line, after a prompt or after a setting; not words of a text.
COMMAND = re.compile(
    r"(?:^\$ |^ {4}|`|^ *[A-Z_]+=\S+ |`[A-Z_]+=\S+ )practices ([a-z]+)(?: ([a-z]+))?", re.MULTILINE
)
GROUPS = {"evaluate", "group", "release", "review", "sources"}


def test_the_readme_shows_what_the_commands_print(world: World) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", "README.md"],
        cwd=PROJECT_ROOT,
        env={**world.environment, "PYTHONPATH": str(PROJECT_ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"Run `make docs`.\n{done.stdout}{done.stderr}"


def commands_in(path: Path) -> set[tuple[str, ...]]:
    code = re.findall(r"```.*?```|`[^`]+`|^    .*$", path.read_text(), re.DOTALL | re.MULTILINE)
    found = set()
    for first, second in COMMAND.findall("\n".join(code)):
        found.add((first, second) if first in GROUPS else (first,))
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path: Path) -> None:
    for command in sorted(commands_in(path)):
        done = CliRunner().invoke(app, [*command, "--help"])
        assert done.exit_code == 0, f"{path.name}: practices {' '.join(command)}"


def test_the_protocol_for_coders_can_be_followed_as_it_stands(mine: World, tmp_path: Path) -> None:
    """Its commands, in its order, by two coders who agree with the machine."""
    lines = re.findall(r"^ {4}practices (.*)$", (PROJECT_ROOT / "docs/review.md").read_text(), re.M)
    assert len(lines) > 15
    for line in lines:
        words = [_statement(mine) if word == "ID" else word for word in shlex.split(line)]
        if words[:2] == ["review", "import"]:
            _code(tmp_path, words[2])
        done = mine.call(*words, folder=tmp_path)
        assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
    assert "mentor_type" in mine.run("review", "agreement", "ab", "cd")
    log = json.loads(mine.run("review", "log", "--json"))
    assert "at-lobby16" in {row["practice"] for row in log}


def _statement(world: World) -> str:
    waiting = json.loads(world.run("review", "list", "--limit", "1", "--json"))
    return str(waiting["statements"][0]["statement"][:8])


def _code(folder: Path, name: str) -> None:
    """Fill in a coder's copy of a worksheet."""
    exported = folder / f"{Path(name).stem.partition('-')[0]}.csv"
    with exported.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        coded = {"verdict": "accept"} if "verdict" in rows[0] else {"value": "not_stated"}
        writer.writerows({**row, **coded} for row in rows)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", path.read_text()):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), f"{path.name} -> {target}"
