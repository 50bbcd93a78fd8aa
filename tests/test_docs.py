"""What the documents show is true: every block is regenerated, every command exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from practices_db.settings import PROJECT_ROOT
from tests.world import World

DOCUMENTS = [*PROJECT_ROOT.glob("*.md"), *(PROJECT_ROOT / "docs").glob("*.md")]
# A command at the start of a code line, after a prompt or after a setting; not words of a text.
COMMAND = re.compile(
    r"(?:^\$ |^ {4}|`|^ *[A-Z_]+=\S+ |`[A-Z_]+=\S+ )practices ([a-z]+)(?: ([a-z]+))?", re.MULTILINE
)
GROUPS = {"evaluate", "group", "review", "sources"}


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
def test_every_command_that_is_named_exists(path: Path, world: World) -> None:
    for command in sorted(commands_in(path)):
        done = world.call(*command, "--help")
        assert done.returncode == 0, f"{path.name}: practices {' '.join(command)}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", path.read_text()):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), f"{path.name} -> {target}"
