"""Looking after sources: what the command, the check and the alert say is the same and is true."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

import pytest
from dagster import (
    DagsterInstance,
    DagsterRun,
    DagsterRunStatus,
    ExecuteInProcessResult,
    RunsFilter,
    build_run_status_sensor_context,
)
from sqlalchemy import select, update

from pipelines.definitions import build_defs
from pipelines.defs.history import (
    KEPT_RUNS,
    PROCESS,
    close_broken_runs,
    own_process,
    prune_runs,
)
from pipelines.defs.sensors import describe_failure, tell_of_failures
from pipelines.installation import Installation
from pipelines.sources.declaration import Cadence, Expectation
from pipelines.sources.registry import Registry, load_registry
from practices_db.documents import store_document
from practices_db.engine import catalogue_session
from practices_db.health import PATIENCE, PERIOD, Health, due_sources, source_health
from practices_db.models import Source
from practices_db.schema import open_catalogue
from practices_db.settings import Settings
from practices_db.sources import end_run, start_run
from tests.pipelines.steps.conftest import declare
from tests.pipelines.test_alerts import webhook
from tests.practices_db.sample import add_source, page
from tests.world import World, copy_data

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def _source(installation: Installation, slug: str, **told: Any) -> None:
    """A source of cadence daily that expects three documents, with one run and its documents."""
    ended = NOW - told.get("age", timedelta(hours=1))
    with catalogue_session(installation.engine) as session:
        source = add_source(session, slug)
        source.cadence, source.expected_min = told.get("cadence", "daily"), 3
        source.retired_on = told.get("retired_on")
        for number in range(told.get("documents", 3)):
            store_document(session, source.id, page(url=f"https://x.example/{number}"), ended)
        end_run(start_run(session, source, ended), told.get("outcome", "complete"), {}, ended)


@pytest.fixture
def installation(settings: Settings) -> Iterator[Installation]:
    engine = open_catalogue(settings.database_url)
    registry = Registry((*load_registry(()).declarations, declare()))
    yield Installation(settings=settings, engine=engine, registry=registry, clock=lambda: NOW)
    engine.dispose()


def _health(installation: Installation) -> dict[str, Health]:
    with catalogue_session(installation.engine) as session:
        return {one.slug: one for one in source_health(session, NOW)}


def test_every_state_of_a_source(installation: Installation) -> None:
    _source(installation, "well")
    _source(installation, "failed", outcome="failed")
    _source(installation, "few", documents=2)
    _source(installation, "late", age=timedelta(days=2, minutes=1))
    _source(installation, "patient", cadence="yearly", age=timedelta(days=379))
    _source(installation, "retired", outcome="failed", retired_on=date(2026, 5, 1))
    found = _health(installation)
    states = {slug: one.state for slug, one in found.items()}
    assert states == {slug: slug for slug in states} | {"patient": "well"}
    assert all(bool(one.advice) is not one.well for one in found.values())
    assert found["few"].documents == 2


def test_a_failed_run_after_a_good_one_is_told_and_keeps_the_success(
    installation: Installation,
) -> None:
    _source(installation, "small")
    with catalogue_session(installation.engine) as session:
        source = session.scalars(select(Source)).one()
        end_run(start_run(session, source, NOW), "failed", {}, NOW)
    found = _health(installation)["small"]
    assert (found.state, found.last_success) == ("failed", NOW - timedelta(hours=1))


def _run_job(
    installation: Installation, job: str, instance: DagsterInstance, partition: str | None = None
) -> ExecuteInProcessResult:
    definitions = build_defs({"installation": installation})
    return definitions.resolve_job_def(job).execute_in_process(
        instance=instance, partition_key=partition, raise_on_error=False
    )


def test_the_check_says_what_the_command_says(installation: Installation) -> None:
    _source(installation, "well")
    with DagsterInstance.ephemeral() as instance:
        assert _run_job(installation, "look_after", instance).success
        _source(installation, "late", age=timedelta(days=30))
        result = _run_job(installation, "look_after", instance)
    assert not result.success
    (check,) = result.get_asset_check_evaluations()
    assert check.metadata["unwell"].value == {
        "late": f"late: {_health(installation)['late'].advice}"
    }


def test_a_source_that_is_unwell_does_not_stop_the_reading_of_another(
    installation: Installation,
) -> None:
    _source(installation, "late", age=timedelta(days=30))
    with DagsterInstance.ephemeral() as instance:
        assert _run_job(installation, "read_source", instance, "starter").success


def _alert(result: ExecuteInProcessResult, instance: DagsterInstance) -> None:
    """What the daemon does when it sees a failed run."""
    event = next(e for e in result.all_events if e.event_type_value == "PIPELINE_FAILURE")
    context = build_run_status_sensor_context(
        "tell_of_failures", event, instance, result.dagster_run
    ).for_run_failure()
    assert "Run " in describe_failure(context)
    tell_of_failures(context)


def test_failures_and_falls_below_the_minimum_are_told(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    starter = installation.registry.get("starter")
    greedy = starter.model_copy(update={"expect": Expectation(min=10_000)})
    off = declare(slug="demo", url="http://127.0.0.1:9/", allow_private=["127.0.0.1"])
    sick = replace(installation, registry=Registry((greedy, off)))
    with webhook() as hook, DagsterInstance.ephemeral() as instance:
        monkeypatch.setenv("PRACTICES_ALERT", hook.url)
        monkeypatch.setenv("PRACTICES_DATA", str(sick.settings.data_dir))  # what was told is kept
        for slug in ("starter", "demo"):
            result = _run_job(sick, "read_source", instance, slug)
            assert not result.success
            _alert(result, instance)
    few, out_of_reach = (told["text"] for told in hook.told)
    assert few.startswith("mentoring-practices: starter failed")
    assert "expected_minimum" in few
    assert re.search(r"It has \d+ of at least \d+ documents\. Look at the site", few)
    assert out_of_reach.startswith("mentoring-practices: demo failed")
    assert "no page could be had" in out_of_reach


def test_due_is_what_was_not_read_for_its_cadence(installation: Installation) -> None:
    assert set(PERIOD) == set(get_args(Cadence))
    assert all(PERIOD[cadence] < PATIENCE[cadence] for cadence in PERIOD)
    minute = timedelta(minutes=1)
    _source(installation, "read", age=timedelta(hours=17))
    _source(installation, "last-night", age=timedelta(days=1) - minute)
    _source(installation, "broke", outcome="failed")
    _source(installation, "ahead", age=-timedelta(days=3))
    cadences = dict.fromkeys(("read", "last-night", "broke", "ahead", "new"), "daily")
    with catalogue_session(installation.engine) as session:
        assert due_sources(session, cadences, NOW) == ["last-night", "broke", "ahead", "new"]
        assert due_sources(session, {"last-night": "weekly"}, NOW) == []


def test_the_command_sends_and_ends_with_an_error(world: World, tmp_path: Path) -> None:
    """As cron would call it; the shared world is left as it was."""
    copy = World(copy_data(world.folder, tmp_path / "data"))
    assert copy.call("sources", "health").returncode == 0
    with catalogue_session(copy.engine) as session:
        session.execute(update(Source).values(expected_min=9_999))
    with webhook() as hook:
        done = subprocess.run(
            [str(Path(sys.executable).parent / "practices"), *["sources", "health", "--send"]],
            env={**copy.environment, "PRACTICES_ALERT": hook.url},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1, done.stderr
    assert "few" in done.stdout
    found = json.loads(copy.call("sources", "health", "--json").stdout)
    (count,) = [one["documents"] for one in found if one["slug"] == "demo"]
    assert count > 50
    assert hook.told[0]["text"].startswith(
        "mentoring-practices: 2 sources are not well\n"
        f"demo: it has {count} of at least 9999 documents."
    )
    assert "PRACTICES_ALERT" in copy.call("sources", "health", "--send").stderr
    assert {one["slug"]: one["state"] for one in found} == {"demo": "few", "starter": "few"}


def _dead_process() -> str:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return own_process()[PROCESS].replace(str(os.getpid()), str(done.pid))


def _add_run(instance: DagsterInstance, status: DagsterRunStatus, **tags: str) -> DagsterRun:
    return instance.add_run(
        DagsterRun(job_name="read_source", run_id=str(uuid4()), status=status, tags=tags)
    )


def test_runs_of_killed_processes_are_closed() -> None:
    with DagsterInstance.ephemeral() as instance:
        dead = _add_run(instance, DagsterRunStatus.STARTED, **{PROCESS: _dead_process()})
        alive = _add_run(instance, DagsterRunStatus.STARTED, **own_process())
        elsewhere = _add_run(instance, DagsterRunStatus.STARTED, **{PROCESS: "elsewhere:1"})
        assert close_broken_runs(instance) == 1
        left = instance.get_runs(RunsFilter(statuses=[DagsterRunStatus.STARTED]))
        assert {run.run_id for run in left} == {alive.run_id, elsewhere.run_id}
        closed = instance.get_run_by_id(dead.run_id)
        assert closed is not None
        assert closed.status is DagsterRunStatus.FAILURE
        assert close_broken_runs(instance) == 0


def test_old_runs_are_taken_out_but_no_sources_last_ones() -> None:
    later = datetime.now(UTC) + timedelta(days=91)
    with DagsterInstance.ephemeral() as instance:
        for slug, runs in (("often", 10), ("once", 1)):
            for _ in range(runs):
                _add_run(instance, DagsterRunStatus.SUCCESS, **{"dagster/partition": slug})
        under_way = _add_run(instance, DagsterRunStatus.STARTED)
        assert prune_runs(instance, datetime.now(UTC) + timedelta(days=89)) == 0
        assert prune_runs(instance, later) == 10 - KEPT_RUNS
        left = [run.tags.get("dagster/partition") for run in instance.get_runs()]
        assert sorted(left, key=str) == [None, *["often"] * KEPT_RUNS, "once"]
        assert instance.get_run_by_id(under_way.run_id)


def test_a_person_can_read_the_log(settings: Settings, empty_world: World) -> None:
    (empty_world.folder / "off.yml").write_text(
        "slug: off\nkind: website\ntitle: Off\npublisher: Nobody\nlicence: unknown\n"
        "url: http://127.0.0.1:9/\nallow_private: ['127.0.0.1']\ndelay_seconds: 0\n"
    )
    done = subprocess.run(
        [str(Path(sys.executable).parent / "practices"), *["run", "--sources", "off"]],
        env={**empty_world.environment, "PRACTICES_SOURCES": str(empty_world.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    log = (empty_world.folder / "logs" / "practices.log").read_text().splitlines()
    assert all(
        re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  (INFO|WARNING|ERROR)", one) for one in log
    )
    told = "\n".join(log)
    assert "off: crawl began, 0 pages are known" in told
    assert "off: crawl ended" in told
    assert "connection: http://127.0.0.1:9/" in told


@pytest.fixture
def empty_world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_no_cadence_is_without_patience() -> None:
    assert set(PATIENCE) == set(get_args(Cadence))
