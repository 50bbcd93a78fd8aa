"""One installation that the main job has filled, shared by all tests that only read it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from typer.testing import CliRunner

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


def say_here(settings: Settings, *arguments: str) -> str:
    """What a command prints about that catalogue, run in this process."""
    from pipelines.cli.app import app

    done = CliRunner().invoke(app, [*arguments], env=environment_of(settings))
    assert done.exit_code == 0, f"{arguments}: {done.output}{done.exception!r}"
    return done.stdout


def environment_of(settings: Settings) -> dict[str, str]:
    """What a command reads to find the catalogue of those settings."""
    return {
        "PRACTICES_DATA": str(settings.data_dir),
        "PRACTICES_DATABASE_URL": settings.database_url,
        "PRACTICES_MODELS": str(settings.models_dir),
        "COLUMNS": WIDTH,
    }


@dataclass
class World:
    """A data folder and the commands run on it, in processes of their own or asked in this one."""

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
        return {**os.environ, **environment_of(self.settings)}

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

    def ask(self, *arguments: str) -> Any:
        """What a command says as JSON. Asked in this process: starting one takes seconds each."""
        return json.loads(say_here(self.settings, *arguments, "--json"))

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
