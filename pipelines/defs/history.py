"""Dagster's history of runs: broken ones closed, old ones taken out, no source's last one lost."""

from __future__ import annotations

import os
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from dagster import DagsterInstance, DagsterRun, DagsterRunStatus, RunsFilter

from pipelines.defs.storage import Events

PROCESS = "practices/process"
PARTITION = "dagster/partition"
KEPT_DAYS = timedelta(days=90)
KEPT_RUNS = 3
"""Of each job and source this many last runs stay, however old: Dagster's pages rest on them."""

UNDER_WAY = [DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING]
ENDED = [DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED]
_BATCH = 500


def own_process() -> dict[str, str]:
    """The tag by which a run names the process that works on it."""
    return {PROCESS: f"{socket.gethostname()}:{os.getpid()}"}


def close_broken_runs(instance: DagsterInstance) -> int:
    """Mark runs whose process is gone as failed; how many there were.

    A run that was killed would count as under way for ever, and two of those would hold up all
    others in the queue.
    """
    broken = [run for run in instance.get_runs(RunsFilter(statuses=UNDER_WAY)) if _is_broken(run)]
    for run in broken:
        instance.report_run_failed(run, "The process ended before the run did. Run it again.")
    return len(broken)


def _is_broken(run: DagsterRun) -> bool:
    host, _, number = run.tags.get(PROCESS, "").rpartition(":")
    return host == socket.gethostname() and not _lives(int(number))


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def prune_runs(instance: DagsterInstance, at: datetime) -> int:
    """Take old runs out of Dagster's storage; how many. The catalogue has its own log of runs."""
    old = [run.run_id for run in _superseded(instance, at - KEPT_DAYS)]
    for run_id in old:
        instance.delete_run(run_id)
    events = instance.event_log_storage
    if isinstance(events, Events):
        events.remove_orphans(instance.get_run_ids)
    return len(old)


def _superseded(instance: DagsterInstance, before: datetime) -> Iterator[DagsterRun]:
    """Runs older than that which have at least KEPT_RUNS successors of the same job and source."""
    later: Counter[tuple[str, str | None]] = Counter()
    cursor: str | None = None
    while records := instance.get_run_records(RunsFilter(statuses=ENDED), _BATCH, cursor=cursor):
        for record in records:
            run = record.dagster_run
            key = (run.job_name, run.tags.get(PARTITION))
            later[key] += 1
            if later[key] > KEPT_RUNS and record.create_timestamp < before:
                yield run
        cursor = records[-1].dagster_run.run_id
