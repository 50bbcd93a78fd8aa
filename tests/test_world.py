"""Copies of a data folder are whole, whoever has it open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.world import CATALOGUE, copy_data


def test_a_copy_holds_what_only_the_log_of_the_catalogue_holds(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    with closing(sqlite3.connect(source / CATALOGUE)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.executescript("CREATE TABLE told (word); INSERT INTO told VALUES ('kept')")
        assert (source / f"{CATALOGUE}-wal").stat().st_size > 0
        copy = copy_data(source, tmp_path / "copy")
    with closing(sqlite3.connect(copy / CATALOGUE)) as reader:
        assert reader.execute("SELECT word FROM told").fetchall() == [("kept",)]
