"""When each source is read again: as often as its declaration says."""

from collections.abc import Iterator

from dagster import (
    AssetSelection,
    RunRequest,
    ScheduleDefinition,
    ScheduleEvaluationContext,
    define_asset_job,
)

from pipelines.defs.assets import documents, index, pages, practices
from pipelines.defs.partitions import registry

CRON = {
    "daily": "0 3 * * *",
    "weekly": "0 3 * * 1",
    "monthly": "0 3 1 * *",
    "quarterly": "0 3 1 1,4,7,10 *",
    "yearly": "0 3 1 1 *",
}

read_source = define_asset_job(
    "read_source",
    selection=AssetSelection.assets(pages, documents),
    description="Crawl one source and read what changed.",
)
build_catalogue = define_asset_job(
    "build_catalogue",
    selection=AssetSelection.assets(practices, index),
    description="Group, tag and index everything that was read.",
)


def make_schedule(cadence: str) -> ScheduleDefinition:
    """Ask for one run of `read_source` per active source of that cadence."""

    def requests(_context: ScheduleEvaluationContext) -> Iterator[RunRequest]:
        for declared in registry.declarations:
            if declared.cadence == cadence and declared.retired_on is None:
                yield RunRequest(partition_key=declared.slug)

    return ScheduleDefinition(
        name=f"read_{cadence}",
        job=read_source,
        cron_schedule=CRON[cadence],
        execution_fn=requests,
        description=f"Reads every source whose cadence is {cadence}.",
    )


schedules = [make_schedule(cadence) for cadence in CRON]
