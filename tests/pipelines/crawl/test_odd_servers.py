"""Servers that are no enemies, only odd: parts for wholes, strange packings, checks, cookies."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from pipelines.crawl.exchange import Ask
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Reason
from pipelines.crawl.policy import Policy
from pipelines.steps.replay import visits
from tests.faults.world import Answer, Line, World
from tests.pipelines.crawl.crawling import Crawl, Source, by_url

HOST = "site.example"
PAGE = b"<html><p>Volunteers meet young people every week.</p></html>"
Fetch = Callable[[str], list[Fetched]]


@pytest.fixture
def fetch(world: World, policy: Policy) -> Iterator[Fetch]:
    with Fetcher(policy, world.routes(HOST, "other.example")) as fetcher:

        def run(path: str) -> list[Fetched]:
            asked = fetcher.follow(Ask(f"https://{HOST}/{path}"))
            return [one for one in asked if one.purpose is not Purpose.ROBOTS]

        yield run


@pytest.mark.parametrize("told", [{}, {"Content-Range": "bytes 0-19/60"}])
def test_a_part_that_nobody_asked_for_is_no_page(
    world: World, fetch: Fetch, told: dict[str, str]
) -> None:
    world.page(f"{HOST}/part", PAGE[:20], 206, told)
    (answer,) = fetch("part")
    assert (answer.reason, answer.body) == (Reason.TRUNCATED, None)


def test_a_part_that_is_all_there_is_is_a_page(world: World, fetch: Fetch) -> None:
    size = len(PAGE)
    world.page(f"{HOST}/a", PAGE, 206, {"Content-Range": f"bytes 0-{size - 1}/{size}"})
    assert fetch("a")[0].body == PAGE


@pytest.mark.parametrize(
    ("named", "body"),
    [
        ("utf-8", PAGE),
        ("aws-chunked", PAGE),
        ("identity, gzip", gzip.compress(PAGE)),
        ('"gzip"', gzip.compress(PAGE)),
        ("gzip,aws-chunked", gzip.compress(PAGE)),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE))),
    ],
    ids=["charset", "chunked", "identity", "quoted", "with-chunked", "twice"],
)
def test_packings_as_servers_name_them(world: World, fetch: Fetch, named: str, body: bytes) -> None:
    world.page(f"{HOST}/a", body, headers={"Content-Encoding": named})
    assert fetch("a")[0].body == PAGE


@pytest.mark.parametrize(
    ("named", "body", "reason"),
    [
        ("gzip, zstd", b"....", Reason.DECODE),
        ("gzip, gzip, gzip", b"....", Reason.DECODE),
        # Nothing in it, in very many parts: a bomb between the two.
        ("gzip, gzip", gzip.compress(gzip.compress(b"") * 50_000), Reason.SIZE),
    ],
    ids=["foreign", "thrice", "bomb-within"],
)
def test_packings_that_are_not_undone(
    world: World, fetch: Fetch, named: str, body: bytes, reason: Reason
) -> None:
    world.page(f"{HOST}/a", body, headers={"Content-Encoding": named})
    assert fetch("a")[0].reason is reason


@pytest.mark.parametrize(
    ("status", "name", "value"),
    [
        (403, "CF-Mitigated", "challenge"),
        (202, "X-Amzn-Waf-Action", "challenge"),
        (405, "X-Amzn-Waf-Action", "captcha"),
        (202, "SG-Captcha", "challenge"),
        (429, "X-Vercel-Mitigated", "challenge"),
    ],
)
def test_a_check_for_robots_is_not_the_page(
    world: World, fetch: Fetch, status: int, name: str, value: str
) -> None:
    world.page(f"{HOST}/a", PAGE, status, {name: value})
    (answer,) = fetch("a")
    assert (answer.outcome, answer.reason, answer.body) == (Outcome.FAILED, Reason.DOOR, None)
    assert len(world.paths(HOST)) == 2  # robots.txt, and the page once


def _wants_cookie(set_at: str, led_to: str, page: bytes = PAGE) -> Answer:
    async def answer(line: Line) -> None:
        if "seen=1" in line.request.headers.get("cookie", ""):
            await line.reply(page)
        else:
            told = {"Location": led_to, "Set-Cookie": "seen=1; Path=/; HttpOnly"}
            await line.reply(
                b"", 302, told if line.request.path == set_at else {"Location": led_to}
            )

    return answer


@pytest.mark.parametrize("led_to", ["/a", "/b"])
def test_a_circle_that_wants_a_cookie_leads_to_the_page(
    world: World, fetch: Fetch, led_to: str
) -> None:
    world.put(f"{HOST}/a", _wants_cookie("/a", led_to))
    world.put(f"{HOST}/b", _wants_cookie("/b", "/a"))
    *circle, last = fetch("a")
    assert (last.body, last.url) == (PAGE, f"https://{HOST}/a")
    assert all(one.outcome is Outcome.REDIRECTED for one in circle)
    assert {number for number, _ in visits([*circle, last])} == {0}
    fetch("a")
    assert "cookie" not in world.seen[-len(circle) - 1].headers  # kept for no other request


def test_a_circle_that_leads_on_by_an_address_of_its_own_is_gone_through(
    world: World, crawl: Crawl
) -> None:
    world.redirect("site.example/", "/en")
    world.put("site.example/en", _wants_cookie("/en", "/"))
    answers = crawl(Source((f"https://{HOST}/",)))
    assert [(one.url, one.body) for one in answers][-1] == (f"https://{HOST}/en", PAGE)


def test_a_circle_without_or_in_spite_of_cookies_ends(world: World, fetch: Fetch) -> None:
    world.redirect(f"{HOST}/plain", "/plain")
    assert [one.reason for one in fetch("plain")] == [None, Reason.REDIRECT_LOOP]
    told = {"Location": "/set", "Set-Cookie": "a=b"}
    world.page(f"{HOST}/set", b"", 302, told)
    assert [one.reason for one in fetch("set")] == [None, None, Reason.REDIRECT_LOOP]


def test_a_cookie_goes_to_nobody_else(world: World, fetch: Fetch) -> None:
    there = {"Location": "https://other.example/b", "Set-Cookie": "secret=1"}
    world.page(f"{HOST}/a", b"", 302, there)
    back = {"Location": f"https://{HOST}/a", "Set-Cookie": "bad\x01=1"}
    world.page("other.example/b", b"", 302, back)
    assert fetch("a")[-1].reason is Reason.REDIRECT_LOOP
    sent = {
        (one.host, one.headers.get("cookie")) for one in world.seen if one.path != "/robots.txt"
    }
    assert sent == {(HOST, None), (HOST, "secret=1"), ("other.example", None)}


def test_a_site_that_calls_for_less_is_asked_ever_more_slowly(world: World, policy: Policy) -> None:
    world.otherwise[HOST] = lambda line: line.reply(b"", 429)
    patient = replace(policy, attempts=2, backoff_seconds=0.02, patience_seconds=0.3)
    with Fetcher(patient, world.routes(HOST)) as fetcher:
        world.page(f"{HOST}/robots.txt", b"")
        answers = [fetcher.fetch(Ask(f"https://{HOST}/{n}"))[-1] for n in range(20)]
    assert all(one.reason is Reason.RATE_LIMITED for one in answers)
    asked = [one.at for one in world.seen if one.path != "/robots.txt"]
    assert len(asked) == 5  # after pauses of 0.02, 0.04 ... the next one would be too long
    assert asked[4] - asked[3] > 0.15
    assert "however slowly" in answers[-1].detail


def test_a_call_for_less_is_forgotten_by_and_by(world: World, policy: Policy) -> None:
    calls = iter(range(100))

    def answer(line: Line) -> object:
        return line.reply(b"", 429) if next(calls) == 1 else line.reply(PAGE)

    world.otherwise[HOST] = answer  # type: ignore[assignment]  # a coroutine either way
    quick = replace(policy, backoff_seconds=0.02, patience_seconds=0.05)
    with Fetcher(quick, world.routes(HOST)) as fetcher:
        answers = [fetcher.fetch(Ask(f"https://{HOST}/{n}"))[-1] for n in range(60)]
        started = time.monotonic()
        fetcher.fetch(Ask(f"https://{HOST}/later"))
    assert all(one.outcome is Outcome.STORED for one in answers)
    assert time.monotonic() - started < 0.02


def test_a_site_in_trouble_is_asked_once_for_each_page(world: World, fetch: Fetch) -> None:
    for number in range(12):
        world.page(f"{HOST}/{number}", b"oops", 500)
    world.page(f"{HOST}/well", PAGE)
    for number in range(12):
        fetch(str(number))
    asked = [path for path in world.paths(HOST) if path != "/robots.txt"]
    assert len(asked) == 5 * 2 + 7  # two tries each, until five in a row had failed
    fetch("well")
    fetch("11")
    assert world.paths(HOST)[-2:] == ["/11", "/11"]


CHECK = b"<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>"


@pytest.mark.parametrize("status", [403, 503])
@pytest.mark.parametrize("packed", [False, True])
def test_a_check_for_robots_is_told_from_a_page_that_is_closed(
    world: World, crawl: Crawl, status: int, packed: bool
) -> None:
    """Not every guard says so in its headers."""
    world.page(f"{HOST}/", "<a href=/a>a</a><a href=/b>b</a>")
    headers = {"Content-Encoding": "gzip"} if packed else {}
    world.page(f"{HOST}/a", gzip.compress(CHECK) if packed else CHECK, status, headers)
    world.page(f"{HOST}/b", "<h1>Forbidden</h1>", 403)
    told = by_url(crawl())
    assert told[f"https://{HOST}/a"].reason is Reason.DOOR
    assert told[f"https://{HOST}/b"].reason is Reason.HTTP_4XX
    assert world.paths(HOST).count("/a") == 1


def test_a_check_that_asks_for_less_makes_the_pause_longer(world: World, fetch: Fetch) -> None:
    world.page(f"{HOST}/a", CHECK, 429)
    assert fetch("a")[-1].reason is Reason.RATE_LIMITED
