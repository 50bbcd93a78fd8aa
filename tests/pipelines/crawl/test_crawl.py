"""Crawls of small worlds with one trap each: order, budgets, what is bad beside what is good."""

from __future__ import annotations

from pipelines.crawl.archive import Archive, read_archived
from pipelines.crawl.outcome import Reason
from tests.faults import world as faults
from tests.faults.world import World
from tests.pipelines.crawl.crawling import HOST, Crawl, Source, by_url, stored


def test_order_is_breadth_first_and_fixed(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", '<a href=/b>b</a><a href="/a#x">a</a><a href="/b?utm_source=z">b</a>')
    world.page(f"{HOST}/b", "<a href=/deep>d</a><a href=/>home</a>")
    world.page(f"{HOST}/a", "<a href=/b>b</a>")
    world.page(f"{HOST}/deep", "<a href=//other.example/x>out of scope</a>")
    assert stored(crawl()) == ["/", "/b", "/a", "/deep"]
    assert world.paths("other.example") == []


def test_depth_and_page_budget(world: World, crawl: Crawl) -> None:
    for number in range(9):
        path = f"n{number}" if number else ""
        world.page(f"{HOST}/{path}", f"<a href=/n{number + 1}>on</a>")
    assert stored(crawl(Source(depth=2))) == ["/", "/n1", "/n2"]
    answers = crawl(Source(depth=8, pages=4))
    assert stored(answers) == ["/", "/n1", "/n2", "/n3"]
    assert answers[-1].reason is Reason.PAGE_BUDGET
    assert answers[-1].url.endswith("/n4")


def test_start_that_is_no_address_is_told(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<p>")
    answers = crawl(Source(("https://exa%2Xmple/", f"https://{HOST}/")))
    assert answers[0].reason is Reason.INVALID_URL
    assert stored(answers) == ["/"]


def test_page_of_countless_links_does_not_fill_the_memory(world: World, crawl: Crawl) -> None:
    links = "".join(f"<a href=/n{number}>" for number in range(9_000))
    world.page(f"{HOST}/", links)
    answers = crawl(Source(pages=3))
    assert len(world.paths(HOST)) == 4
    assert answers[-1].detail == "8998 links were not followed, this is the first"


def test_calendar_trap_ends_and_good_pages_are_there(world: World, crawl: Crawl) -> None:
    async def calendar(line: faults.Line) -> None:
        month = int(line.request.path.rpartition("=")[2])
        links = "".join(f'<a href="/cal?m={month * 31 + n}">x</a>' for n in range(1, 31))
        await line.reply(links.encode())

    world.otherwise[HOST] = calendar
    world.page(f"{HOST}/robots.txt", "", 404)
    world.page(f"{HOST}/", '<a href="/cal?m=1">c</a><a href=/one>1</a><a href=/two>2</a>')
    world.page(f"{HOST}/one", "<p>")
    world.page(f"{HOST}/two", "<a href=/three>3</a>")
    world.page(f"{HOST}/three", "<p>")
    answers = crawl(Source(depth=20, pages=60))
    assert {"/", "/one", "/two", "/three"} <= set(stored(answers))
    assert len(world.paths(HOST)) == 61
    assert answers[-1].reason is Reason.PAGE_BUDGET


def test_bad_pages_do_not_hide_good_ones(world: World, crawl: Crawl) -> None:
    bad = {"drip": faults.drip(0.05), "reset": faults.reset, "cut": faults.truncated}
    for name, answer in bad.items():
        world.put(f"{HOST}/{name}", answer)
    world.page(f"{HOST}/", "".join(f"<a href=/{name}>x</a>" for name in [*bad, "good"]))
    world.page(f"{HOST}/good", "<p>good</p>")
    answers = by_url(crawl())
    reasons = {name: answers[f"https://{HOST}/{name}"].reason for name in [*bad, "good"]}
    assert reasons == {
        "drip": Reason.DEADLINE,
        "reset": Reason.CONNECTION,
        "cut": Reason.TRUNCATED,
        "good": None,
    }


def test_known_pages_that_nothing_links_to_are_asked_for_at_the_end(
    world: World, crawl: Crawl
) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a>")
    world.page(f"{HOST}/a", "<p>")
    world.page(f"{HOST}/unlinked", "<a href=/never>not followed</a>", headers={"ETag": '"1"'})
    world.redirect(f"{HOST}/moved", "/new", 301)
    world.page(f"{HOST}/new", "<p>")
    known = [f"https://{HOST}/{path}" for path in ("a", "unlinked", "vanished", "moved")]
    answers = crawl(revisit=[*known, "https://other.example/x"])
    assert stored(answers) == ["/", "/a", "/new", "/unlinked"]
    assert by_url(answers)[known[2]].status == 404
    assert by_url(answers)[known[3]].redirected_to == f"https://{HOST}/new"
    assert world.paths(HOST).count("/a") == 1
    assert world.paths("other.example") == []


def test_every_request_is_archived(world: World, crawl: Crawl, archive: Archive) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a><a href=/gone>g</a>")
    world.page(f"{HOST}/a", "<p>grüße</p>")
    for one in crawl():
        assert one.archive_file is not None
        assert one.archive_offset is not None
        if one.body is not None:
            path = archive.directory / one.archive_file
            assert read_archived(path, one.archive_offset) == one.body
