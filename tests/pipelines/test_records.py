"""Dagster's own records: through few connections, whole, and readable by Dagster's own storage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from sqlite3 import dbapi2
from typing import Any

import pytest
from dagster import AssetKey, DagsterInstance, asset, materialize

from pipelines.defs.history import KEPT_RUNS, prune_runs
from pipelines.defs.run import QUIET, open_instance
from pipelines.defs.storage import Runs
from practices_db.settings import Settings

RUNS = 12  # more than are kept open


@asset
def counted() -> int:
    """An asset like any other."""
    return 1


def test_runs_are_kept_as_dagster_keeps_them(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = 0
    connect = dbapi2.connect

    def count(*args: Any, **kwargs: Any) -> Any:
        nonlocal opened
        opened += 1
        return connect(*args, **kwargs)

    with open_instance(settings) as instance:
        assert isinstance(instance.run_storage, Runs)
        materialize([counted], instance=instance, run_config=QUIET)
        monkeypatch.setattr(dbapi2, "connect", count)
        made = [
            materialize([counted], instance=instance, run_config=QUIET).run_id for _ in range(RUNS)
        ]
        monkeypatch.undo()
        # Dagster by itself opens a hundred a run.
        assert opened <= 3 * RUNS
        instance.delete_run(made[0])

    folder = settings.dagster_home / "history"
    assert not [*folder.rglob("*-wal"), *folder.rglob("*-shm"), *folder.rglob("*.draft")]
    (settings.dagster_home / "plain.yaml").write_text("telemetry: {enabled: false}\n")
    with DagsterInstance.from_config(str(settings.dagster_home), "plain.yaml") as plain:
        assert not isinstance(plain.run_storage, Runs)
        assert {run.run_id for run in plain.get_runs()} > set(made[1:])
        assert made[0] not in {run.run_id for run in plain.get_runs()}
        latest = plain.get_latest_materialization_event(AssetKey("counted"))
        assert latest is not None
        assert latest.run_id == made[-1]
        assert len(plain.all_logs(made[1])) > 10


def test_no_file_of_a_run_outlives_it(settings: Settings) -> None:
    """Nor those of runs that Dagster itself took out, and whose files it left."""
    files = settings.dagster_home / "history" / "runs"
    with open_instance(settings) as instance:
        for _ in range(KEPT_RUNS + 3):
            materialize([counted], instance=instance, run_config=QUIET)
        orphan = files / "11111111-0000-0000-0000-000000000000.db"
        orphan.write_bytes(next(files.glob("*-*.db")).read_bytes())
        assert prune_runs(instance, datetime.now(UTC) + timedelta(days=91)) == 3
        left = {run.run_id for run in instance.get_runs()}
        assert len(left) == KEPT_RUNS
        assert {file.stem for file in files.glob("*-*.db")} == left
        assert all(instance.all_logs(run) for run in left)
