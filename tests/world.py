"""One installation that the main job has filled, shared by all tests that only read it."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine, select

from practices_db.engine import catalogue_session, open_engine
from practices_db.models import Document, Embedding, Practice, Statement
from practices_db.settings import PROJECT_ROOT, Settings, load_settings

WIDTH = "100"


CATALOGUE = "catalogue.sqlite"


def copy_data(source: Path, target: Path) -> Path:
    """Copy a data folder that others may read just now.

    The catalogue by SQLite itself, which knows what its log holds: a run may end and leave it full.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{CATALOGUE}*"))
    with (
        closing(sqlite3.connect(source / CATALOGUE)) as old,
        closing(sqlite3.connect(target / CATALOGUE)) as new,
    ):
        old.backup(new)
    return target


@dataclass
class World:
    """A data folder and the commands run on it, each in a process of its own."""

    folder: Path

    @cached_property
    def settings(self) -> Settings:
        return Settings(
            data_dir=self.folder,
            database_url=f"sqlite:///{self.folder / CATALOGUE}",
            models=load_settings().models_dir,
        )

    @cached_property
    def engine(self) -> Engine:
        return open_engine(self.settings.database_url)

    @property
    def environment(self) -> dict[str, str]:
        models = str(load_settings().models_dir)
        own = {"PRACTICES_DATA": str(self.folder), "PRACTICES_MODELS": models, "COLUMNS": WIDTH}
        return {**os.environ, **own}

    def call(
        self, *arguments: str, folder: Path = PROJECT_ROOT
    ) -> subprocess.CompletedProcess[str]:
        """Run `practices ...` as a person would, in a folder."""
        return subprocess.run(
            [str(Path(sys.executable).parent / "practices"), *arguments],
            capture_output=True,
            text=True,
            cwd=folder,
            env=self.environment,
            check=False,
        )

    def run(self, *arguments: str) -> str:
        """What the command prints; fails the test when the command fails."""
        done = self.call(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def fill(self) -> None:
        """Do the main job once and keep what it printed, as the README shows it."""
        self.folder.mkdir(exist_ok=True)
        self._printed.write_text(self.run("run"))

    @property
    def is_filled(self) -> bool:
        return self._printed.exists()

    @property
    def first_run(self) -> str:
        """What the main job printed."""
        return self._printed.read_text()

    @property
    def _printed(self) -> Path:
        return self.folder / "first-run.txt"

    def fingerprint(self) -> str:
        """A hash of all content without dates."""
        digest = hashlib.sha256()
        with catalogue_session(self.engine) as session:
            for column in (Statement.id, Practice.slug, Document.text_hash, Embedding.passage_hash):
                for value in session.scalars(select(column).order_by(column)):
                    digest.update(f"{value}\n".encode())
        return digest.hexdigest()
