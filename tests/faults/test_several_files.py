"""A dataset of several files: what one of them shows says nothing of the others."""

from __future__ import annotations

import json

import pytest

from tests.faults.paged import JSON, START, record, serving
from tests.pipelines.steps.conftest import HOST, Install

NAMES = [f"Programme {number}" for number in (1, 2, 3, 4)]
MANY = range(10, 20)


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


@pytest.mark.parametrize("trouble", ["start", "target", "login"])
def test_a_file_whose_start_leads_elsewhere_or_nowhere_for_once_keeps_its_rows(
    monkeypatch: pytest.MonkeyPatch, install: Install, trouble: str
) -> None:
    """An answer that is the same again is not read again, so that nobody would bring them back."""
    more, dated = f"{HOST}/more", f"{HOST}/more-2026.json"
    with serving(monkeypatch, install, start=[START, f"https://{more}"]) as service:

        def all_well() -> None:
            service.world.redirect(more, "/more-2026.json")
            service.world.page(dated, json.dumps({"results": [record(1), record(2)]}), headers=JSON)

        all_well()
        service.page(1, {"results": [record(number) for number in MANY]})
        service.week()
        if trouble == "login":
            service.world.redirect(more, "/login")
            service.world.page(f"{HOST}/login", "<html><p>Log in</p></html>")
        else:
            service.world.page({"start": more, "target": dated}[trouble], "", 500)
        service.page(1, {"results": [record(number, city="Kirkdale") for number in MANY]})
        assert service.week()["gone"] == 0
        all_well()
        service.week()
        assert len(service.names()) == len(MANY) + 2


def test_a_page_that_is_declared_as_a_start_too_is_told_and_doubles_no_row(
    monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    with serving(monkeypatch, install, start=[START, f"{START}?page=2"]) as service:
        service.shows([record(number) for number in range(1, 6)])
        service.week()
        assert sorted(service.names()) == [*NAMES, "Programme 5"]
        assert "declared as a start too" in service.issues()["pages"]
