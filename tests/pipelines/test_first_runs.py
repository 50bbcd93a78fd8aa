"""The first runs of a new data folder that begin at the same moment."""

from __future__ import annotations

import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path

from pipelines.defs.run import open_instance
from practices_db.settings import Settings

FOLDERS, PROCESSES = 4, 3


def _open(folder: Path, together: Barrier) -> None:
    for number in range(FOLDERS):
        data = folder / str(number)
        together.wait(60)
        with open_instance(Settings(data_dir=data, database_url="sqlite://")):
            pass


def test_dagsters_records_are_set_up_once(tmp_path: Path) -> None:
    spawned = multiprocessing.get_context("spawn")
    together = spawned.Barrier(PROCESSES)
    runs = [spawned.Process(target=_open, args=(tmp_path, together)) for _ in range(PROCESSES)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(120)
    assert [run.exitcode for run in runs] == [0] * PROCESSES
