"""Verifying the folder of a release: its sums, its name, and that it comes back into a catalogue.

Needs no catalogue of one's own. The folder may come from anywhere, so nothing of it is believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipelines.releases.folder import PROTOCOL, RECORDS
from pipelines.releases.protocol import FORMAT
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.schema import open_catalogue
from practices_db.sums import sum_file
from practices_db.vocabulary import vocabulary_version
from search.export.bundle import BadBundle, parse_lines
from search.export.frozen import MANIFEST, read_sums
from search.export.taking_in import take_in_file
from search.holdings import read_holdings
from search.release_name import name_release

OTHER_VOCABULARY = (
    "made with another version of the vocabulary ({theirs}; here it is {ours}), so whether it "
    "comes back into a catalogue was not checked"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at: the release, how many files, what is wrong, and what was not checked."""

    release: str
    files: int
    problems: tuple[str, ...]
    unchecked: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.problems


def verify(folder: Path) -> Verified:
    """Check every sum and the way back. Raises PracticesError where this is no release."""
    sums = _read_manifest(folder / MANIFEST)
    problems = [*_wrong_sums(folder, sums), *_strays(folder, sums)]
    protocol = _read_protocol(folder / PROTOCOL)
    release, theirs = str(protocol["release"]), str(protocol["rules"]["vocabulary"]["version"])
    problems += _wrong_name(folder / RECORDS, release, theirs)
    ours = vocabulary_version()
    unchecked = (OTHER_VOCABULARY.format(theirs=theirs, ours=ours),) if ours != theirs else ()
    # A file that is not what was frozen says nothing by what it comes back as.
    if not problems and not unchecked:
        problems += _comes_back(folder / RECORDS, release)
    return Verified(release, len(sums), tuple(problems), unchecked)


def _read_manifest(path: Path) -> dict[str, str]:
    try:
        return read_sums(_text(path))
    except ValueError as error:
        raise PracticesError(f"Line {error} of {path} is no sum and name of a file.") from error


def _wrong_sums(folder: Path, sums: Mapping[str, str]) -> Iterator[str]:
    for name, digest in sorted(sums.items()):
        path = folder / name
        if path.is_symlink() or not path.is_file():
            yield f"{name} is missing"
        elif sum_file(path) != digest:
            yield f"{name} is not as it was frozen: its sum differs"


def _strays(folder: Path, sums: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.name != MANIFEST and path.name not in sums:
            yield f"{path.name} is not part of the release"
    for name in (PROTOCOL, RECORDS):
        if name not in sums:
            yield f"{name} has no sum"


def _read_protocol(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(_text(path))
        if found["format"] == FORMAT and found["release"] and found["rules"]["vocabulary"]:
            return dict(found)
    except (ValueError, TypeError, KeyError) as error:
        raise PracticesError(f"{path} is no protocol of a release.") from error
    raise PracticesError(
        f"{path} is no protocol that this version of the program knows.",
        advice=f"It knows {FORMAT!r}.",
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PracticesError(
            f"{path} cannot be read.",
            advice="Name the folder of a release, as `practices release freeze` wrote it.",
        ) from error


def _wrong_name(path: Path, release: str, vocabulary: str) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as lines:
            name = name_release(parse_lines(lines), vocabulary)
    except (OSError, UnicodeDecodeError, BadBundle) as error:
        yield f"{path.name} cannot be read: {error}"
        return
    if name != release:
        yield f"{path.name} holds release {name}, and the protocol names {release}"


def _comes_back(path: Path, release: str) -> Iterator[str]:
    """Import into an empty catalogue of its own, where every quote is checked again."""
    with TemporaryDirectory() as folder:
        engine = open_catalogue(f"sqlite:///{Path(folder) / 'catalogue.sqlite'}")
        try:
            with catalogue_session(engine) as session:
                take_in_file(session, path)
            with catalogue_session(engine) as session:
                name = read_holdings(session).release
        except BadBundle as error:
            yield f"{path.name} does not come back into a catalogue: {error}"
            return
        finally:
            engine.dispose()
    if name != release:
        yield f"{path.name} comes back as release {name}"
