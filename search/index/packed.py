"""The packed index on disk: arrays that a search maps into memory, and a manifest that names them.

Layout, writing and reading belong here; what goes into the arrays is decided in `refresh.py`.
A new index is written beside the old one and then named in the file `current`, so that a reader
sees one or the other, never half; readers of the old one keep their open files.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from practices_db.errors import PracticesError
from search.errors import REBUILD, IndexMissing
from search.index.postings import Postings, TermList

LAYOUT = 10
"""Raised whenever arrays change their meaning; an index of another layout counts as missing."""

POINTER = "current"
Arrays = Mapping[str, NDArray[Any]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from. `state` is the catalogue's, `content` that of its passages.

    `places` are the names of countries that a query may name, with their codes; `cities` those of
    the cities that practices are in, by the term of the word matrix "cities". `nearest` says how
    the nearest passages are found: "exact", "faiss" or "pgvector".
    """

    layout: int
    model: str
    dimension: int
    state: str
    content: str
    passages: int
    practices: int
    languages: Sequence[str]
    query_languages: Sequence[str]
    facets: Mapping[str, Sequence[str]]
    places: Mapping[str, str]
    cities: Mapping[str, str]
    nearest: str = "exact"


@dataclass(frozen=True, slots=True)
class PackedIndex:
    """An opened index. Passages are ordered by practice; row numbers are used throughout."""

    manifest: Manifest
    arrays: Arrays
    _kept: dict[str, Any] = field(default_factory=dict)

    def kept(self, name: str, make: Callable[[PackedIndex], T]) -> T:
        """What is worked out of an index once, with the first query that needs it."""
        if name not in self._kept:
            self._kept[name] = make(self)
        made: T = self._kept[name]
        return made

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.arrays[name]

    def postings(self, name: str) -> Postings:
        """One of the word matrices: "rare", "stems", "names" or "cities"."""
        part = {key: self.arrays[f"{name}_{key}"] for key in _POSTINGS}
        terms = TermList(part["letters"], part["ends"])
        size = int(part["size"][0])
        return Postings(
            terms, part["frequency"], part["starts"], part["rows"], part["weights"], size
        )


_POSTINGS = ("letters", "ends", "frequency", "starts", "rows", "weights", "size")


def posting_arrays(name: str, postings: Postings) -> dict[str, NDArray[Any]]:
    """The arrays of a word matrix, under names of their own."""
    return {
        f"{name}_letters": postings.terms.letters,
        f"{name}_ends": postings.terms.ends,
        f"{name}_frequency": postings.frequency,
        f"{name}_starts": postings.starts,
        f"{name}_rows": postings.rows,
        f"{name}_weights": postings.weights,
        f"{name}_size": np.array([postings.size]),
    }


def write_index(
    folder: Path, manifest: Manifest, arrays: Arrays, more: Callable[[Path], None]
) -> None:
    """Write an index and make it the current one. Raises PracticesError when the disk is full.

    `more` writes what is not an array into the folder that it is given.
    """
    new = folder / uuid.uuid4().hex[:12]
    with _disk_errors(folder):
        new.mkdir(parents=True)
        try:
            for name, array in arrays.items():
                np.save(new / f"{name}.npy", np.ascontiguousarray(array))
            more(new)
            text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
            (new / "manifest.json").write_text(text, encoding="utf-8")
            _point_to(folder, new.name)
        except BaseException:  # also Ctrl-C: half an index must not stay
            shutil.rmtree(new, ignore_errors=True)
            raise
    for old in folder.iterdir():
        if old.is_dir() and old != new:
            shutil.rmtree(old, ignore_errors=True)


def current_folder(folder: Path) -> Path:
    """Where the files of the current index lie. Raises FileNotFoundError."""
    return folder / (folder / POINTER).read_text(encoding="utf-8").strip()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the current index. Raises IndexMissing."""
    try:
        place = current_folder(folder)
        stated = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
        if stated["layout"] != LAYOUT:
            raise IndexMissing("The search index was made by another version.", advice=REBUILD)
        return Manifest(**stated)
    except FileNotFoundError as error:
        raise IndexMissing("There is no search index yet.", advice=REBUILD) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexMissing(f"The search index in {folder} is damaged.", advice=REBUILD) from error


def open_index(folder: Path) -> PackedIndex:
    """Map the current index into memory; takes milliseconds. Raises IndexMissing."""
    manifest = read_manifest(folder)
    try:
        place = current_folder(folder)
        arrays = {path.stem: _map(path) for path in place.glob("*.npy")}
        return PackedIndex(manifest, arrays)
    except (OSError, ValueError) as error:
        raise IndexMissing(f"The search index in {folder} is damaged.", advice=REBUILD) from error


def _map(path: Path) -> NDArray[Any]:
    # Empty files cannot be mapped.
    mode: Any = "r" if path.stat().st_size > 4096 else None
    array: NDArray[Any] = np.load(path, mmap_mode=mode, allow_pickle=False)
    # Still mapped, but every slice of numpy's own memmap class costs a Python call.
    return array.view(np.ndarray)


def _point_to(folder: Path, name: str) -> None:
    draft = folder / f"{POINTER}.{name}"
    draft.write_text(name, encoding="utf-8")
    draft.replace(folder / POINTER)


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PracticesError(
            f"The search index cannot be written to {folder} ({error.strerror}).",
            advice="Free some space or make the folder writable, then run `practices index`; "
            "vectors that were computed are kept.",
        ) from error
