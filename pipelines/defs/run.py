"""The canonical way to run: the same Dagster jobs, in this process, one source after another."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any

from dagster import DagsterEvent, DagsterInstance, Definitions, ExecuteInProcessResult
from sqlalchemy.exc import DBAPIError

from pipelines.definitions import build_defs
from pipelines.defs.failures import told_by_checks
from pipelines.defs.history import close_broken_runs, prune_runs
from pipelines.installation import Installation, StoppedByHand
from pipelines.steps.ahead import crawling_ahead
from pipelines.steps.embedding import embedding_ahead
from pipelines.steps.turn import alone
from practices_db.errors import CatalogueUnavailable
from practices_db.settings import Settings, export_dagster_home

Counts = dict[str, Any]
CLASS_NAME = re.compile(r"^[a-z_]+(?:\.\w+)+: ")
"""Dagster writes the class before an error's sentence; that tells a reader nothing."""
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
CATALOGUE = "catalogue"
NOT_BUILT = (
    "It was left as it is, since the database could not be used while {} was read. Run again."
)
GRACE_SECONDS = 2.0
INSTANCE = Path(__file__).with_name("dagster.yaml")
"""Beside this module, so that it is there however the project is installed."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one job did: `name` is a source's slug, or "catalogue" for what follows them all."""

    name: str
    well: bool
    counts: Counts
    failure: str = ""
    cut_off: bool = False
    """Whether it failed for want of the database, so that it may have lost what it met."""


def run_sources(installation: Installation, slugs: Sequence[str]) -> list[Part]:
    """Read each source, then build the catalogue and the index once. Never raises for a source.

    Raises KeyboardInterrupt when the step under way has stopped between two documents, or after
    a few seconds: a model may be loading, and nothing is lost when the process ends then.
    """
    stop = Event()

    def go_on(step: str, done: int, total: int | None) -> None:
        if stop.is_set():
            raise StoppedByHand("Stopped by hand.")
        installation.progress(step, done, total)

    # Not in the main thread: there Dagster takes the signals over, and Ctrl-C may be lost.
    thread = ThreadPoolExecutor(1)
    running = thread.submit(_run_all, replace(installation, progress=go_on), slugs, stop)
    try:
        return running.result()
    except KeyboardInterrupt:
        stop.set()
        wait([running], GRACE_SECONDS)
        raise
    finally:
        thread.shutdown(wait=False)


def _run_all(installation: Installation, slugs: Sequence[str], stop: Event) -> list[Part]:
    jobs = [("read_source", slug) for slug in slugs]
    parts = []
    with (
        open_instance(installation.settings) as instance,
        crawling_ahead(installation, slugs),
        embedding_ahead(installation) as embedding,
    ):
        definitions = build_defs({"installation": embedding})
        close_broken_runs(instance)
        for job, partition in jobs:
            if not stop.is_set():
                parts.append(_run(definitions, instance, job, partition))
        # Practices keep the names that they once got: of half the sources they would get others.
        if broken := [part.name for part in parts if part.cut_off]:
            parts.append(Part(CATALOGUE, False, {}, NOT_BUILT.format(broken[0])))
        elif not stop.is_set():
            parts.append(_run(definitions, instance, "build_catalogue", None))
        prune_runs(instance, installation.clock())
    return parts


def open_instance(settings: Settings) -> DagsterInstance:
    """The Dagster instance under the data folder; CatalogueUnavailable where it can't be kept."""
    try:
        # Two first runs at once would both make its tables.
        with alone(settings, "dagster", lambda: None):
            prepare_home(settings)
            return DagsterInstance.get()
    except DBAPIError as error:
        raise CatalogueUnavailable(
            f"Dagster's storage {settings.dagster_home} cannot be used: {error.orig}.",
            advice="Free some space, or move that folder away: it holds the history of runs only.",
        ) from error


def prepare_home(settings: Settings) -> None:
    """Make DAGSTER_HOME under the data folder, with the project's settings in it."""
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(INSTANCE, settings.dagster_home / "dagster.yaml")
    export_dagster_home(settings)


def _run(
    definitions: Definitions, instance: DagsterInstance, job: str, partition: str | None
) -> Part:
    result = definitions.resolve_job_def(job).execute_in_process(
        instance=instance, partition_key=partition, raise_on_error=False, run_config=QUIET
    )
    return Part(
        partition or CATALOGUE,
        result.success,
        _counts(result),
        _failure(result),
        cut_off=any(map(_is_cut_off, result.get_step_failure_events())),
    )


def _is_cut_off(event: DagsterEvent) -> bool:
    """Whether a step failed since the catalogue could not be read or written."""
    error = event.step_failure_data.error
    while error is not None:
        if error.cls_name == CatalogueUnavailable.__name__:
            return True
        error = error.cause
    return False


def _counts(result: ExecuteInProcessResult) -> Counts:
    """The metadata that the assets reported, added up: the figures that Dagster's pages show."""
    counts: Counts = {}
    for event in result.get_asset_materialization_events():
        for name, told in event.materialization.metadata.items():
            before = counts.get(name)
            counts[name] = told.value if before is None else before + told.value
    return counts


def _failure(result: ExecuteInProcessResult) -> str:
    for told in told_by_checks(result.get_asset_check_evaluations()):
        return told
    for event in result.get_step_failure_events():
        failure = event.step_failure_data
        if failure.user_failure_data and failure.user_failure_data.description:
            return str(failure.user_failure_data.description)
        if failure.error:
            cause = failure.error.cause or failure.error
            return CLASS_NAME.sub("", cause.message.strip().splitlines()[-1])
    return ""
