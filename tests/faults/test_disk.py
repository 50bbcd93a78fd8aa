"""Full disk, read-only archive, damaged catalogue: one clear sentence, an error code, no loss."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from practices_db.settings import PROJECT_ROOT
from tests.faults.content import Undisturbed, folder_lines
from tests.world import copy_data

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


@pytest.fixture
def data(undisturbed: Undisturbed, tmp_path: Path) -> Path:
    """A copy of a data folder that a worker has filled."""
    return copy_data(undisturbed.folder, tmp_path / "data")


def _is_clear(told: str, *words: str) -> None:
    assert "Traceback" not in told
    for word in words:
        assert word in " ".join(told.split()), told


@pytest.mark.parametrize(("command", "kilobytes"), [(RUN, 100), (RUN, 500), (READ, 700)])
def test_full_disk_says_so_and_goes_on_when_there_is_room(
    tmp_path: Path, undisturbed: Undisturbed, command: str, kilobytes: int
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
    assert folder_lines(kept) == undisturbed.lines


def test_read_only_archive_says_so_and_changes_nothing(data: Path) -> None:
    before, archive = folder_lines(data), data / "archive"
    read_only = f"mount --bind {archive} {archive}; mount -o remount,ro,bind {archive}"
    code, told = _shell(f"{read_only}; {READ}", data)
    assert code == 1
    _is_clear(told, "Error: The archive", "cannot be written: Read-only file system")
    assert folder_lines(data) == before


def test_read_only_data_folder_says_so(data: Path) -> None:
    before = folder_lines(data)
    read_only = f"mount --bind {data} {data}; mount -o remount,ro,bind {data}"
    code, told = _shell(f"{read_only}; {RUN}", data)
    assert code == 1
    _is_clear(told, "Error:", "PRACTICES_DATA")
    assert folder_lines(data) == before


@pytest.mark.parametrize("damage", ["text", "page"])
def test_damaged_catalogue_says_so_and_the_archive_brings_it_back(data: Path, damage: str) -> None:
    before, file = folder_lines(data), data / "catalogue.sqlite"
    content = bytearray(file.read_bytes())
    if damage == "text":
        words = b"no database at all, but some text that somebody saved here "
        content[:200] = words * 3 + b" " * 23
    else:
        content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    code, told = _shell(RUN, data)
    assert code == 1
    _is_clear(told, "Error:", "move it away")
    assert file.read_bytes() == bytes(content)  # for whoever can mend it
    for name in ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"):
        if (data / name).exists():
            shutil.move(data / name, data / f"{name}.damaged")
    assert _shell(f"{READ} --replay", data)[0] == 0
    assert folder_lines(data) == before
