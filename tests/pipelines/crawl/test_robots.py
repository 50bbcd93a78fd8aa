"""robots.txt by RFC 9309: the conformance files, and how a server may fail to give it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.crawl.exchange import Ask
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Reason
from pipelines.crawl.policy import Policy
from pipelines.crawl.reasons import Stopped
from pipelines.crawl.robots import Robots, parse_robots
from pipelines.directives import header_directives, robots_header
from tests.faults import world as faults
from tests.faults.world import Answer, World

SITE = "http://domain.com"
HOST = "site.example"


@pytest.fixture(scope="module")
def files(shared: Path) -> Path:
    return shared / "bench" / "robots" / "crawler-commons"


def _allows(robots: Robots, path: str) -> bool:
    try:
        robots.require(SITE + path)
    except Stopped:
        return False
    return True


# file, robot, path, allowed: the expectations published with the files; the last ten as read off
# them. No file is left out.
CASES = """
robots-with-utf8-bom foobot /profile no
robots-with-utf16le-bom foobot /profile no
robots-with-utf16be-bom foobot /profile no
www.flot.com-robots foobot /img/ no
directive-typos-robots bot1 /dissalow/ no
directive-typos-robots bot2 /useragent/ no
directive-typos-robots bot4 /useragent-no-colon/ no
format-errors-robots bot1 /whitespace-before-colon/ no
format-errors-robots bot1 /no-colon/ no
format-errors-robots bot2 /no-colon-useragent/ no
format-errors-robots bot3 /whitespace-before-colon/ yes
many-user-agents wget / no
many-user-agents mysuperlongbotnamethatmatchesnothing / yes
many-user-agents mysuperlongbotnamethatmatchesnothing /bot-trap/ no
merge-rules wget /foo/bar/bar.txt yes
merge-rules wget /tmp/bar/bar.txt no
merge-rules wget /chk/bar/bar.txt yes
precedence-of-rules wget / yes
precedence-of-rules wget /foo/bar yes
precedence-of-rules wget /bar/foo no
precedence-of-rules testy / yes
precedence-of-rules testy /foo/bar yes
precedence-of-rules testy /foo/blue no
precedence-of-rules testy /foo/ no
precedence-of-rules testy /foo/tar no
malformed-path bot1 /wiki/Wikipedia_talk:Mediation_Committee/ no
malformed-path bot1 /wiki/ yes
dos-line-endings anybot / yes
wildcards anybot /wishlist/bogus no
wildcards anybot /wishlist/universal/page yes
wildcards anybot /anydirectoryhere/gcrnsts no
rfc9309-example-simple-robots foobot /example/page.html yes
rfc9309-example-simple-robots foobot /example/allowed.gif yes
rfc9309-example-simple-robots foobot / no
rfc9309-example-simple-robots foobot /path/index.html no
rfc9309-example-simple-robots barbot / yes
rfc9309-example-simple-robots barbot /example/page.html no
rfc9309-example-simple-robots bazbot /example/page.html no
rfc9309-example-simple-robots quxbot / yes
rfc9309-example-simple-robots quxbot /example/page.html yes
rfc9309-example-simple-robots anyotherbot /publications/doc1.html yes
rfc9309-example-simple-robots anyotherbot /example/page.html no
rfc9309-example-simple-robots anyotherbot /example.gif no
rfc9309-example-simple-robots anyotherbot / yes
rfc9309-example-longest-match-robots foobot /example/page/ yes
rfc9309-example-longest-match-robots foobot /example/page/index.html yes
rfc9309-example-longest-match-robots foobot /example/page/disallowed.gif no
rfc9309-example-longest-match-robots foobot / yes
rfc9309-example-rule-group-merging examplebot /foo no
rfc9309-example-rule-group-merging examplebot /bar no
rfc9309-example-rule-group-merging examplebot /baz no
rfc9309-example-rule-group-merging examplebot / yes
rfc9309-example-rule-group-merging anyotherbot /foo no
rfc9309-example-rule-group-merging anyotherbot /bar no
rfc9309-example-rule-group-merging anyotherbot /baz yes
rfc9309-example-rule-group-merging bazbot /foo yes
rfc9309-example-rule-group-merging bazbot /bar yes
rfc9309-example-rule-group-merging bazbot /baz no
crawl-delay-group-merging mybot /private/ no
crawl-delay-group-merging mybot /login/ yes
crawl-delay-group-merging yourbot /private/ no
crawl-delay-group-merging yourbot /login/ no
crawl-delay-group-merging yourbot / yes
crawl-delay-group-merging anyotherbot /private/ yes
crawl-delay-group-merging anyotherbot /login/ yes
extensions-group-merging mybot /private/ no
extensions-group-merging mybot /login/ no
extensions-group-merging mybot / yes
extensions-group-merging yourbot /private/ no
extensions-group-merging yourbot /login/ no
extensions-group-merging anyotherbot / no
extensions-group-merging anyotherbot /llms.txt yes
extension-robots mybot /private/ no
extension-robots mybot /admin/ yes
extension-robots otherbot /admin/ no
extension-robots anybot /private/ yes
twitter.com-robots anybot /somebody yes
twitter.com-robots anybot /search?q=mentor no
twitter.com-robots anybot /somebody/with_friends no
twitter.com-robots googlebot /somebody/with_friends no
extended-standard-robots bot1 / yes
astore.amazon.com-robots anybot / yes
""".strip().splitlines()

# Where we differ from those expectations, and no rule of the RFC binds.
EXCEPTIONS = {
    # Misspellings that the RFC doesn't ask anyone to understand, and Protego doesn't.
    "directive-typos-robots bot1 /desallow/ no",
    "directive-typos-robots bot3 /useg-agent/ no",
}


@pytest.mark.parametrize("case", CASES)
def test_conformance_files(files: Path, case: str) -> None:
    name, robot, path, expected = case.split()
    robots = parse_robots((files / f"{name}.txt").read_bytes(), robot, f"{SITE}/robots.txt")
    assert _allows(robots, path) is (expected == "yes")


def test_no_file_is_left_out(files: Path) -> None:
    named = {case.split()[0] for case in CASES} | {"sitemap-robots", "relative-sitemap-robots"}
    assert {path.stem for path in files.glob("*.txt")} - named == {"sitemap-robots-dedup"}


def test_every_exception_still_is_one(files: Path) -> None:
    for case in EXCEPTIONS:
        name, robot, path, expected = case.split()
        robots = parse_robots((files / f"{name}.txt").read_bytes(), robot, SITE)
        assert _allows(robots, path) is not (expected == "yes")


@pytest.mark.parametrize(
    ("name", "robot", "seconds"),
    [
        ("dos-line-endings", "anybot", 1.0),
        ("crawl-delay-group-merging", "mybot", 10.0),
        ("crawl-delay-group-merging", "yourbot", 0.0),
        ("crawl-delay-group-merging", "anyotherbot", 30.0),
        ("extensions-group-merging", "mybot", 6.0),
        ("extension-robots", "mybot", 6.0),
        ("extension-robots", "otherbot", 12.0),
        ("twitter.com-robots", "msnbot", 10.0),
        ("twitter.com-robots", "googlebot", 0.0),
        ("astore.amazon.com-robots", "anybot", 5.0),
        ("extended-standard-robots", "bot1", 2.0),
        ("extended-standard-robots", "bot2", 15.0),
        ("extended-standard-robots", "bot4", 0.125),
    ],
)
def test_pause_that_a_file_asks_for(files: Path, name: str, robot: str, seconds: float) -> None:
    robots = parse_robots((files / f"{name}.txt").read_bytes(), robot, SITE)
    assert robots.delay_seconds() == seconds


# `sitemap-robots` also has an address without `Sitemap:` before it, which its publisher counts;
# neither RFC 9309 nor the sitemap protocol knows such a line.
@pytest.mark.parametrize(
    ("name", "count"),
    [("sitemap-robots", 2), ("relative-sitemap-robots", 1), ("sitemap-robots-dedup", 1)],
)
def test_sitemaps_that_a_file_names(files: Path, name: str, count: int) -> None:
    robots = parse_robots((files / f"{name}.txt").read_bytes(), "bot", f"{SITE}/robots.txt")
    assert len(robots.sitemaps()) == count
    assert all(url.startswith("http") for url in robots.sitemaps())


def _fetch(world: World, policy: Policy, path: str = "a") -> list[Fetched]:
    world.page(f"{HOST}/a", "<html>")
    with Fetcher(policy, world.routes(HOST)) as fetcher:
        return list(fetcher.follow(Ask(f"https://{HOST}/{path}")))


async def _cut_off(line: faults.Line) -> None:
    line.reset()


FOR_US = b"User-agent: *\nAllow: /\n\nUser-agent: Mentoring-Practices\nDisallow: /"
SERVED: list[tuple[str, Answer, Reason | None]] = [
    ("404", lambda line: line.reply(b"no", 404), None),
    ("403", lambda line: line.reply(b"no", 403), None),
    ("empty", lambda line: line.reply(b""), None),
    ("html", lambda line: line.reply(b"<html><p>soft 404</p></html>"), None),
    ("503", lambda line: line.reply(b"busy", 503), Reason.ROBOTS_UNREACHABLE),
    ("429", lambda line: line.reply(b"less", 429), Reason.ROBOTS_UNREACHABLE),
    ("reset", _cut_off, Reason.ROBOTS_UNREACHABLE),
    ("silent", faults.silent, Reason.ROBOTS_UNREACHABLE),
    ("allowed", lambda line: line.reply(b"User-agent: *\nDisallow: /b"), None),
    ("disallowed", lambda line: line.reply(b"User-agent: *\nDisallow: /a"), Reason.ROBOTS),
    ("for us", lambda line: line.reply(FOR_US), Reason.ROBOTS),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer", "reason"), SERVED, ids=[one[0] for one in SERVED])
def test_what_each_answer_for_robots_means(
    world: World, policy: Policy, name: str, answer: Answer, reason: Reason | None
) -> None:
    world.put(f"{HOST}/robots.txt", answer)
    *asked, page = _fetch(world, policy)
    assert page.reason is reason, page.detail
    assert [one.purpose for one in asked] == [Purpose.ROBOTS]
    assert ("/a" in world.paths(HOST)) is (reason is None)


def test_robots_behind_redirects(world: World, policy: Policy) -> None:
    for number in range(4):
        target = f"/r{number + 1}"
        world.redirect(f"{HOST}/r{number}" if number else f"{HOST}/robots.txt", target, 301)
    world.page(f"{HOST}/r4", "User-agent: *\nDisallow: /a")
    hops = _fetch(world, policy)
    assert [one.outcome for one in hops] == ["redirected"] * 4 + ["stored", "refused"]
    assert hops[-1].reason is Reason.ROBOTS


def test_robots_behind_too_many_redirects_counts_as_absent(world: World, policy: Policy) -> None:
    for number in range(9):
        target = f"/r{number + 1}"
        world.redirect(f"{HOST}/r{number}" if number else f"{HOST}/robots.txt", target, 301)
    hops = _fetch(world, policy)
    assert hops[-2].reason is Reason.REDIRECT_BUDGET
    assert hops[-1].outcome is Outcome.STORED
    assert "/r6" not in world.paths(HOST)


def test_only_the_first_500_kib_of_robots_count(world: World, policy: Policy) -> None:
    padding = b"# padding\n" * 60_000
    world.page(f"{HOST}/robots.txt", b"User-agent: *\nDisallow: /b\n" + padding + b"Disallow: /a")
    robots, page = _fetch(world, policy)
    assert robots.size == 500 * 1024
    assert page.outcome is Outcome.STORED
    assert _fetch(world, policy, "b")[-1].reason is Reason.ROBOTS


def test_robots_are_asked_for_once_an_origin(world: World, policy: Policy) -> None:
    world.page(f"{HOST}/a", "<html>")
    with Fetcher(policy, world.routes(HOST)) as fetcher:
        for _ in range(3):
            list(fetcher.follow(Ask(f"https://{HOST}/a")))
    assert world.paths(HOST) == ["/robots.txt", "/a", "/a", "/a"]


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        ("noindex", {"noindex"}),
        ("NoIndex, nofollow", {"noindex", "nofollow"}),
        ("otherbot: noindex, nofollow", set()),
        ("otherbot: noindex, mentoring-practices: none", {"none"}),
        ("max-snippet: 20, noindex", {"max-snippet: 20", "noindex"}),
        ("noindex nofollow", {"noindex", "nofollow"}),
        ("noindex; nofollow", {"noindex", "nofollow"}),
        ("noindex noodp", {"noindex", "noodp"}),
        ("nofollow max-snippet: 0 noindex", {"nofollow", "max-snippet: 0", "noindex"}),
        ("mentoring-practices: noindex noimageindex", {"noindex", "noimageindex"}),
        ("otherbot: noindex nofollow", set()),
        (
            "unavailable_after: fri, 25 jun 2010 15:00:00 gmt, none",
            {"unavailable_after:  25 jun 2010 15:00:00 gmt", "none"},
        ),
    ],
)
def test_robots_directives_in_headers(value: str, spoken: set[str]) -> None:
    assert header_directives({"x-robots-tag": value}, "mentoring-practices") == spoken


def test_header_lines_speak_for_themselves_alone() -> None:
    lines = ["otherbot: nofollow", "noindex", "max-snippet: 5"]
    joined = robots_header(lines)
    assert header_directives({"x-robots-tag": joined}, TOKEN) == {"noindex", "max-snippet: 5"}
    assert header_directives({"x-robots-tag": "otherbot: noindex"}, TOKEN) == frozenset()
    joined = robots_header(["noarchive, otherbot: nofollow", "noindex"])
    assert header_directives({"x-robots-tag": joined}, TOKEN) == {"noindex", "noarchive"}


TOKEN = "mentoring-practices"  # noqa: S105 - a name for robots


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        # A group is ours by the whole token, with whatever stands behind it; not by a part of it.
        ("User-agent: *\nDisallow: /\n\nUser-agent: mentoring\nDisallow: /z", "/a", False),
        ("User-agent: mentoring-practices-two\nDisallow: /", "/a", True),
        ("User-agent: MENTORING-Practices/2.0 (x)\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: mentoring-practices\nDisallow:", "/a", True),
        ("User-agent: otherbot\nUser-agent: mentoring-practices\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow:\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /%7ejoe/", "/~joe/x", False),
        ("User-agent: *\nDisallow: /bar/%62%61%7A", "/bar/baz", False),
        ("User-agent: *\nDisallow: /f\u00f6rderung", "/f%C3%B6rderung/x", False),
        ("User-agent: *\nDisallow: /a%2fb", "/a/b", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x=1", True),
        ("User-agent: *\rDisallow: /a\r", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ],
)
def test_groups_and_paths(text: str, path: str, allowed: bool) -> None:
    assert _allows(parse_robots(text.encode(), TOKEN, SITE), path) is allowed


@pytest.mark.parametrize(
    "agent",
    [
        "mentoring-practices/1.0 (+https://x.example)",
        "mentoring-practices (+mailto:x)",
        "Mozilla/5.0 (compatible; mentoring-practices/1.0; +https://x.example)",
    ],
)
def test_token_is_the_name_in_the_user_agent(agent: str) -> None:
    assert Policy(user_agent=agent).robots_token == TOKEN


def test_robots_are_asked_for_again_after_a_day(world: World, policy: Policy) -> None:
    world.page(f"{HOST}/a", "<html>")
    with Fetcher(replace(policy, robots_seconds=0.2), world.routes(HOST)) as fetcher:
        assert fetcher.fetch(Ask(f"https://{HOST}/a"))[-1].outcome is Outcome.STORED
        world.page(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /")
        time.sleep(0.25)
        assert fetcher.fetch(Ask(f"https://{HOST}/a"))[-1].reason is Reason.ROBOTS
