"""Verifying: what was frozen is whole, and whatever was changed since is named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipelines.releases.folder import MANIFEST, PROTOCOL, RECORDS
from pipelines.releases.verifying import verify
from practices_db.errors import PracticesError
from practices_db.schema import open_catalogue
from tests.pipelines.releases.conftest import froze
from tests.search.web.hostile import build_hostile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    engine = open_catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    build_hostile(engine)
    frozen = froze(engine, tmp_path / "releases").folder
    engine.dispose()
    return frozen


def change(folder: Path, name: str, old: str, new: str, *, summed: bool = False) -> None:
    """Change a file; `summed` also its line in the manifest, as who means to deceive would."""
    path, manifest = folder / name, folder / MANIFEST
    text = path.read_text()
    assert old in text
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_text(text.replace(old, new, 1))
    if summed:
        after = hashlib.sha256(path.read_bytes()).hexdigest()
        manifest.write_text(manifest.read_text().replace(before, after))


def test_what_was_frozen_is_whole_on_any_database(hostile: Engine, tmp_path: Path) -> None:
    done = froze(hostile, tmp_path)
    found = verify(done.folder)
    assert found.sound and found.release == done.name
    assert (found.problems, found.unchecked) == ((), ())
    assert found.files == len([*done.folder.iterdir()]) - 1


@pytest.mark.parametrize("name", ["practices.csv", "LICENCES.md", "CITATION.cff"])
def test_a_changed_file_is_named(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b"\n")
    assert verify(folder).problems == (f"{name} is not as it was frozen: its sum differs",)


def test_a_missing_and_a_strange_file_are_named(folder: Path) -> None:
    (folder / "practices.csv").rename(folder / "more.csv")
    found = verify(folder)
    assert found.problems == ("practices.csv is missing", "more.csv is not part of the release")


def test_a_link_is_no_file_of_the_release(folder: Path, tmp_path: Path) -> None:
    (folder / "practices.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "practices.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert verify(folder).problems == ("practices.csv is missing",)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Retired bakers", "Retired butchers"), ('"country": "BE"', '"country": "NL"')],
)
def test_content_with_mended_sums_still_has_another_name(folder: Path, old: str, new: str) -> None:
    change(folder, RECORDS, old, new, summed=True)
    (problem,) = verify(folder).problems
    assert problem.startswith("practices.jsonl holds release ")


def test_a_quote_without_its_words_does_not_come_back(folder: Path) -> None:
    """Name and sums mended too: the quote is still checked as when it was first written."""
    old, new = '"quote": "Retired bakers"', '"quote": "Retired"'
    change(folder, RECORDS, old, new, summed=True)
    (problem,) = verify(folder).problems
    named, meant = problem.split()[3].rstrip(","), folder.name
    change(folder, PROTOCOL, meant, named, summed=True)
    (problem,) = verify(folder).problems
    assert "does not come back" in problem or "comes back as" in problem


def test_another_vocabulary_is_told_and_not_held_against_it(folder: Path) -> None:
    protocol = json.loads((folder / PROTOCOL).read_text())
    ours = protocol["rules"]["vocabulary"]["version"]
    change(folder, PROTOCOL, f'"version": "{ours}"', '"version": "older"', summed=True)
    found = verify(folder)
    assert "older" in found.unchecked[0]
    # The version is part of the name, so a release that only says so is found out.
    assert "holds release" in found.problems[0]


@pytest.mark.parametrize(
    "line", ["nonsense", f"{'0' * 64}  ../catalogue.sqlite", f"{'0' * 64}  /etc/hostname"]
)
def test_a_manifest_names_only_files_of_its_folder(folder: Path, line: str) -> None:
    (folder / MANIFEST).write_text(f"{line}\n")
    with pytest.raises(PracticesError, match="Line 1 of"):
        verify(folder)


@pytest.mark.parametrize("text", ["[]", "{}", "no json", '{"format": "another"}'])
def test_what_is_no_protocol_is_told(folder: Path, text: str) -> None:
    (folder / PROTOCOL).write_text(text)
    with pytest.raises(PracticesError, match="no protocol"):
        verify(folder)


def test_a_folder_that_is_no_release_is_told(tmp_path: Path) -> None:
    with pytest.raises(PracticesError, match="cannot be read"):
        verify(tmp_path)
