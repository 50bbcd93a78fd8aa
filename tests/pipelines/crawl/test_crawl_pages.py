"""What a page says of itself: where it stands, where it leads, whether it may be kept."""

from __future__ import annotations

import pytest

from pipelines.crawl.outcome import Outcome, Purpose, Reason, Validators
from tests.faults import world as faults
from tests.faults.world import World
from tests.pipelines.crawl.crawling import HOST, Crawl, by_url, known_from, stored


def test_noindex_is_left_out_and_its_links_followed(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a><a href=/c>c</a><a rel=nofollow href=/d>d</a>")
    world.page(f"{HOST}/a", '<meta name=ROBOTS content="NoIndex"><a href=/b>b</a>')
    world.page(f"{HOST}/b", "<p>", headers={"X-Robots-Tag": "nofollow"})
    world.page(f"{HOST}/c", "%PDF-1.4", headers={"X-Robots-Tag": "noindex"})
    world.page(f"{HOST}/d", "<p>")
    answers = crawl()
    assert stored(answers) == ["/", "/b"]
    for path in ("a", "c"):
        refused = by_url(answers)[f"https://{HOST}/{path}"]
        assert (refused.reason, refused.body) == (Reason.META_NOINDEX, None)


@pytest.mark.parametrize(
    ("directive", "reason"),
    [
        ("noindex", Reason.META_NOINDEX),
        ("none", Reason.META_NOINDEX),
        ("nosnippet", Reason.META_NOSNIPPET),
        ("max-snippet: 0", Reason.META_NOSNIPPET),
        ("max-snippet: 50, noarchive", None),
        ("noindex follow", Reason.META_NOINDEX),
        ("unavailable_after: 2020-01-01", Reason.META_NOINDEX),
        ("unavailable_after: Fri, 25 Jun 2010 15:00:00 GMT", Reason.META_NOINDEX),
        ("unavailable_after: 9000-01-01", None),
        ("unavailable_after: one day", None),
    ],
)
def test_page_that_may_not_be_kept_or_quoted_is_refused(
    world: World, crawl: Crawl, directive: str, reason: Reason | None
) -> None:
    world.page(f"{HOST}/", "<a href=/meta>m</a><a href=/header>h</a>")
    world.page(f"{HOST}/meta", f'<meta name=robots content="{directive}"><p>')
    world.page(f"{HOST}/header", "<p>", headers={"X-Robots-Tag": directive})
    answers = by_url(crawl())
    for path in ("meta", "header"):
        answer = answers[f"https://{HOST}/{path}"]
        assert answer.reason is reason
        assert (answer.body is None) == (reason is not None)


def test_meta_refresh_is_a_redirect(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/old>o</a>")
    world.page(f"{HOST}/old", '<meta http-equiv="Refresh" content="0; URL=\'/new\'">')
    world.page(f"{HOST}/new", "<p>")
    answers = crawl()
    assert stored(answers) == ["/", "/new"]
    old = by_url(answers)[f"https://{HOST}/old"]
    assert (old.outcome, old.redirected_to) == (Outcome.REDIRECTED, f"https://{HOST}/new")


def test_pages_that_send_their_readers_in_a_circle_are_told(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a><a href=/in>i</a>")
    for path, to in (("a", "/b"), ("b", "/c"), ("c", "/a"), ("in", "/a")):
        world.page(f"{HOST}/{path}", f'<meta http-equiv="refresh" content="0; URL={to}">')
    answers = by_url(crawl())
    reasons = {path: answers[f"https://{HOST}/{path}"].reason for path in ("a", "b", "c", "in")}
    assert reasons == {"a": None, "b": None, "c": Reason.REDIRECT_LOOP, "in": None}


@pytest.mark.parametrize("to", ["/a", "/a#top", "/a?PHPSESSID=5f2", "/a?utm_source=x"])
def test_a_page_that_shows_itself_anew_every_few_seconds_is_a_page(
    world: World, crawl: Crawl, to: str
) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a>")
    world.page(f"{HOST}/a", f'<meta http-equiv="refresh" content="5; URL={to}"><a href=/b>b</a>')
    world.page(f"{HOST}/b", "<p>")
    assert stored(crawl()) == ["/", "/a", "/b"]


def test_links_of_a_drawn_map(world: World, crawl: Crawl) -> None:
    drawn = "<svg><a xlink:href=/north><path/></a><a href=/south><path/></a></svg>"
    world.page(f"{HOST}/", f"<h1>Our branches</h1>{drawn}")
    for path in ("north", "south"):
        world.page(f"{HOST}/{path}", "<p>")
    assert stored(crawl()) == ["/", "/north", "/south"]


def test_redirects_inside_and_out_of_scope(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a><a href=/b>b</a><a href=/c>c</a><a href=/x?sid=1>x</a>")
    world.redirect(f"{HOST}/a", "/c")
    world.redirect(f"{HOST}/b", "https://other.example/b")
    world.redirect(f"{HOST}/x?sid=1", "/x?sid=1&utm_source=s")
    world.page(f"{HOST}/x?sid=1&utm_source=s", "<p>")
    world.page(f"{HOST}/c", "<p>")
    answers = crawl()
    assert stored(answers) == ["/", "/c", "/x"]
    assert world.paths(HOST).count("/c") == 1
    assert world.paths("other.example") == []
    outside = by_url(answers)["https://other.example/b"]
    assert (outside.reason, outside.found_on) == (Reason.OUT_OF_SCOPE, f"https://{HOST}/b")


def test_base_languages_and_deep_markup(world: World, crawl: Crawl) -> None:
    world.page(
        f"{HOST}/",
        '<base href="/sub/"><link rel=alternate hreflang=fr href=/fr>'
        + "<div>" * 10_000
        + "\0<a href=deep>d</a>",
    )
    for path in ("sub/deep", "fr"):
        world.page(f"{HOST}/{path}", "<p>")
    assert stored(crawl()) == ["/", "/sub/deep", "/fr"]


@pytest.mark.parametrize("label", ["text/html", "text/html; charset=iso-8859-1"])
def test_letters_of_an_address_are_those_of_the_bytes(
    world: World, crawl: Crawl, label: str
) -> None:
    """A page in UTF-8 whose label is missing or wrong."""
    world.page(f"{HOST}/", "<a href=/mentorać>x</a>", headers={"Content-Type": label})
    world.page(f"{HOST}/mentora%C4%87", "<p>")
    assert stored(crawl()) == ["/", "/mentora%C4%87"]


def test_304_follows_the_links_of_the_archived_page(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a>", headers={"ETag": '"1"'})
    world.page(f"{HOST}/a", "<p>", headers={"ETag": '"1"'})
    known = known_from(crawl())
    for path in ("", "a"):
        world.put(f"{HOST}/{path}", lambda line: line.reply(b"", 304))
    pages = [one for one in crawl(known=known) if one.purpose is Purpose.PAGE]
    assert [one.outcome for one in pages] == [Outcome.UNCHANGED] * 2
    assert all(one.headers.get("if-none-match") == '"1"' for one in world.seen[-2:])


def test_304_keeps_the_letters_and_takes_the_new_wish(world: World, crawl: Crawl) -> None:
    """A 304 repeats no Content-Type; what it does say counts."""
    latin = {"ETag": '"1"', "Content-Type": "text/html; charset=iso-8859-1"}
    world.page(f"{HOST}/", "<a href=/f?q=\u00fcber>a</a>".encode("latin-1"), headers=latin)
    world.page(f"{HOST}/f?q=%C3%BCber", "<p>", headers={"ETag": '"1"'})
    first = crawl()
    unchanged = b"HTTP/1.1 304 Not Modified\r\n%s\r\n"
    world.put(f"{HOST}/", lambda line: line.send(unchanged % b""))
    wish = b"X-Robots-Tag: noindex\r\n"
    world.put(f"{HOST}/f?q=%C3%BCber", lambda line: line.send(unchanged % wish))
    *_, front, page = crawl(known=known_from(first))
    assert (front.outcome, dict(front.headers)) == (Outcome.UNCHANGED, {})
    assert page.canonical_url == first[-1].canonical_url
    assert page.reason is Reason.META_NOINDEX


def test_304_without_an_archived_page_is_asked_for_in_full(world: World, crawl: Crawl) -> None:
    async def page(line: faults.Line) -> None:
        status = 304 if "if-none-match" in line.request.headers else 200
        await line.reply(b"" if status == 304 else b"<a href=/a>a</a>", status)

    world.put(f"{HOST}/", page)
    world.page(f"{HOST}/a", "<p>")
    known = {f"https://{HOST}/": Validators(etag='"1"')}
    pages = [one for one in crawl(known=known) if one.purpose is Purpose.PAGE]
    assert [one.outcome for one in pages] == ["unchanged", "stored", "stored"]
