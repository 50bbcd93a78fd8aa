"""A backup brings everything back, and says so when it cannot."""

from __future__ import annotations

import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from practices_db.backup import BackupFailed, restore_backup, write_backup
from practices_db.schema import open_catalogue
from practices_db.settings import Settings
from tests.faults.content import catalogue_lines
from tests.pipelines.steps.conftest import SLUG, Install, link, page, programme


@pytest.fixture
def filled(site: Path, install: Install) -> list[str]:
    """What the catalogue holds after a run over two pages."""
    for name in ("a.html", "b.html"):
        page(site, name, programme(name))
    link(site, "a.html", "b.html")
    installation = install()
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    return catalogue_lines(installation.engine)


def _elsewhere(settings: Settings, folder: Path) -> Settings:
    url = f"sqlite:///{folder / 'catalogue.sqlite'}"
    return replace(settings, data_dir=folder, database_url=url)


def test_restored_installation_goes_on_where_the_other_was(
    tmp_path: Path, settings: Settings, install: Install, filled: list[str], site: Path
) -> None:
    made = write_backup(settings, tmp_path / "all.tar")
    assert made.files == 2
    other = _elsewhere(settings, tmp_path / "other")
    assert restore_backup(other, tmp_path / "all.tar") == made
    engine = open_catalogue(other.database_url)
    assert catalogue_lines(engine) == filled
    again = replace(install(), settings=other, engine=engine)
    assert fetch_pages(again, SLUG)["unchanged"] == 3
    assert "new" not in describe_documents(again, SLUG)
    engine.dispose()


def test_backup_while_the_catalogue_is_in_use(
    tmp_path: Path, settings: Settings, install: Install, filled: list[str]
) -> None:
    """With an open transaction that is never committed, and a response half archived."""
    with install().engine.connect() as writer:
        writer.exec_driver_sql("UPDATE document SET title = 'half done'")
        (warc,) = settings.archive_dir.rglob("*.warc.gz")
        warc.write_bytes(warc.read_bytes() + b"\x1f\x8b\x08\x00half")
        write_backup(settings, tmp_path / "all.tar")
        writer.rollback()
    other = _elsewhere(settings, tmp_path / "other")
    restore_backup(other, tmp_path / "all.tar")
    engine = open_catalogue(other.database_url)
    assert catalogue_lines(engine) == filled
    engine.dispose()


def test_restore_never_writes_over_what_is_there(
    tmp_path: Path, settings: Settings, filled: list[str]
) -> None:
    write_backup(settings, tmp_path / "all.tar")
    with pytest.raises(BackupFailed, match="already holds"):
        restore_backup(settings, tmp_path / "all.tar")


@pytest.mark.parametrize("damage", ["bytes", "cut", "text", "absent", "stranger"])
def test_damaged_backup_changes_nothing(
    tmp_path: Path, settings: Settings, filled: list[str], damage: str
) -> None:
    backup = tmp_path / "all.tar"
    write_backup(settings, backup)
    data = backup.read_bytes()
    damaged = {
        "bytes": data[:5000] + b"x" * 100 + data[5100:],
        "cut": data[: len(data) // 2],
        "text": b"no backup",
    }
    backup.write_bytes(damaged.get(damage, data))
    if damage == "absent":
        backup.unlink()
    if damage == "stranger":
        with tarfile.open(backup, "w") as tar:
            tar.add(__file__, "../../evil.py")
    other = _elsewhere(settings, tmp_path / "other")
    with pytest.raises(BackupFailed, match="no sound backup"):
        restore_backup(other, backup)
    assert list(other.data_dir.iterdir()) == []


def test_backup_without_a_catalogue_or_room_says_so(
    tmp_path: Path, settings: Settings, filled: list[str]
) -> None:
    with pytest.raises(BackupFailed, match=r"no catalogue.*practices run"):
        write_backup(_elsewhere(settings, tmp_path / "none"), tmp_path / "all.tar")
    with pytest.raises(BackupFailed, match=r"no folder .*nowhere.*Make it"):
        write_backup(settings, tmp_path / "nowhere" / "all.tar")
    taken = tmp_path / "taken.tar"
    taken.mkdir()
    with pytest.raises(BackupFailed, match="could not be written"):
        write_backup(settings, taken)
    on_a_server = replace(settings, database_url="postgresql://localhost/x")
    with pytest.raises(BackupFailed, match="pg_dump"):
        write_backup(on_a_server, tmp_path / "all.tar")
