"""Full disk, read-only archive, damaged catalogue: one clear sentence, an error code, no loss."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from practices_db.schema import open_catalogue
from practices_db.settings import PROJECT_ROOT
from tests.faults.content import catalogue_lines

BIN = Path(sys.executable).parent
RUN = f"{BIN / 'practices'} run --sources demo"
READ = f"{sys.executable} -m tests.faults.worker"


def _shell(script: str, folder: Path) -> tuple[int, str]:
    """Exit code and output of a script; it may mount what it likes, for itself alone."""
    done = subprocess.run(
        ["/usr/bin/unshare", "-rm", "sh", "-c", script],
        cwd=PROJECT_ROOT,
        env={**os.environ, "PRACTICES_DATA": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(autouse=True)
def _may_mount(tmp_path: Path) -> None:
    code, told = _shell("mount -t tmpfs tmpfs .", tmp_path)
    if code:  # only root of a namespace may mount: not in every container
        pytest.skip(f"this machine does not let a test mount a disk of its own: {told.strip()}")


def _lines(folder: Path) -> list[str]:
    engine = open_catalogue(f"sqlite:///{folder / 'catalogue.sqlite'}")
    lines = catalogue_lines(engine)
    engine.dispose()
    return lines


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The catalogue of a run with room enough."""
    folder = tmp_path_factory.mktemp("fresh")
    assert _shell(READ, folder)[0] == 0
    return _lines(folder)


def _is_clear(told: str, *words: str) -> None:
    assert "Traceback" not in told
    for word in words:
        assert word in " ".join(told.split()), told


@pytest.mark.parametrize(("command", "kilobytes"), [(RUN, 100), (RUN, 500), (READ, 700)])
def test_full_disk_says_so_and_goes_on_when_there_is_room(
    tmp_path: Path, fresh: list[str], command: str, kilobytes: int
) -> None:
    small, kept = tmp_path / "small", tmp_path / "kept"
    small.mkdir()
    code, told = _shell(
        f"mount -t tmpfs -o size={kilobytes}k tmpfs {small}; {command}; echo code $?;"
        f" mount -o remount,size=100m {small}; {READ} || exit 9; cp -r {small} {kept}",
        small,
    )
    assert code == 0, told
    _is_clear(told, "code 1", "Error:")
    assert "full" in told or "No space left" in told or "disk I/O" in told, told
    assert _lines(kept) == fresh


def test_read_only_archive_says_so_and_changes_nothing(tmp_path: Path) -> None:
    assert _shell(READ, tmp_path)[0] == 0
    before, archive = _lines(tmp_path), tmp_path / "archive"
    read_only = f"mount --bind {archive} {archive}; mount -o remount,ro,bind {archive}"
    code, told = _shell(f"{read_only}; {READ}", tmp_path)
    assert code == 1
    _is_clear(told, "Error: The archive", "cannot be written: Read-only file system")
    assert _lines(tmp_path) == before


def test_read_only_data_folder_says_so(tmp_path: Path) -> None:
    assert _shell(READ, tmp_path)[0] == 0
    before = _lines(tmp_path)
    read_only = f"mount --bind {tmp_path} {tmp_path}; mount -o remount,ro,bind {tmp_path}"
    code, told = _shell(f"{read_only}; {RUN}", tmp_path)
    assert code == 1
    _is_clear(told, "Error:", "PRACTICES_DATA")
    assert _lines(tmp_path) == before


@pytest.mark.parametrize("damage", ["text", "page"])
def test_damaged_catalogue_says_so_and_the_archive_brings_it_back(
    tmp_path: Path, damage: str
) -> None:
    assert _shell(READ, tmp_path)[0] == 0
    before, file = _lines(tmp_path), tmp_path / "catalogue.sqlite"
    data = bytearray(file.read_bytes())
    if damage == "text":
        data[:200] = b"no database at all, but some text that somebody saved here " * 3 + b" " * 23
    else:
        data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)
    code, told = _shell(RUN, tmp_path)
    assert code == 1
    _is_clear(told, "Error:", "move it away")
    assert file.read_bytes() == bytes(data)  # for whoever can mend it
    for name in ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"):
        if (tmp_path / name).exists():
            shutil.move(tmp_path / name, tmp_path / f"{name}.damaged")
    assert _shell(f"{READ} --replay", tmp_path)[0] == 0
    assert _lines(tmp_path) == before
