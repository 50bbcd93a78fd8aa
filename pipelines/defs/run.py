"""The canonical way to run: the same Dagster jobs, in this process, one source after another."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dagster import DagsterInstance, Definitions, ExecuteInProcessResult
from sqlalchemy.exc import DBAPIError

from pipelines.definitions import build_defs
from pipelines.installation import Installation
from practices_db.errors import CatalogueUnavailable
from practices_db.settings import PROJECT_ROOT, Settings, export_dagster_home

Counts = dict[str, Any]
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Part:
    """What one job did: `name` is a source's slug, or "catalogue" for what follows them all."""

    name: str
    well: bool
    counts: Counts
    failure: str = ""


def run_sources(installation: Installation, slugs: Sequence[str]) -> list[Part]:
    """Read each source, then build the catalogue and the index once. Never raises for a source."""
    definitions = build_defs({"installation": installation})
    with open_instance(installation.settings) as instance:
        parts = [_run(definitions, instance, "read_source", slug) for slug in slugs]
        parts.append(_run(definitions, instance, "build_catalogue", None))
    return parts


def open_instance(settings: Settings) -> DagsterInstance:
    """The Dagster instance under the data folder; CatalogueUnavailable where it can't be kept."""
    prepare_home(settings)
    try:
        return DagsterInstance.get()
    except DBAPIError as error:
        raise CatalogueUnavailable(
            f"Dagster's storage {settings.dagster_home} cannot be used: {error.orig}.",
            advice="Free some space, or move that folder away: it holds the history of runs only.",
        ) from error


def prepare_home(settings: Settings) -> None:
    """Make DAGSTER_HOME under the data folder, with the project's dagster.yaml in it."""
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PROJECT_ROOT / "dagster.yaml", settings.dagster_home / "dagster.yaml")
    export_dagster_home(settings)


def _run(
    definitions: Definitions, instance: DagsterInstance, job: str, partition: str | None
) -> Part:
    result = definitions.resolve_job_def(job).execute_in_process(
        instance=instance, partition_key=partition, raise_on_error=False, run_config=QUIET
    )
    return Part(partition or CATALOGUE, result.success, _counts(result), _failure(result))


def _counts(result: ExecuteInProcessResult) -> Counts:
    """The metadata that the assets reported, merged: the same figures that Dagster's pages show."""
    return {
        name: value.value
        for event in result.get_asset_materialization_events()
        for name, value in event.materialization.metadata.items()
    }


def _failure(result: ExecuteInProcessResult) -> str:
    for event in result.get_step_failure_events():
        failure = event.step_failure_data
        if failure.user_failure_data and failure.user_failure_data.description:
            return str(failure.user_failure_data.description)
        if failure.error:
            cause = failure.error.cause or failure.error
            return cause.message.strip().splitlines()[-1]
    return ""
