"""Sitemaps, feeds and listings: the conformance files, and what hostile ones come to."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path

import pytest

from pipelines.crawl.listings import read_listing
from pipelines.crawl.reasons import Reason, Stopped
from pipelines.crawl.sitemaps import read_page_list
from tests.pipelines.crawl.crawling import Select

BASE = "http://www.example.com/list"


@pytest.fixture(scope="module")
def files(shared: Path) -> Path:
    return shared / "bench" / "sitemaps" / "crawler-commons"


def _written(body: bytes) -> int:
    """How many entries a file holds, counted by their tags alone."""
    return len(re.findall(rb"<(?:\w+:)?(?:url|item|entry)>", body))


# An item whose guid is an address, yet says isPermaLink="false", is taken like the others.
def test_every_entry_of_the_conformance_files_is_found(files: Path) -> None:
    checked = 0
    for path in sorted(files.rglob("*.xml")) + sorted(files.rglob("*.rss")):
        body = path.read_bytes()
        if _written(body):
            assert len(read_page_list(body, BASE).pages) == _written(body), path.name
            checked += 1
    assert checked >= 13


@pytest.mark.parametrize(
    ("name", "first", "count"),
    [
        ("sitemaps/sitemap.txt", "http://www.domain.com/page1.html", 2),
        ("sitemaps/do-not-visit.txt", "http://www.example.com/do-not-visit-here", 1),
        ("sitemaps/sitemap-with-bom.txt", "http://www.domain.com/page1.html", 2),
        ("sitemaps/sitemap.txt.gz", "http://www.example.com/", 5),
        ("sitemaps/xmlSitemap.gz", "http://www.example.com/", 5),
        ("sitemaps/sitemap.badns.xml", "http://www.example.com/1", 2),
        ("rss/feed.rss", "https://www.example.com/blog/post/1", 4),
        ("sitemaps/atom.xml", "http://example.org/2003/12/13/atom03", 1),
    ],
)
def test_forms_of_lists(files: Path, name: str, first: str, count: int) -> None:
    found = read_page_list((files / name).read_bytes(), BASE)
    assert (found.pages[0].url, len(found.pages)) == (first, count)


def test_index_leads_to_sitemaps(files: Path) -> None:
    body = (files / "sitemaps" / "sitemap.index.xml").read_bytes()
    found = read_page_list(body, BASE)
    assert len(found.sitemaps) == body.count(b"<sitemap>")
    assert found.sitemaps[0].url == "https://example.com/sitemap.jss?portalCode=10260&lang=en"
    assert found.pages == ()


def test_languages_of_an_entry(files: Path) -> None:
    body = (files / "sitemaps" / "extension" / "sitemap-links.xml").read_bytes()
    first = read_page_list(body, BASE).pages[0]
    assert first.alternates == (
        ("de", "http://www.example.com/deutsch/"),
        ("de-ch", "http://www.example.com/schweiz-deutsch/"),
        ("en", "http://www.example.com/english/"),
    )


def test_real_sitemaps_are_read_whole(shared: Path) -> None:
    for name in ("we-are-ols", "chayn-be", "cyf-signposts"):
        body = (shared / "sites" / name / "site" / "sitemap.xml").read_bytes()
        located = set(re.findall(rb"<loc>\s*([^<]+?)\s*</loc>", body))
        assert len(read_page_list(body, BASE).pages) == len(located) > 20, name


def _laughs() -> bytes:
    entities = [b'<!ENTITY a0 "http://x.org/ha">']
    entities += [b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 30)]
    return (
        b'<?xml version="1.0"?><!DOCTYPE urlset [' + b"".join(entities) + b"]><urlset><url><loc>"
        b"&a29;</loc></url><url><loc>http://x.org/good</loc></url></urlset>"
    )


def test_a_billion_laughs_are_not_laughed() -> None:
    started = time.monotonic()
    try:
        found = [entry.url for entry in read_page_list(_laughs(), BASE).pages]
    except Stopped as stop:
        assert stop.reason is Reason.MALFORMED
    else:
        assert set(found) <= {"http://x.org/good", BASE}
    assert time.monotonic() - started < 2


def test_entity_that_names_a_file_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("http://x.org/secret")
    body = (
        f'<!DOCTYPE urlset [<!ENTITY s SYSTEM "{secret.as_uri()}">]><urlset><url><loc>&s;</loc>'
        "</url><url><loc>http://x.org/good</loc></url></urlset>"
    ).encode()
    assert "http://x.org/secret" not in [one.url for one in read_page_list(body, BASE).pages]


def test_broken_end_keeps_what_came_before() -> None:
    body = b"<urlset><url><loc>http://x.org/1</loc></url><url><loc>http://x.org/2"
    assert [one.url for one in read_page_list(body, BASE).pages][:1] == ["http://x.org/1"]


def test_list_longer_than_the_protocol_allows_is_cut() -> None:
    body = b"".join(b"<url><loc>http://x.org/%d</loc></url>" % n for n in range(50_010))
    found = read_page_list(b"<urlset>" + body + b"</urlset>", BASE)
    assert found.cut
    assert len(found.pages) >= 50_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html><body>a page</body></html>", Reason.MALFORMED),
        (b"just words", Reason.MALFORMED),
        (gzip.compress(b"<urlset/>", mtime=0)[:9] + b"broken here", Reason.DECODE),
        (gzip.compress(b" " * 60_000_000), Reason.SIZE),
    ],
    ids=["page", "words", "half-packed", "bomb"],
)
def test_what_is_no_list(body: bytes, reason: Reason) -> None:
    with pytest.raises(Stopped) as stopped:
        read_page_list(body, BASE)
    assert stopped.value.reason is reason


LISTING = b"""<base href="/list/">
<article><h2><a href="one">One</a></h2><a href="more">x</a></article>
<article><a href="two">Two</a></article>
<article>no link</article>
<a class="n" href="?p=2">next</a>"""


def test_listing_items_and_next_page() -> None:
    found = read_listing(LISTING, "https://x.org/", Select("article", "h2 a, a", "a.n"))
    assert found.items == ("https://x.org/list/one", "https://x.org/list/two")
    assert found.next == "https://x.org/list/?p=2"
    itself = read_listing(LISTING, "https://x.org/", Select("article > a"))
    assert itself.items == ("https://x.org/list/more", "https://x.org/list/two")
    assert itself.next is None


@pytest.mark.parametrize("items", ["section", "article[["])
def test_listing_that_lost_its_items_says_so(items: str) -> None:
    with pytest.raises(Stopped) as stopped:
        read_listing(LISTING, "https://x.org/", Select(items))
    assert stopped.value.reason is Reason.MALFORMED


ONE = b"<?xml version='1.0'?><urlset><url><loc>https://x.org/a?b=1%sc=2</loc></url></urlset>"
PLAIN = ONE % b"&amp;"


@pytest.mark.parametrize(
    "body",
    [
        PLAIN,
        ONE % b"&",  # a generator that does not escape
        ONE.replace(b"<loc>", b"<loc><![CDATA[").replace(b"</loc>", b"]]></loc>") % b"&",
        gzip.compress(gzip.compress(PLAIN)),
        gzip.compress(PLAIN[:60]) + gzip.compress(PLAIN[60:]),
        b"<br />\n<b>Warning</b>: Undefined index in <b>x.php</b><br />\n" + PLAIN,
        b"\n \n" + PLAIN,
        PLAIN.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16"),
    ],
    ids=["plain", "bare", "cdata", "twice", "members", "warning", "blank", "utf-16"],
)
def test_address_of_an_odd_sitemap(body: bytes) -> None:
    assert [one.url for one in read_page_list(body, BASE).pages] == ["https://x.org/a?b=1&c=2"]


ATOM = b"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://x.org/blog/">
<entry xml:base="2024/"><link href="one"/></entry>
<entry><link rel="alternate" xml:base="/other/" href="two"/></entry>
<entry><link href="https://y.org/three"/></entry></feed>"""
RSS = b"""<rss xml:base="https://x.org/news/"><channel><item><link>four.html</link></item>
<item><guid>https://x.org/five</guid></item></channel></rss>"""


def test_relative_addresses_of_a_feed() -> None:
    assert [one.url for one in read_page_list(ATOM, BASE).pages] == [
        "https://x.org/blog/2024/one",
        "https://x.org/other/two",
        "https://y.org/three",
    ]
    assert [one.url for one in read_page_list(RSS, BASE).pages] == [
        "https://x.org/news/four.html",
        "https://x.org/five",
    ]


def test_a_declaration_in_an_entry_is_not_where_the_list_starts() -> None:
    item = "<item><link>https://x.org/{}</link><description><![CDATA[{}]]></description></item>"
    items = [item.format(1, ""), item.format(2, "so: <?xml version='1.0'?>"), item.format(3, "")]
    body = f"<rss><channel>{''.join(items)}</channel></rss>".encode()
    assert len(read_page_list(body, BASE).pages) == 3


@pytest.mark.parametrize(
    "body",
    [b"<urlset>" + b"<![CDATA[" * 60_000, b"<urlset>" + b"&a" * 500_000, b"<" + b"&#" * 500_000],
    ids=["sections", "entities", "numbers"],
)
def test_what_is_never_closed_takes_no_longer(body: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(Stopped):
        read_page_list(body, BASE)
    assert time.monotonic() - started < 10


def test_packed_in_very_many_parts() -> None:
    parts = [gzip.compress(PLAIN[at : at + 1]) for at in range(len(PLAIN))]
    assert len(read_page_list(b"".join(parts), BASE).pages) == 1
    started = time.monotonic()
    with pytest.raises(Stopped) as stopped:
        read_page_list(gzip.compress(b"") * 200_000, BASE)
    assert stopped.value.reason is Reason.SIZE
    assert time.monotonic() - started < 10
