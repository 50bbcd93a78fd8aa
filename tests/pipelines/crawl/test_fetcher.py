"""Every way in which one request can end, against a server that misbehaves on purpose."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from pipelines.crawl.exchange import Ask
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Reason, Validators
from pipelines.crawl.policy import Policy
from tests.faults import world as faults
from tests.faults.world import Line, World

HOST = "site.example"
Fetch = Callable[..., list[Fetched]]


@pytest.fixture
def fetch(world: World, policy: Policy) -> Iterator[Fetch]:
    """Follow an address of the test host; the hops without robots.txt."""
    with Fetcher(policy, world.routes(HOST)) as fetcher:

        def run(path: str, **asked: object) -> list[Fetched]:
            ask = Ask(f"https://{HOST}/{path}", **asked)  # type: ignore[arg-type]  # as each test has them
            return [one for one in fetcher.follow(ask) if one.purpose is not Purpose.ROBOTS]

        yield run


def test_stored_page_is_recorded_whole(world: World, fetch: Fetch) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT", "Set-Cookie": "a=b"}
    world.page(f"{HOST}/a?utm_source=x", "<html><p>Grüße</p></html>", headers=headers)
    (page,) = fetch("a?utm_source=x")
    assert page.outcome is Outcome.STORED
    assert page.url == f"https://{HOST}/a?utm_source=x"
    assert page.canonical_url == f"https://{HOST}/a"
    assert page.body == "<html><p>Grüße</p></html>".encode()
    assert (page.etag, page.last_modified) == ('"1"', "Mon, 01 Jan 2024 00:00:00 GMT")
    assert (page.content_type, page.status, page.size) == ("text/html", 200, 27)
    assert page.sha256 == hashlib.sha256(page.body).hexdigest()
    assert "set-cookie" not in page.headers


def test_asks_by_name_and_accepts_no_cookies(world: World, fetch: Fetch) -> None:
    world.page(f"{HOST}/a", "<html>", headers={"Set-Cookie": "id=1"})
    fetch("a")
    fetch("a")
    asked = world.seen[-1]
    assert asked.host == HOST
    assert asked.headers["user-agent"] == "mentoring-practices/9 (+https://example.org/about)"
    assert "cookie" not in asked.headers


ENDS: list[tuple[str, faults.Answer, Reason]] = [
    ("drip", faults.drip(0.05), Reason.DEADLINE),
    ("headers", faults.drip_headers(0.05), Reason.DEADLINE),
    ("silent", faults.silent, Reason.TIMEOUT),
    ("reset", faults.reset, Reason.CONNECTION),
    ("truncated", faults.truncated, Reason.TRUNCATED),
    ("chunks", faults.truncated_chunks, Reason.TRUNCATED),
    ("endless", faults.endless(5), Reason.SIZE),
    ("bomb", faults.packed(b"<html>" + b"\0" * 50_000_000), Reason.SIZE),
    ("half-gzip", faults.packed(gzip.compress(b"x" * 9999)[:40], "x-gzip"), Reason.TRUNCATED),
    ("no-gzip", faults.packed(b"plain text", "x-gzip"), Reason.DECODE),
    ("brotli", faults.packed(b"....", "br"), Reason.DECODE),
    ("empty", lambda line: line.reply(b""), Reason.EMPTY),
    ("image", lambda line: line.reply(b"\x89PNG\r\n\x1a\n" + b"0" * 5000), Reason.TYPE),
    ("gone", lambda line: line.reply(b"gone", 410), Reason.HTTP_4XX),
    ("broken", lambda line: line.reply(b"oops", 500), Reason.HTTP_5XX),
    ("slower", lambda line: line.reply(b"", 429), Reason.RATE_LIMITED),
    ("nowhere", lambda line: line.reply(b"", 302), Reason.BAD_REDIRECT),
    ("mail", lambda line: line.reply(b"", 302, {"Location": "mailto:a@b.org"}), Reason.SCHEME),
    ("garbage", lambda line: line.send(b"\0\1\2 nonsense\r\n\r\n"), Reason.CONNECTION),
]  # fmt: skip


@pytest.mark.parametrize(("path", "answer", "reason"), ENDS, ids=[one[0] for one in ENDS])
def test_each_misbehaviour_ends_with_its_reason(
    world: World, fetch: Fetch, path: str, answer: faults.Answer, reason: Reason
) -> None:
    world.put(f"{HOST}/{path}", answer)
    world.page(f"{HOST}/good", "<html>good</html>")
    started = time.monotonic()
    *_, last = fetch(path)
    assert last.reason is reason, last.detail
    assert last.outcome is reason.outcome
    assert last.body is None
    assert last.detail
    assert time.monotonic() - started < 8
    assert fetch("good")[0].outcome is Outcome.STORED


def test_announced_size_is_refused_before_reading(world: World, fetch: Fetch) -> None:
    async def huge(line: Line) -> None:
        await line.send(faults.head(200, {"Content-Length": "60000000"}))

    world.put(f"{HOST}/huge", huge)
    (page,) = fetch("huge")
    assert page.reason is Reason.SIZE
    assert "60000000" in page.detail


def test_what_follows_a_body_is_not_the_next_answer(world: World, fetch: Fetch) -> None:
    world.put(f"{HOST}/long", faults.too_long)
    world.page(f"{HOST}/good", "<html>good</html>")
    assert fetch("long")[0].body == b"<html><p>short</p></html>"
    assert fetch("good")[0].body == b"<html>good</html>"


def test_packed_body_is_unpacked(world: World, fetch: Fetch) -> None:
    world.put(f"{HOST}/z", faults.packed(b"<html>" + b"word " * 20_000))
    (page,) = fetch("z")
    assert (page.outcome, page.size) == (Outcome.STORED, 100_006)


def test_pdf_named_html_is_a_pdf(world: World, fetch: Fetch) -> None:
    world.page(f"{HOST}/x.html", b"%PDF-1.7 ...")
    assert fetch("x.html")[0].content_type == "application/pdf"


def test_validators_bring_304(world: World, fetch: Fetch, policy: Policy) -> None:
    world.put(f"{HOST}/a", lambda line: line.reply(b"", 304))
    with Fetcher(policy, world.routes(HOST)) as fetcher:
        known = {f"https://{HOST}/a": Validators(etag='"e"', last_modified="yesterday")}
        *_, page = fetcher.follow(Ask(f"https://{HOST}/a"), known.get)
    assert page.outcome is Outcome.UNCHANGED
    assert page.body is None
    sent = world.seen[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"e"', "yesterday")


def test_304_without_being_asked_is_no_success(world: World, fetch: Fetch) -> None:
    world.put(f"{HOST}/a", lambda line: line.reply(b"", 304))
    assert fetch("a")[0].outcome is Outcome.FAILED


def test_redirects_are_recorded_hop_by_hop(world: World, fetch: Fetch) -> None:
    world.redirect(f"{HOST}/a", "/b", 301)
    world.redirect(f"{HOST}/b", "c#part", 307)
    world.page(f"{HOST}/c", "<html>")
    hops = fetch("a")
    assert [one.outcome for one in hops] == ["redirected", "redirected", "stored"]
    assert [one.redirected_to for one in hops[:2]] == [f"https://{HOST}/b", f"https://{HOST}/c"]
    assert hops[1].found_on == f"https://{HOST}/a"


def test_redirect_loop_and_budget_end(world: World, fetch: Fetch) -> None:
    world.redirect(f"{HOST}/a", "/b")
    world.redirect(f"{HOST}/b", "/a")
    assert [one.reason for one in fetch("a")] == [None, None, Reason.REDIRECT_LOOP]
    for number in range(30):
        world.redirect(f"{HOST}/n{number}", f"/n{number + 1}")
    hops = fetch("n0")
    assert hops[-1].reason is Reason.REDIRECT_BUDGET
    assert len(hops) == 12  # ten redirects followed, the eleventh not


def test_location_in_utf8_is_understood(world: World, fetch: Fetch) -> None:
    world.redirect(f"{HOST}/a", "/grüße")
    world.page(f"{HOST}/gr%C3%BC%C3%9Fe", "<html>")
    assert fetch("a")[-1].outcome is Outcome.STORED


def test_second_try_succeeds(world: World, fetch: Fetch) -> None:
    async def break_once(line: Line) -> None:
        await (faults.reset(line) if world.paths(HOST).count("/a") == 1 else line.reply(b"<html>"))

    world.put(f"{HOST}/a", break_once)
    (page,) = fetch("a")
    assert page.outcome is Outcome.STORED
    assert page.detail == "(attempt 2)"


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_kept(world: World, fetch: Fetch, form: str) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    wait = "1" if form == "seconds" else until

    async def busy_once(line: Line) -> None:
        first = world.paths(HOST).count("/a") == 1
        await line.reply(b"<html>", 503 if first else 200, {"Retry-After": wait} if first else None)

    world.put(f"{HOST}/a", busy_once)
    (page,) = fetch("a")
    assert page.outcome is Outcome.STORED
    first, second = (one.at for one in world.seen if one.path == "/a")
    assert second - first >= 0.9


@pytest.mark.parametrize("ahead", [timedelta(hours=-7), timedelta(hours=7)])
def test_a_date_to_come_back_is_counted_by_the_clock_that_wrote_it(
    world: World, fetch: Fetch, ahead: timedelta
) -> None:
    """Theirs or ours is wrong; how long they ask for is the same."""
    told = [format_datetime(datetime.now(UTC) + ahead + timedelta(seconds=s), True) for s in (0, 1)]

    async def busy_once(line: Line) -> None:
        first = world.paths(HOST).count("/a") == 1
        headers = {"Date": told[0], "Retry-After": told[1]}
        await line.reply(b"<html>", 503 if first else 200, headers if first else None)

    world.put(f"{HOST}/a", busy_once)
    (page,) = fetch("a")
    assert page.outcome is Outcome.STORED
    first, second = (one.at for one in world.seen if one.path == "/a")
    assert second - first >= 0.9


@pytest.mark.parametrize("date", ["yesterday", "", "Fri, 99 Jan 2026 00:00:00 GMT"])
def test_a_date_to_come_back_without_the_day_of_the_answer(
    world: World, fetch: Fetch, date: str
) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(hours=1), True)
    world.page(f"{HOST}/a", "", 429, {"Date": date, "Retry-After": until})
    fetch("a")
    assert fetch("b")[0].reason is Reason.RATE_LIMITED
    assert world.paths(HOST) == ["/robots.txt", "/a"]


def test_long_retry_after_leaves_the_host_alone(world: World, fetch: Fetch) -> None:
    world.page(f"{HOST}/a", "", 429, {"Retry-After": "3600"})
    world.page(f"{HOST}/b", "<html>")
    assert fetch("a")[0].reason is Reason.RATE_LIMITED
    assert fetch("b")[0].reason is Reason.RATE_LIMITED
    assert world.paths(HOST) == ["/robots.txt", "/a"]


def test_host_that_stays_silent_is_given_up(world: World, policy: Policy) -> None:
    world.otherwise[HOST] = faults.silent
    world.page(f"{HOST}/robots.txt", "", 404)
    short = replace(policy, read_seconds=0.2, lost_seconds=0.5)
    with Fetcher(short, world.routes(HOST)) as fetcher:
        reasons = [list(fetcher.follow(Ask(f"https://{HOST}/{n}")))[-1].reason for n in range(6)]
    assert reasons[0] is Reason.TIMEOUT
    assert reasons[-3:] == [Reason.HOST_DOWN] * 3
    assert len(world.paths(HOST)) < 6


def test_pause_between_requests_is_kept(world: World, policy: Policy) -> None:
    for path in "abc":
        world.page(f"localhost/{path}", "<html>")
    local = replace(policy, delay_seconds=0.3, allow_private=frozenset({"localhost"}))
    with Fetcher(local) as fetcher:
        for path in "abc":
            list(fetcher.follow(Ask(f"http://localhost:{world.port}/{path}")))
    times = [one.at for one in world.seen]
    assert len(times) == 4
    assert min(later - sooner for sooner, later in pairwise(times)) >= 0.3


def test_crawl_delay_of_robots_is_kept(world: World, fetch: Fetch) -> None:
    world.page(f"{HOST}/robots.txt", "User-agent: *\nCrawl-delay: 0.4")
    for path in "abc":
        world.page(f"{HOST}/{path}", "<html>")
        fetch(path)
    times = [one.at for one in world.seen if one.path != "/robots.txt"]
    assert min(later - sooner for sooner, later in pairwise(times)) >= 0.4


def test_too_long_a_crawl_delay_refuses_the_host(world: World, fetch: Fetch) -> None:
    world.page(f"{HOST}/robots.txt", "User-agent: *\nCrawl-delay: 86400")
    assert fetch("a")[0].reason is Reason.CRAWL_DELAY
    assert world.paths(HOST) == ["/robots.txt"]


def test_every_reason_says_what_to_do() -> None:
    for reason in Reason:
        assert reason.advice.endswith(".")
        assert reason.outcome in {Outcome.REFUSED, Outcome.FAILED}


ODD_WAITS = ["\u00b2", "-5", "1.5", "soon", "Mon, 01 Jan 2024 00:00:00 +99999999999999999999"]


@pytest.mark.parametrize("wait", ODD_WAITS)
def test_absurd_retry_after_is_none(world: World, fetch: Fetch, wait: str) -> None:
    world.page(f"{HOST}/a", "", 503, {"Retry-After": wait})
    world.page(f"{HOST}/b", "<html>")
    (page,) = fetch("a")
    assert page.reason is Reason.RATE_LIMITED
    assert fetch("b")[-1].outcome is Outcome.STORED


@pytest.mark.parametrize("wait", ["9" * 400, "Fri, 01 Jan 9999 00:00:00 GMT"])
def test_endless_retry_after_leaves_the_host_alone(world: World, fetch: Fetch, wait: str) -> None:
    world.page(f"{HOST}/a", "", 429, {"Retry-After": wait})
    assert fetch("a")[0].reason is Reason.RATE_LIMITED
    assert fetch("b")[0].reason is Reason.RATE_LIMITED
    assert world.paths(HOST) == ["/robots.txt", "/a"]


@pytest.mark.parametrize("length", ["\u00b2", "9" * 5_000, "4, 4"])
def test_announced_length_that_is_no_number(world: World, fetch: Fetch, length: str) -> None:
    async def answer(line: Line) -> None:
        # Latin-1, in which a raised two is one byte.
        written = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n"
        await line.send(written.encode("latin-1") + b"<p>x")
        line.writer.close()

    world.put(f"{HOST}/a", answer)
    (page,) = fetch("a")
    assert (page.reason, page.body) in [(None, b"<p>x"), (Reason.SIZE, None)], page.detail


@pytest.mark.parametrize("tag", ['"\u5e74-1"', 'W/"f\u00fcr"', '"a\tb"', "no quotes"])
def test_odd_etag_is_given_back_in_its_own_bytes(world: World, policy: Policy, tag: str) -> None:
    async def answer(line: Line) -> None:
        known = line.request.headers.get("if-none-match", "").encode("latin-1").decode()
        await line.reply(b"" if known == tag else b"<html>", 304 if known == tag else 200,
                         {"ETag": tag})  # fmt: skip

    world.put(f"{HOST}/a", answer)
    with Fetcher(policy, world.routes(HOST)) as fetcher:
        (first,) = fetcher.fetch(Ask(f"https://{HOST}/a"))[1:]
        again = Ask(f"https://{HOST}/a", validators=Validators(etag=first.etag))
        (second,) = fetcher.fetch(again)
    torn = not tag.isprintable()
    assert second.outcome is (Outcome.STORED if torn else Outcome.UNCHANGED), second.detail


def test_header_lines_for_several_robots_are_told_apart(world: World, fetch: Fetch) -> None:
    async def answer(line: Line) -> None:
        told = b"X-Robots-Tag: otherbot: nofollow\r\nX-Robots-Tag: noindex\r\n"
        await line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n" + told + b"\r\n<html>")

    world.put(f"{HOST}/a", answer)
    (page,) = fetch("a")
    assert page.headers["x-robots-tag"] == "noindex, otherbot: nofollow"
