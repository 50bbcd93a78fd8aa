"""Dagster's own records, kept as Dagster keeps them, through connections that stay open.

Dagster opens SQLite anew for each event of a run, and waits for the disk each time. A run in
which nothing changed is little else, so that costs as much as all the work in it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile
from threading import Lock
from typing import Any

import dagster
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.runs import SqliteRunStorage
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from sqlalchemy import Connection, Engine, create_engine, event

PATIENCE_SECONDS = 30
KEPT_OPEN = 8
"""Databases at a time: that of all runs, the index of events, and one for each run under way."""


class _Kept:
    """Engines by address, the last few that were used. Thread-safe."""

    def __init__(self) -> None:
        self._engines: dict[str, Engine] = {}
        self._lock = Lock()

    def open(self, address: str) -> Engine:
        """The engine for one file of records."""
        with self._lock:
            engine = self._engines.pop(address, None) or _open(address)
            self._engines[address] = engine  # now the last one
            while len(self._engines) > KEPT_OPEN:
                self._engines.pop(next(iter(self._engines))).dispose()
            return engine

    def forget(self, address: str) -> None:
        """Close one file that is to go."""
        with self._lock:
            if engine := self._engines.pop(address, None):
                engine.dispose()

    def close(self) -> None:
        """Close all files; SQLite takes its own two beside each away then."""
        with self._lock:
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()


_kept = _Kept()


def _open(address: str) -> Engine:
    engine = create_engine(address, connect_args={"timeout": PATIENCE_SECONDS})
    event.listen(engine, "connect", _wait_less)
    return engine


def _wait_less(connection: Any, _record: object) -> None:
    # A power cut may take the last events of a run, never the file: it is written ahead (WAL).
    connection.execute("PRAGMA synchronous=NORMAL")


class Runs(SqliteRunStorage):
    """The list of runs."""

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """One transaction."""
        with _kept.open(self._conn_string).begin() as connection:
            yield connection

    def dispose(self) -> None:
        """At the end of the process's work."""
        _kept.close()


class Events(SqliteEventLogStorage):
    """What happened in each run: one file a run, and an index of assets."""

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = _kept.open(self.conn_string_for_shard(shard))
            if shard not in self._initialized_dbs:
                self._set_up(shard, engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def dispose(self) -> None:
        """At the end of the process's work."""
        super().dispose()
        _kept.close()

    def delete_events(self, run_id: str) -> None:
        """Dagster empties the file of a run that is taken out, and leaves it there for ever."""
        with self.index_connection() as connection:
            self.delete_events_for_run(connection, run_id)
        self.free_concurrency_slots_for_run(run_id)
        self._remove(run_id)

    def remove_orphans(self, known: Callable[[], Collection[str]]) -> int:
        """Remove files of runs that are not known, as they were left before; how many.

        A run is known before its file is made: so the files are listed first.
        """
        there = set(self.get_all_run_ids())
        orphans = there - set(known())
        for run_id in orphans:
            self._remove(run_id)
        return len(orphans)

    def _remove(self, run_id: str) -> None:
        with self._db_lock:
            _kept.forget(self.conn_string_for_shard(run_id))
            self._initialized_dbs.discard(run_id)
            for beside in ("", "-wal", "-shm"):
                Path(f"{self.path_for_shard(run_id)}{beside}").unlink(missing_ok=True)

    def _set_up(self, shard: str, engine: Engine) -> None:
        """Make the file of a run by copying an empty one: Alembic takes a while over each."""
        path = Path(self.path_for_shard(shard))
        blank = Path(self._base_dir).parent / f"blank-{dagster.__version__}"
        if path.exists():
            self._initdb(engine)
        elif blank.is_file():
            copyfile(blank, draft := path.with_suffix(".draft"))
            draft.replace(path)
        else:
            self._initdb(engine)
            _copy_empty(path, blank)


def _copy_empty(path: Path, blank: Path) -> None:
    draft = blank.with_name(f"{blank.name}-{os.getpid()}")
    with closing(sqlite3.connect(path)) as empty, closing(sqlite3.connect(draft)) as copy:
        empty.backup(copy)
    draft.replace(blank)


class Records(DagsterSqliteStorage):
    """What dagster.yaml names as the storage."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        super().__init__(base_dir, inst_data)
        self._run_storage = Runs(self._run_storage._conn_string)
        self._event_log_storage = Events(self._event_log_storage._base_dir)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> Records:
        """As Dagster opens it."""
        return cls(inst_data=inst_data, **config_value)
