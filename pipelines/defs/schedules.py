"""When each source is read again: as often as its declaration says."""

from collections.abc import Iterator

from dagster import (
    AssetSelection,
    DefaultScheduleStatus,
    RunRequest,
    ScheduleDefinition,
    ScheduleEvaluationContext,
    define_asset_job,
)

from pipelines.defs.assets import documents, index, pages, practices
from pipelines.defs.checks import every_source_is_well
from pipelines.defs.partitions import registry

CRON = {
    "daily": "0 3 * * *",
    "weekly": "0 3 * * 1",
    "monthly": "0 3 1 * *",
    "quarterly": "0 3 1 1,4,7,10 *",
    "yearly": "0 3 1 1 *",
}

# The look at all sources must not stop the reading of one.
read_source = define_asset_job(
    "read_source",
    selection=AssetSelection.assets(pages, documents) - AssetSelection.checks(every_source_is_well),
    description="Crawl one source and read what changed.",
)
build_catalogue = define_asset_job(
    "build_catalogue",
    selection=AssetSelection.assets(practices, index),
    description="Group, tag and index everything that was read.",
)
look_after = define_asset_job(
    "look_after",
    selection=AssetSelection.checks(every_source_is_well),
    description="Look whether every source is well; fails, and so is told, where one is not.",
)


def make_schedule(cadence: str) -> ScheduleDefinition:
    """Ask for one run of `read_source` per active source of that cadence."""

    def requests(context: ScheduleEvaluationContext) -> Iterator[RunRequest]:
        at = context.scheduled_execution_time.isoformat()
        for declared in registry.declarations:
            if declared.cadence == cadence and declared.retired_on is None:
                # Dagster refuses several without keys, and asks for each key once at most.
                yield RunRequest(run_key=f"{declared.slug} {at}", partition_key=declared.slug)

    return ScheduleDefinition(
        name=f"read_{cadence}",
        job=read_source,
        cron_schedule=CRON[cadence],
        execution_fn=requests,
        description=f"Reads every source whose cadence is {cadence}.",
    )


daily_look = ScheduleDefinition(
    name="look_after_daily",
    job=look_after,
    cron_schedule="0 7 * * *",
    default_status=DefaultScheduleStatus.RUNNING,
    description="Looks every morning, after the reading, whether every source is well.",
)
schedules = [*(make_schedule(cadence) for cadence in CRON), daily_look]
