"""Feeds: those that go on over pages, and those that pages of a website link to."""

from __future__ import annotations

import pytest

from pipelines.crawl.outcome import Outcome, Purpose, Reason
from tests.faults.world import World
from tests.pipelines.crawl.crawling import HOST, Crawl, Source, by_url, stored

SITE = f"https://{HOST}"
ATOM = "http://www.w3.org/2005/Atom"


def rss(*paths: str, more: str = "") -> str:
    items = "".join(f"<item><link>{SITE}{path}</link></item>" for path in paths)
    return f"<?xml version='1.0'?><rss xmlns:atom='{ATOM}'><channel>{more}{items}</channel></rss>"


def atom(*paths: str, more: str = "") -> str:
    entries = "".join(f"<entry><link href='{SITE}{path}'/></entry>" for path in paths)
    return f"<?xml version='1.0'?><feed xmlns='{ATOM}'>{more}{entries}</feed>"


def test_a_feed_in_pages_is_read_to_its_end(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/feed", rss("/1", more="<atom:link rel='next' href='/feed?page=2'/>"))
    world.page(f"{HOST}/feed?page=2", rss("/2", more="<atom:link rel='next' href='/feed?page=3'/>"))
    world.page(f"{HOST}/feed?page=3", rss())
    world.otherwise[HOST] = lambda line: line.reply(b"<p>page")
    assert stored(crawl(Source((f"{SITE}/feed",), kind="feed"))) == ["/1", "/2"]


def test_an_archived_feed_leads_to_what_came_before(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/feed", atom("/3", more="<link rel='prev-archive' href='/feed/2'/>"))
    world.page(f"{HOST}/feed/2", atom("/2", more="<link rel='prev-archive' href='/feed/1'/>"))
    world.page(f"{HOST}/feed/1", atom("/1", more="<link rel='self' href='/feed/0'/>"))
    world.otherwise[HOST] = lambda line: line.reply(b"<p>page")
    answers = crawl(Source((f"{SITE}/feed",), kind="feed"))
    assert sorted(stored(answers)) == ["/1", "/2", "/3"]
    assert f"{SITE}/feed/0" not in by_url(answers)


def test_a_feed_that_never_ends_is_left_at_the_budget(world: World, crawl: Crawl) -> None:
    def page(number: int) -> str:
        return rss("/1", more=f"<atom:link rel='next' href='/feed?page={number + 1}'/>")

    for number in range(1, 260):
        world.page(f"{HOST}/feed?page={number}", page(number))
    world.page(f"{HOST}/1", "<p>page")
    answers = crawl(Source((f"{SITE}/feed?page=1",), kind="feed"))
    assert sum(one.purpose is Purpose.FEED and one.reason is None for one in answers) == 200
    assert answers[-1].reason is Reason.PAGE_BUDGET


def test_a_feed_goes_on_where_it_lies(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/feed", rss("/1", more="<atom:link rel='next' href='https://x.org/2'/>"))
    world.page(f"{HOST}/1", "<p>page")
    assert "https://x.org/2" not in by_url(crawl(Source((f"{SITE}/feed",), kind="feed")))


@pytest.mark.parametrize("path", ["feed/", "?feed=rss2", "index.php?feed=atom"])
@pytest.mark.parametrize("feed", [rss("/new", "/a"), atom("/new", "/a")])
def test_a_feed_that_a_page_links_to_is_used(
    world: World, crawl: Crawl, feed: str, path: str
) -> None:
    world.page(f"{HOST}/", f"<a href=/{path}>RSS</a><a href=/a>a</a>")
    world.page(f"{HOST}/{path}", feed)
    world.page(f"{HOST}/a", "<p>a")
    world.page(f"{HOST}/new", "<p>new")
    answers = crawl()
    assert sorted(stored(answers)) == ["/", "/a", "/new"]
    told = by_url(answers)[f"{SITE}/{path}"]
    assert (told.outcome, told.purpose, told.reason) == (Outcome.STORED, Purpose.FEED, None)


@pytest.mark.parametrize(
    "link",
    [
        *("/a/feed/", "/a/rss", "/comments/feed/", "/a?format=feed", "/news.rss"),
        *("/?feed=comments-rss2", "/?feed=rss2&p=7", "/a/?feed=rss2"),
    ],
)
def test_feeds_of_comments_and_tags_are_passed_over(world: World, crawl: Crawl, link: str) -> None:
    world.page(
        f"{HOST}/", f"<a href='{link}'>RSS</a><a href=/feedback>f</a><a href=/feed/us/>u</a>"
    )
    world.otherwise[HOST] = lambda line: line.reply(b"<p>page")
    assert stored(crawl()) == ["/", "/feedback", "/feed/us/"]


def test_other_xml_is_refused_as_before(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/data>d</a>")
    world.page(f"{HOST}/data", "<?xml version='1.0'?><measurements><m>1</m></measurements>")
    told = by_url(crawl())[f"{SITE}/data"]
    assert (told.outcome, told.reason, told.body) == (Outcome.REFUSED, Reason.TYPE, None)
