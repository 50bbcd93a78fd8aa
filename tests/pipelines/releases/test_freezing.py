"""Freezing: one row and one folder for one content, with the same bytes wherever it is done."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from sqlalchemy import Engine, select

from pipelines.releases.folder import MANIFEST
from practices_db.engine import catalogue_session
from practices_db.errors import NotFound, PracticesError
from practices_db.models import Practice, Release
from practices_db.releases import find_release, read_releases
from practices_db.schema import open_catalogue
from search.holdings import read_holdings
from tests.conftest import NOW
from tests.pipelines.releases.conftest import TITLE, froze
from tests.search.web.hostile import SCRIPT, build_hostile


def rows(engine: Engine) -> list[Release]:
    with catalogue_session(engine) as session:
        found = [*read_releases(session)]
        session.expunge_all()
    return found


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_release_has_the_name_that_pages_show(hostile: Engine, tmp_path: Path) -> None:
    done = froze(hostile, tmp_path)
    with catalogue_session(hostile) as session:
        holdings = read_holdings(session)
    (row,) = rows(hostile)
    assert done.name == row.content_hash == holdings.release == done.folder.name
    assert (done.new, row.title, row.made_at) == (True, TITLE, NOW)
    assert row.counts["practices"] == len(holdings.present)


def test_every_file_carries_the_name(hostile: Engine, tmp_path: Path) -> None:
    done = froze(hostile, tmp_path)
    for name in ("practices.csv", "statements.csv", "protocol.json", "protocol.md", "LICENCES.md"):
        assert done.name in (done.folder / name).read_text(encoding="utf-8-sig"), name
    with closing(sqlite3.connect(done.folder / "catalogue.sqlite")) as database:
        told = dict(database.execute("SELECT what, value FROM about").fetchall())
    assert told["release"] == done.name
    linked = json.loads((done.folder / "practices.jsonld").read_text())
    assert linked["@graph"][0]["version"] == done.name


def test_sha256sum_accepts_the_manifest(hostile: Engine, tmp_path: Path) -> None:
    folder = froze(hostile, tmp_path).folder
    done = subprocess.run(
        ["/usr/bin/sha256sum", "--strict", "-c", MANIFEST],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": OK") == len([*folder.iterdir()]) - 1


def test_the_same_content_twice_is_said_and_kept_once(hostile: Engine, tmp_path: Path) -> None:
    first = froze(hostile, tmp_path)
    before = bytes_of(first.folder)
    again = froze(hostile, tmp_path, title="Another title", at=NOW + timedelta(days=3))
    assert (again.new, again.files, again.title, again.made_at) == (False, 0, TITLE, NOW)
    assert bytes_of(first.folder) == before
    assert len(rows(hostile)) == 1


def test_files_that_were_lost_are_written_again_as_they_were(
    hostile: Engine, tmp_path: Path
) -> None:
    first = froze(hostile, tmp_path / "one")
    again = froze(hostile, tmp_path / "two", at=NOW + timedelta(days=3))
    assert not again.new
    assert bytes_of(again.folder) == bytes_of(first.folder)


def test_equal_content_gives_equal_bytes_from_any_database(hostile: Engine, tmp_path: Path) -> None:
    other = open_catalogue(f"sqlite:///{tmp_path / 'other' / 'catalogue.sqlite'}")
    build_hostile(other)
    one, two = froze(hostile, tmp_path / "one"), froze(other, tmp_path / "two")
    other.dispose()
    assert bytes_of(one.folder) == bytes_of(two.folder)


def test_other_content_is_another_release(hostile: Engine, tmp_path: Path) -> None:
    first = froze(hostile, tmp_path)
    with catalogue_session(hostile) as session:
        session.scalars(select(Practice)).first().summary = "Said anew."  # type: ignore[union-attr]  # there are four
    second = froze(hostile, tmp_path, at=NOW + timedelta(days=1))
    assert second.new and second.name != first.name
    assert [row.content_hash for row in rows(hostile)] == [second.name, first.name]


def test_an_interrupted_freezing_leaves_nothing_in_the_way(
    hostile: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("pipelines.releases.folder.release_cff", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            froze(hostile, tmp_path)
    assert rows(hostile) == []
    done = froze(hostile, tmp_path)
    assert done.new
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_an_empty_catalogue_is_not_frozen(catalogue: Engine, tmp_path: Path) -> None:
    with pytest.raises(PracticesError, match="nothing to freeze"):
        froze(catalogue, tmp_path)


def test_a_release_is_found_by_how_its_name_begins(hostile: Engine, tmp_path: Path) -> None:
    name = froze(hostile, tmp_path).name
    with catalogue_session(hostile) as session:
        session.add(Release(made_at=NOW, content_hash=f"{name[:6]}!", protocol={}, counts={}))
        session.flush()
        assert find_release(session, name[:7].upper()).content_hash == name
        for typed, said in ((name[:6], "Several"), ("", "No release"), ("%", "No release")):
            with pytest.raises(NotFound, match=said):
                find_release(session, typed)


def test_a_title_becomes_no_markup(hostile: Engine, tmp_path: Path) -> None:
    folder = froze(hostile, tmp_path).folder
    assert yaml.safe_load((folder / "CITATION.cff").read_text())["title"] == TITLE
    assert r"Mentoring \{here\} \& <there>" in (folder / "CITATION.bib").read_text()
    protocol = (folder / "protocol.md").read_text()
    assert r"\<there\>" in protocol and "<there>" not in protocol
    assert SCRIPT not in protocol
