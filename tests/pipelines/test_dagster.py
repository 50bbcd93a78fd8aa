"""Dagster's side: definitions load, jobs run, checks bite, one failing source harms no other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from dagster import (
    AssetKey,
    DagsterInstance,
    DefaultSensorStatus,
    ExecuteInProcessResult,
    RunRequest,
    build_schedule_context,
    evaluate_automation_conditions,
)

from pipelines.definitions import build_defs
from pipelines.defs.partitions import registry
from pipelines.defs.schedules import CRON, make_schedule
from pipelines.installation import Installation, open_installation
from pipelines.sources.declaration import Expectation
from practices_db.settings import PROJECT_ROOT, Settings
from tests.world import World

NOW, DAY = datetime(2026, 6, 1, 3, tzinfo=UTC), timedelta(days=1)


@pytest.fixture
def installation(settings: Settings) -> Iterator[Installation]:
    opened = open_installation(settings)
    yield opened
    opened.engine.dispose()


def read(installation: Installation, slug: str) -> ExecuteInProcessResult:
    with DagsterInstance.ephemeral() as instance:
        return (
            build_defs({"installation": installation})
            .resolve_job_def("read_source")
            .execute_in_process(partition_key=slug, instance=instance, raise_on_error=False)
        )


def test_every_source_is_a_partition_and_has_a_schedule() -> None:
    definitions = build_defs()
    pages = definitions.resolve_assets_def("pages")
    assert pages.partitions_def is not None
    slugs = {declared.slug for declared in registry.declarations}
    assert set(pages.partitions_def.get_partition_keys()) == slugs
    assert {declared.cadence for declared in registry.declarations} <= set(CRON)
    names = {schedule.name for schedule in definitions.schedules or []}
    assert names == {*(make_schedule(cadence).name for cadence in CRON), "look_after_daily"}


@pytest.mark.parametrize("cadence", CRON)
def test_a_schedule_asks_for_each_of_its_sources_once(cadence: str) -> None:
    asked = [request.partition_key for request in _tick(cadence, NOW)]
    active = (one for one in registry.declarations if one.retired_on is None)
    slugs = {one.slug for one in active if one.cadence == cadence}
    assert sorted(asked) == sorted(slugs)


def test_the_next_tick_asks_again() -> None:
    """Dagster skips a request whose key it has met."""
    keys = [request.run_key for day in (0, 1) for request in _tick("monthly", NOW + DAY * day)]
    assert len(keys) > 2
    assert len(set(keys)) == len(keys)


def _tick(cadence: str, at: datetime) -> Sequence[RunRequest]:
    """What the daemon would start."""
    definitions = build_defs()
    with (
        DagsterInstance.ephemeral() as instance,
        build_schedule_context(
            instance=instance,
            scheduled_execution_time=at,
            repository_def=definitions.get_repository_def(),
        ) as context,
    ):
        schedule = definitions.resolve_schedule_def(f"read_{cadence}")
        return schedule.evaluate_tick(context).run_requests or []


def test_the_catalogue_is_built_when_a_source_was_read(installation: Installation) -> None:
    # In a thread of its own: Dagster starts a loop, and a browser test may have left one in ours.
    with ThreadPoolExecutor(1) as pool:
        requested = pool.submit(_requested_after_reading, installation).result()
    assert requested == {"practices", "index"}


def _requested_after_reading(installation: Installation) -> set[str]:
    definitions = build_defs({"installation": installation})
    sensor = next(one for one in definitions.sensors or [] if one.name == "build_after_reading")
    assert sensor.default_status is DefaultSensorStatus.RUNNING
    with DagsterInstance.ephemeral() as instance:
        before = evaluate_automation_conditions(definitions, instance)
        assert before.total_requested == 0
        job = definitions.resolve_job_def("read_source")
        assert job.execute_in_process(partition_key="starter", instance=instance).success
        after = evaluate_automation_conditions(definitions, instance, cursor=before.cursor)
    assets = ("documents", "practices", "index")
    return {one for one in assets if after.get_num_requested(AssetKey(one))}


def test_assets_depend_on_one_another_in_order() -> None:
    graph = build_defs().resolve_asset_graph()
    order = ["pages", "documents", "practices", "index"]
    for earlier, later in pairwise(order):
        assert AssetKey(earlier) in graph.get(AssetKey(later)).parent_keys


def test_a_materialization_carries_its_counts(installation: Installation) -> None:
    result = read(installation, "starter")
    assert result.success
    metadata = {
        event.asset_key.to_user_string(): event.materialization.metadata
        for event in result.get_asset_materialization_events()
        if event.asset_key
    }
    assert metadata["pages"]["fetched"].value == 1
    assert metadata["documents"]["present"].value >= 150


def test_too_few_documents_are_an_error_that_blocks(installation: Installation) -> None:
    starter = installation.registry.get("starter")
    greedy = starter.model_copy(update={"expect": Expectation(min=10_000)})
    others = tuple(d for d in installation.registry.declarations if d.slug != "starter")
    object.__setattr__(installation.registry, "declarations", (greedy, *others))
    result = read(installation, "starter")
    checks = {c.check_name: c for c in result.get_asset_check_evaluations()}
    assert not checks["expected_minimum"].passed
    assert checks["expected_minimum"].blocking
    assert checks["expected_maximum"].passed


def test_the_definitions_pass_dagsters_own_check(world: World) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "dg"), "check", "defs"],
        cwd=PROJECT_ROOT,
        env={**world.environment, "DAGSTER_HOME": str(world.folder / "dagster")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All definitions loaded successfully" in done.stdout + done.stderr
