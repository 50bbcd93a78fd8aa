"""One file that holds all of an installation: catalogue, archive, and the name of its model.

A backup is a plain tar: `catalogue.sqlite` (a consistent copy, also while a run writes),
`archive/...` (the raw responses) and `manifest.json` with a SHA-256 for every file. The model's
weights are not in it: they come with the packages, and the manifest says which they were.
Catalogues on a PostgreSQL server are backed up with that server's own tools.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from sqlalchemy import make_url

from practices_db.errors import PracticesError
from practices_db.settings import Settings

CATALOGUE = "catalogue.sqlite"
ARCHIVE = "archive"
MANIFEST = "manifest.json"
FORMAT = 1
_CHUNK = 1 << 20


class BackupFailed(PracticesError):
    """A backup could not be written, or a file is no sound backup."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: when it was made, how many files, bytes before packing, the model."""

    made_at: str
    files: int
    size: int
    model: str


def write_backup(settings: Settings, target: Path) -> Backup:
    """Write all of an installation to `target` (a .tar), whole or not at all.

    Safe while a run goes on: the copy is of one moment, and a response that is just being archived
    is cut off. Raises BackupFailed.
    """
    source = _catalogue_file(settings)
    if not target.parent.is_dir():
        raise BackupFailed(
            f"There is no folder {target.parent}.", advice="Make it, or name another place."
        )
    draft = target.with_name(f".{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            copy = Path(folder) / CATALOGUE
            _copy_database(source, copy)
            # After the catalogue: whatever that one names lies in the archive by now.
            found = {CATALOGUE: copy} | _archived(settings.archive_dir)
            with tarfile.open(draft, "w") as tar:
                sums = {name: _add(tar, path, name) for name, path in found.items()}
                made = _manifest(settings, sums)
                _add_manifest(tar, made, Path(folder))
        draft.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(
            f"The backup {target} could not be written: {error}.",
            advice="Choose a place with enough room; no half-written backup is left.",
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return _summary(made)


def restore_backup(settings: Settings, source: Path) -> Backup:
    """Bring a backup back into an empty data folder, after checking every file in it.

    Raises BackupFailed, and then leaves the data folder as it was.
    """
    target, archive = _catalogue_file(settings, must_exist=False), settings.archive_dir
    if target.exists() or archive.exists():
        raise BackupFailed(
            f"{settings.data_dir} already holds a catalogue or an archive.",
            advice="Move them away, or name another folder with PRACTICES_DATA.",
        )
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=settings.data_dir) as folder:
            made = _unpack(source, Path(folder))
            if (Path(folder) / ARCHIVE).is_dir():
                (Path(folder) / ARCHIVE).replace(archive)
            (Path(folder) / CATALOGUE).replace(target)
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise BackupFailed(
            f"{source} is no sound backup: {error}.", advice="Use another backup."
        ) from error
    return _summary(made)


Manifest = dict[str, object]


def _catalogue_file(settings: Settings, *, must_exist: bool = True) -> Path:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupFailed(
            "The catalogue is on a database server.",
            advice="Back it up with pg_dump, and copy the archive folder beside it.",
        )
    path = Path(url.database)
    if must_exist and not path.is_file():
        raise BackupFailed(f"There is no catalogue at {path}.", advice="Run `practices run` first.")
    return path


def _copy_database(source: Path, copy: Path) -> None:
    """A copy as of one moment, by SQLite's own online backup; then looked over."""
    with closing(sqlite3.connect(source, timeout=30)) as live, closing(sqlite3.connect(copy)) as to:
        live.backup(to)
        # One file without a journal beside it.
        to.execute("PRAGMA journal_mode = DELETE")
        if (found := to.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(f"the catalogue is damaged ({found})")


def _archived(folder: Path) -> dict[str, Path]:
    return {
        f"{ARCHIVE}/{path.relative_to(folder).as_posix()}": path
        for path in sorted(folder.rglob("*.warc.gz"))
    }


def _add(tar: tarfile.TarFile, path: Path, name: str) -> dict[str, object]:
    """Add a file as long as it is now, though a run may be appending to it."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        entry = tar.gettarinfo(arcname=name, fileobj=file)
        left = entry.size
        while left and (piece := file.read(min(left, _CHUNK))):
            digest.update(piece)
            left -= len(piece)
        file.seek(0)
        tar.addfile(entry, file)
    return {"sha256": digest.hexdigest(), "size": entry.size}


def _manifest(settings: Settings, sums: dict[str, dict[str, object]]) -> Manifest:
    return {
        "format": FORMAT,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "model": _model(settings),
        "files": sums,
    }


def _model(settings: Settings) -> str:
    """The names of the converted models that the vectors may come from."""
    if settings.encoder:
        return settings.encoder
    folder = settings.models_dir
    built = sorted(path.parent.name for path in folder.glob(f"*/{MANIFEST}"))
    return ", ".join(built) or "none built yet"


def _add_manifest(tar: tarfile.TarFile, made: Manifest, folder: Path) -> None:
    path = folder / MANIFEST
    path.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    tar.add(path, MANIFEST)


def _unpack(source: Path, folder: Path) -> Manifest:
    """Take out what the manifest names, and nothing else, and compare every sum."""
    with tarfile.open(source, "r") as tar:
        file = tar.extractfile(MANIFEST)
        made: Manifest = json.loads(file.read()) if file else {}
        if made.get("format") != FORMAT:
            raise ValueError("its format is not known")
        sums = made["files"]
        if not isinstance(sums, dict) or CATALOGUE not in sums:
            raise ValueError("it holds no catalogue")
        for name, told in sums.items():
            _extract(tar, name, folder, told["sha256"])
    return made


def _extract(tar: tarfile.TarFile, name: str, folder: Path, expected: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.parts[0] not in {CATALOGUE, ARCHIVE}:
        raise ValueError(f"`{name}` does not belong into a backup")
    packed = tar.extractfile(name)
    if packed is None:
        raise ValueError(f"`{name}` is no file")
    digest, target = hashlib.sha256(), folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        while piece := packed.read(_CHUNK):
            digest.update(piece)
            out.write(piece)
    if digest.hexdigest() != expected:
        raise ValueError(f"`{name}` is damaged")


def _summary(made: Manifest) -> Backup:
    files = made["files"]
    sizes = [told["size"] for told in files.values()] if isinstance(files, dict) else []
    return Backup(str(made["made_at"]), len(sizes), sum(sizes), str(made["model"]))
