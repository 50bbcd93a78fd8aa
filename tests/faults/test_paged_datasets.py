"""Datasets that a service gives out in pages: all of them are read, and what can't be is no end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipelines.crawl import archive, exchange
from pipelines.steps import practices
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from tests.faults.content import catalogue_lines
from tests.faults.paged import (
    HOST,
    NAMES,
    ROWS,
    START,
    Row,
    Service,
    Wrap,
    by_next,
    record,
    serving,
)
from tests.pipelines.steps.conftest import SLUG, Install, declare

MUCH = 20_000


def _linked(rows: Sequence[Row], at: int, pages: int) -> Any:
    following = {"next": f"/rows?page={at + 1}"} if at < pages else {}
    return {"data": rows, "links": {"self": f"/rows?page={at}", **following}}


def _hal(rows: Sequence[Row], at: int, pages: int) -> Any:
    following = {"next": {"href": f"?page={at + 1}"}} if at < pages else {}
    return {"_embedded": {"services": rows}, "_links": following}


def _listed_links(rows: Sequence[Row], at: int, pages: int) -> Any:
    following = [{"rel": "next", "href": f"{START}?page={at + 1}"}] if at < pages else []
    return {"items": rows, "links": [{"rel": "self", "href": START}, *following]}


def _numbered(rows: Sequence[Row], at: int, pages: int) -> Any:
    """Open Referral HSDS 3: no address, only the number of the page."""
    return {"total_items": 5, "total_pages": pages, "page_number": at, "size": len(rows),
            "first_page": at == 1, "last_page": at == pages, "contents": rows}  # fmt: skip


def _by_number(rows: Sequence[Row], at: int, pages: int) -> Any:
    return {"records": rows, "next_page": at + 1 if at < pages else None, "page": at}


def _insecure(rows: Sequence[Row], at: int, pages: int) -> Any:
    """A service behind a proxy that does not know by which scheme it is asked."""
    whole = by_next(rows, at, pages)
    return {**whole, "next": whole["next"] and whole["next"].replace("https", "http")}


WAYS: dict[str, Wrap] = {
    "next": by_next,
    "links.next": _linked,
    "_links.next.href": _hal,
    "links of rel next": _listed_links,
    "numbers of pages": _numbered,
    "the number of the next page": _by_number,
    "next by http": _insecure,
}


@pytest.mark.parametrize("way", WAYS)
def test_every_page_is_read(service: Service, way: str) -> None:
    service.shows(ROWS, wrap=WAYS[way])
    counts = service.week()
    assert (service.names(), counts["new"], service.issues()) == (NAMES, 5, {})
    assert service.asked() == ["/rows", "/rows?page=2", "/rows?page=3"]


def test_pages_of_a_list_follow_the_header(service: Service) -> None:
    for at in (1, 2, 3):
        link = f'</rows?page={at + 1}>; rel="next", </rows?page=3>; rel="last"' if at < 3 else ""
        headers = {"Content-Type": "application/json", "Link": link}
        service.page(at, ROWS[2 * at - 2 : 2 * at], headers=headers)
    assert service.week()["new"] == 5
    assert (service.names(), service.issues()) == (NAMES, {})
    assert service.week()["unchanged"] == 3
    assert service.asked() == ["/rows", "/rows?page=2", "/rows?page=3"]


def test_a_row_keeps_its_place_when_others_push_it_to_another_page(service: Service) -> None:
    service.shows(ROWS)
    service.week()
    service.shows([record(9), *ROWS])
    counts = service.week()
    assert (counts["new"], counts["unchanged"], counts["gone"], counts["moved"]) == (1, 5, 0, 0)
    assert sorted(service.names()) == sorted([*NAMES, "Programme 9"])


def test_unchanged_pages_are_not_read_and_their_rows_are_seen(service: Service) -> None:
    service.shows(ROWS)
    service.week()
    counts = service.week()
    assert (counts["unchanged"], counts["fetched"], counts["new"]) == (3, 0, 0)
    assert {service.seen_on(name) for name in NAMES} == {service.at}


def test_a_row_that_left_a_later_page_is_gone(service: Service) -> None:
    service.shows(ROWS)
    service.week()
    last = service.at
    service.shows(ROWS[:4])
    counts = service.week()
    assert (counts["gone"], service.names(), service.issues()) == (1, NAMES[:4], {})
    assert service.seen_on(NAMES[4]) == last


BROKEN: dict[str, tuple[Any, int, dict[str, str]]] = {
    "an error": ("", 500, {}),
    "not found": ("", 404, {}),
    "a web page": ("<html><p>Log in</p></html>", 200, {"Content-Type": "text/html"}),
    "a message": ({"error": "try again"}, 200, {"Content-Type": "application/json"}),
    "half": ('{"results": [{"id": 3, "name": "Programme 3"', 200, {}),
    "elsewhere": ("", 302, {"Location": "https://login.example/"}),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_later_page_that_is_broken_takes_no_row_away(service: Service, what: str) -> None:
    service.shows(ROWS)
    service.week()
    for _ in range(2):
        service.shows([record(1, description="Mentors meet their mentees at home."), ROWS[1]])
        service.page(1, by_next([record(1, city="Kirkdale"), ROWS[1]], 1, 3))
        document, status, headers = BROKEN[what]
        service.page(2, document, status, headers)
        counts = service.week()
        assert counts["gone"] == 0
        assert (service.names(), bool(service.issues())) == (NAMES, True)
        assert service.seen_on(NAMES[0]) == service.at
        assert service.seen_on(NAMES[2]) < service.at
    service.shows(ROWS[1:])
    counts = service.week()
    assert (counts["gone"], service.names(), service.issues()) == (1, NAMES[1:], {})


def test_a_first_page_that_stands_says_nothing_of_a_later_one(service: Service) -> None:
    service.shows(ROWS)
    service.week()
    last = service.at
    service.page(2, "", 500)
    service.week()
    assert service.names() == NAMES
    assert {service.seen_on(name) for name in NAMES[2:]} == {last}
    assert service.issues().keys() == {"http_5xx"}
    service.shows(ROWS)
    service.week()
    assert {service.seen_on(name) for name in NAMES} == {service.at}
    assert service.issues() == {}


def test_pages_that_lead_in_a_circle_end(service: Service) -> None:
    service.shows(ROWS)
    service.page(3, {"results": ROWS[4:], "next": START})
    service.week()
    assert service.names() == NAMES
    assert service.asked() == ["/rows", "/rows?page=2", "/rows?page=3"]


def test_a_service_that_shows_the_same_rows_for_ever_ends(service: Service) -> None:
    for at in range(1, 40):
        service.page(at, {"results": ROWS[:2], "next": f"?page={at + 1}", "page": at})
    service.week()
    assert (service.names(), service.asked()) == (NAMES[:2], ["/rows", "/rows?page=2"])
    assert "the same rows" in service.issues()["pages"]


def test_a_page_without_rows_is_the_last(service: Service) -> None:
    service.shows(ROWS[:4])
    for at in (2, 3, 4):
        rows = ROWS[2:4] if at == 2 else []
        service.page(at, {"results": rows, "next": f"?page={at + 1}"})
    service.week()
    assert (service.names(), service.issues()) == (NAMES[:4], {})
    assert len(service.asked()) == 3


def test_fewer_rows_than_the_service_counts_are_told_and_none_goes(service: Service) -> None:
    service.shows(ROWS, wrap=lambda rows, at, pages: {**by_next(rows, at, pages), "count": 5})
    assert service.week()["new"] == 5
    service.page(2, {"results": ROWS[2:4], "next": None, "count": 5})
    assert service.week()["gone"] == 0
    assert "counts 5" in service.issues()["pages"]
    assert service.names() == NAMES


def test_a_row_that_is_pushed_on_while_pages_are_read_is_one(service: Service) -> None:
    service.page(1, by_next(ROWS[:2], 1, 2))
    service.page(2, by_next(ROWS[1:4], 2, 2))
    assert service.week()["new"] == 4
    assert service.names() == NAMES[:4]


@pytest.mark.parametrize("following", ["https://other.example/rows", "eyJpZCI6NX0", "file:///x"])
def test_what_is_no_page_of_the_service_is_told_and_not_asked_for(
    service: Service, following: str
) -> None:
    service.page(1, {"results": ROWS[:2], "next": following})
    service.week()
    assert (service.names(), len(service.world.seen)) == (NAMES[:2], 2)
    assert "2 rows are read" in service.issues()["pages"]


def test_pages_keep_to_robots_and_the_budget(
    monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    with serving(monkeypatch, install, pages=2) as service:
        service.shows(ROWS)
        service.week()
        assert service.asked() == ["/rows", "/rows?page=2"]
        assert (service.names(), service.issues().keys()) == (NAMES[:4], {"pages"})
        service.world.page(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /rows?page\n")
        service.week()
        assert service.asked() == ["/rows"]
        assert (service.names(), "robots" in service.issues()) == (NAMES[:4], True)


def test_the_archive_tells_the_same(
    service: Service, install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A row that came, a page that failed, a row that left: read once more, it is the same."""
    monkeypatch.setattr(practices, "tag_documents", lambda _installation: {"tagged": 0})
    for module in (exchange, archive):
        monkeypatch.setattr(module, "now", lambda: service.at)
    for rows in (ROWS, [record(9), *ROWS]):
        service.shows(rows)
        service.week()
    service.page(1, by_next([record(9, city="Kirkdale"), ROWS[0]], 1, 3))
    service.page(2, "", 500)
    service.week()
    service.shows(ROWS[1:])
    service.week()
    assert (service.names(), service.issues()) == (NAMES[1:], {})
    again = install(declare(kind="dataset", url=START), at=tmp_path / "again.sqlite", replay=True)
    fetch_pages(again, SLUG)
    describe_documents(again, SLUG)
    ours, theirs = (
        [line for line in catalogue_lines(one.engine) if not line.startswith("practice")]
        for one in (again, service.installation)
    )
    assert ours == theirs


def test_a_page_is_parsed_once_when_it_comes_and_once_when_it_is_read(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[int] = []
    loads = json.loads

    def count(text: str | bytes, **given: Any) -> Any:
        parsed.extend([len(text)] * (len(text) > MUCH))
        return loads(text, **given)

    monkeypatch.setattr(json, "loads", count)
    rows = [record(number, about="x" * MUCH) for number in range(2)]
    service.page(1, {"results": rows, "count": 2})
    service.week()
    assert (service.names(), len(parsed)) == (["Programme 0", "Programme 1"], 2)
