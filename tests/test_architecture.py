"""The rules on imports: one direction, Dagster in one place, a light command line."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from practices_db.settings import PROJECT_ROOT

LAYERS = ("practices_db", "language", "search", "pipelines")
HEAVY = (
    "dagster",
    "spacy",
    "torch",
    "sentence_transformers",
    "sklearn",
    "openvino",
    "numpy",
    "sqlalchemy",
)


def modules(package: str) -> Iterator[Path]:
    return (PROJECT_ROOT / package).rglob("*.py")


def imported(path: Path) -> set[str]:
    """Top-level names of everything that a file imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("name", [*LAYERS, "tests", "dagster.yaml", "pyproject.toml"])
def test_what_the_design_puts_at_the_top_is_there(name: str) -> None:
    assert (PROJECT_ROOT / name).exists()


@pytest.mark.parametrize("level", range(len(LAYERS)))
def test_imports_go_one_way(level: int) -> None:
    above = set(LAYERS[level + 1 :]) | {"tests", "benchmarks"}
    wrong = {
        str(path.relative_to(PROJECT_ROOT)): sorted(found)
        for path in modules(LAYERS[level])
        if (found := imported(path) & above)
    }
    assert wrong == {}


def test_only_the_dagster_rooms_import_dagster() -> None:
    allowed = (PROJECT_ROOT / "pipelines/defs", PROJECT_ROOT / "pipelines/definitions.py")
    wrong = [
        str(path)
        for layer in LAYERS
        for path in modules(layer)
        if "dagster" in imported(path)
        and not any(path == room or room in path.parents for room in allowed)
    ]
    assert wrong == []


def test_only_the_settings_read_the_environment() -> None:
    wrong = [
        str(path)
        for layer in LAYERS
        for path in modules(layer)
        if path.name != "settings.py"
        and ("os.environ" in (code := path.read_text()) or "getenv(" in code)
    ]
    assert wrong == []


def loaded_by(*arguments: str) -> set[str]:
    """Which heavy packages the command line has loaded when it is done."""
    code = (
        "import sys; sys.argv = ['practices', *sys.argv[1:]]\n"
        "from pipelines.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("command", ["search", "show", "compare", "run", "export"])
def test_help_loads_nothing_heavy(command: str) -> None:
    assert loaded_by(command, "--help") == set()


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(PROJECT_ROOT)): count
        for layer in LAYERS
        for path in modules(layer)
        if "versions" not in path.parts and (count := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_every_module_says_what_belongs_there() -> None:
    silent = [
        str(path.relative_to(PROJECT_ROOT))
        for layer in LAYERS
        for path in modules(layer)
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


EXCEPTION = re.compile(r"# (?:noqa|type: ignore)")
WITH_REASON = re.compile(r"# (?:noqa: [A-Z0-9, ]+?|type: ignore\[[a-z,-]+\])(?: - |  # )\w")


def test_every_exception_from_a_rule_says_why() -> None:
    rooms = (*LAYERS, "tests", "benchmarks", "docs")
    silent = [
        f"{path.relative_to(PROJECT_ROOT)}:{number}"
        for room in rooms
        for path in modules(room)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if EXCEPTION.search(line) and not WITH_REASON.search(line) and "re.compile" not in line
    ]
    assert silent == []
