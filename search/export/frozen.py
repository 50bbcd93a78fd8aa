"""The folder of a frozen release as it is passed on: its files, their sums, and all in one zip.

What is named in an address is looked up among these files, so that no address makes a path.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from practices_db.sums import sum_file

log = logging.getLogger(__name__)

MANIFEST = "manifest-sha256.txt"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
AT_ONCE = 1 << 18
TYPES = {
    ".bib": "application/x-bibtex; charset=utf-8",
    ".cff": "application/yaml",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """One file of a release with its sum."""

    path: Path
    size: int
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def kind(self) -> str:
        return TYPES.get(self.path.suffix, "application/octet-stream")


def read_sums(text: str) -> dict[str, str]:
    """Sums by name. Only files of the folder itself may be named, and only as freezing names them,
    so that each name fits addresses, headers and disks: ValueError, with the line."""
    sums = {}
    for number, line in enumerate(text.splitlines(), 1):
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not _NAME.fullmatch(name):
            raise ValueError(number)
        sums[name] = digest.lower()
    return sums


def frozen_files(folder: Path) -> tuple[FrozenFile, ...]:
    """The files of a release, the manifest last; none where they are not here or not whole."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return ()
    try:
        sums = read_sums(manifest.read_text(encoding="utf-8"))
        found = [_file(folder / name, digest) for name, digest in sorted(sums.items())]
        return (*found, _file(manifest, hashlib.sha256(manifest.read_bytes()).hexdigest()))
    except (OSError, ValueError) as error:
        log.error("%s is not passed on: %s", folder, error)
        return ()


def _file(path: Path, digest: str) -> FrozenFile:
    told = path.lstat()
    if path.is_symlink() or not path.is_file():
        raise OSError(f"{path.name} is no file")
    if _sum((path, told.st_size, told.st_mtime_ns)) != digest:
        raise OSError(f"{path.name} is not as it was frozen")
    return FrozenFile(path, told.st_size, digest)


@lru_cache(maxsize=1_000)
def _sum(state: tuple[Path, int, int]) -> str:
    """The sum of a file of that size and moment: worked out once, and again when it changed."""
    return sum_file(state[0])


class _Written:
    """Takes what is written into a zip until it is sent."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def zipped(name: str, files: Sequence[FrozenFile]) -> Iterator[bytes]:
    """All files in one zip, in a folder of that name; the same bytes for the same files."""
    out = _Written()
    with ZipFile(out, "w") as archive:  # type: ignore[call-overload]  # it writes and never seeks
        for one in files:
            info = ZipInfo(f"{name}/{one.name}")  # of 1980, whenever it is asked for
            info.compress_type = ZIP_DEFLATED
            with one.path.open("rb") as source, archive.open(info, "w", force_zip64=True) as into:
                while data := source.read(AT_ONCE):
                    into.write(data)
                    yield out.take()
    yield out.take()
