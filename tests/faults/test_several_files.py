"""A dataset of several files: what one of them shows says nothing of the others."""

from __future__ import annotations

import json

import pytest

from tests.faults.paged import JSON, START, record, serving
from tests.pipelines.steps.conftest import HOST, Install

NAMES = [f"Programme {number}" for number in (1, 2, 3, 4)]


def test_rows_of_one_file_do_not_push_out_those_of_another(
    monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    more = f"https://{HOST}/more"
    with serving(monkeypatch, install, start=[START, more]) as service:

        def both(first: list[object], second: list[object]) -> None:
            service.page(1, {"results": first})
            service.world.page(f"{HOST}/more", json.dumps({"results": second}), headers=JSON)

        both([record(1), record(2)], [record(3), record(4)])
        for _ in range(2):
            service.week()
            assert (sorted(service.names()), service.issues()) == (NAMES, {})
        both([record(1), record(2, city="Kirkdale")], [record(3), record(4)])
        assert service.week()["gone"] == 0
        assert sorted(service.names()) == NAMES
        both([record(1), record(2, city="Kirkdale")], [record(4)])
        assert service.week()["gone"] == 1
        assert sorted(service.names()) == [NAMES[0], NAMES[1], NAMES[3]]
