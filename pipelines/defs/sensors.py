"""What Dagster's daemon does unasked: tells of failures, and keeps its own history in order."""

# No postponed annotations here: Dagster reads the types of its functions.
from collections.abc import Iterator

from dagster import (
    AssetCheckEvaluation,
    AssetSelection,
    AutomationConditionSensorDefinition,
    DagsterEventType,
    DefaultSensorStatus,
    RunFailureSensorContext,
    SensorEvaluationContext,
    SkipReason,
    run_failure_sensor,
    sensor,
)

from pipelines.alerts import AlertNotSent, tell_of_failure
from pipelines.defs.failures import told_by_checks
from pipelines.defs.history import PARTITION, close_broken_runs, prune_runs
from pipelines.installation import now
from practices_db.settings import load_settings


@run_failure_sensor(default_status=DefaultSensorStatus.RUNNING, minimum_interval_seconds=30)
def tell_of_failures(context: RunFailureSensorContext) -> SkipReason | None:
    """Send word of a run that failed to where PRACTICES_ALERT says."""
    run = context.dagster_run
    what = run.tags.get(PARTITION) or run.job_name
    try:
        subject, text = f"mentoring-practices: {what} failed", describe_failure(context)
        sent = tell_of_failure(load_settings(), subject, text, now())
    except AlertNotSent as error:
        context.log.error(str(error))
        return SkipReason(str(error))
    return None if sent else SkipReason("PRACTICES_ALERT names nobody, or enough was told for now.")


def describe_failure(context: RunFailureSensorContext) -> str:
    """What went wrong, in the words of the steps that failed."""
    told = [*told_by_checks(_checks(context))]
    for event in context.get_step_failure_events():
        failure = event.step_failure_data
        if failure.user_failure_data and failure.user_failure_data.description:
            told.append(str(failure.user_failure_data.description))
        elif failure.error:
            told.append(failure.error.message.strip().splitlines()[-1])
    return "\n".join([*told, f"Run {context.dagster_run.run_id}. {context.failure_event.message}"])


def _checks(context: RunFailureSensorContext) -> Iterator[AssetCheckEvaluation]:
    run, kind = context.dagster_run.run_id, DagsterEventType.ASSET_CHECK_EVALUATION
    for entry in context.instance.all_logs(run, of_type=kind):
        yield entry.get_dagster_event().asset_check_evaluation_data


@sensor(default_status=DefaultSensorStatus.RUNNING, minimum_interval_seconds=300)
def keep_history(context: SensorEvaluationContext) -> Iterator[SkipReason]:
    """Close runs that were killed, and take out old ones. It asks for no run of its own."""
    broken = close_broken_runs(context.instance)
    pruned = prune_runs(context.instance, now())
    yield SkipReason(f"{broken} killed runs closed, {pruned} old runs taken out.")


build_after_reading = AutomationConditionSensorDefinition(
    "build_after_reading",
    target=AssetSelection.all(),
    default_status=DefaultSensorStatus.RUNNING,
    description="Builds the catalogue and its index when sources have been read.",
)
"""Dagster's own sensor for this is off at first: schedules would read, and nobody build."""

sensors = [tell_of_failures, keep_history, build_after_reading]
