"""What a service says of its pages in other words, and what only looks as if it said so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.faults.paged import NAMES, ROWS, START, Service, record, serving
from tests.pipelines.steps.conftest import HOST, Install

SAYS_MORE = (
    *({"has_more": True}, {"hasNext": True}, {"nextPageToken": "eyJ"}),
    *({"meta": {"next_cursor": "abc"}}, {"pagination": {"has_next_page": True}}),
)


@pytest.mark.parametrize("more", SAYS_MORE)
def test_more_that_nobody_says_how_to_ask_for_is_told(
    service: Service, more: dict[str, Any]
) -> None:
    """A row that was pushed beyond the page that is shown is not gone."""
    service.page(1, {"results": ROWS, **more})
    service.week()
    service.page(1, {"results": [record(9), *ROWS[:4]], **more})
    assert service.week()["gone"] == 0
    assert "No address" in service.issues()["pages"]


SAYS_NO_MORE = (
    *({"facets": {"country": {"count": 500}}}, {"event": {"next": "/event?id=5"}}),
    *({"_links": {"next": {"href": None}}}, {"has_more": False, "next_cursor": ""}),
)


@pytest.mark.parametrize("beside", SAYS_NO_MORE)
def test_what_speaks_of_other_things_than_pages_tells_of_no_page(
    service: Service, beside: dict[str, Any]
) -> None:
    service.page(1, {"results": ROWS, "next": None, **beside})
    service.week()
    service.page(1, {"results": ROWS[1:], "next": None, **beside})
    assert (service.week()["gone"], service.issues()) == (1, {})
    assert service.asked() == ["/rows"]


def test_an_address_within_the_address_of_the_next_page_stays_as_it_is(service: Service) -> None:
    path = "rows?for=http://a.example/&page=2"
    service.page(1, {"results": ROWS[:2], "next": f"https://{HOST}/{path}"})
    service.world.page(f"{HOST}/{path}", '{"results": [], "next": null}')
    service.week()
    assert (service.asked(), service.issues()) == (["/rows", f"/{path}"], {})


def test_the_number_of_the_page_is_told_from_how_many_rows_it_has(
    monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    with serving(monkeypatch, install, url=f"{START}?page_limit=2") as service:
        for at, asked in ((1, ""), (2, "&page=2"), (3, "&page=3")):
            following = at + 1 if at < 3 else None
            shown = {"results": ROWS[2 * at - 2 : 2 * at], "next_page": following}
            service.world.page(f"{HOST}/rows?page_limit=2{asked}", json.dumps(shown))
        service.week()
        assert (service.names(), service.issues()) == (NAMES, {})
