"""Whoever works on the same thing waits, be it on another machine with a data folder of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from pipelines.installation import Installation
from pipelines.sources.registry import Registry
from pipelines.steps.turn import turn
from practices_db.engine import open_engine
from practices_db.settings import Settings


@pytest.mark.postgresql
def test_two_machines_on_one_server_take_turns(
    postgresql_url: str, settings: Settings, tmp_path: Path
) -> None:
    waits, ended = Event(), Event()

    def machine(name: str) -> Installation:
        return Installation(
            settings=replace(settings, data_dir=tmp_path / name),
            engine=open_engine(postgresql_url),
            registry=Registry(()),
            progress=lambda *_told: waits.set(),
        )

    def work() -> None:
        with turn(machine("other"), "demo"):
            ended.set()

    own = machine("own")
    other = Thread(target=work)
    with turn(own, "demo"):
        with turn(machine("third"), "elsewhere"):
            pass  # other work goes on
        assert not waits.is_set()
        other.start()
        assert waits.wait(10)
        assert not ended.wait(0.3)
    assert ended.wait(10)
    other.join()
    own.engine.dispose()
