"""Kinds of sources: feeds, sitemaps, listings, datasets, folders, each in a small world."""

from __future__ import annotations

import os
from pathlib import Path

from pipelines.crawl.outcome import Outcome, Purpose, Reason
from tests.faults.world import World
from tests.pipelines.crawl.crawling import HOST, Crawl, Select, Source, by_url, known_from, stored


def test_feed_is_found_on_a_page_and_read(world: World, crawl: Crawl) -> None:
    link = "<link rel=alternate type=application/rss+xml href=/feed>"
    world.page(f"{HOST}/", link)
    items = f"<item><link>https://{HOST}/1</link></item><item><link>https://x.org/</link></item>"
    world.page(f"{HOST}/feed", f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>")
    world.page(f"{HOST}/1", "<a href=/2>not followed</a>")
    answers = crawl(Source(kind="feed"))
    assert stored(answers) == ["/1"]
    outside = by_url(answers)["https://x.org/"]
    assert outside.reason is Reason.OUT_OF_SCOPE
    assert "1 addresses" in outside.detail


def test_sitemap_index_and_default_place(world: World, crawl: Crawl) -> None:
    inner = f"<sitemap><loc>https://{HOST}/s1.xml</loc></sitemap>" * 2
    world.page(f"{HOST}/sitemap.xml", f"<sitemapindex>{inner}</sitemapindex>")
    listed = f"<url><loc>https://{HOST}/a</loc></url>"
    world.page(f"{HOST}/s1.xml", f"<?xml version='1.0'?><urlset>{listed}</urlset>")
    world.page(f"{HOST}/a", "<p>")
    answers = crawl(Source(kind="sitemap"))
    assert [one.purpose for one in answers] == ["robots", "sitemap", "sitemap", "page"]


def _sitemap(*paths: str) -> str:
    listed = "".join(f"<url><loc>https://{HOST}{path}</loc></url>" for path in paths)
    return f"<?xml version='1.0'?><urlset>{listed}</urlset>"


def test_website_reads_the_sitemaps_that_its_robots_txt_names(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/robots.txt", "Sitemap: /map.xml\nUser-agent: *\nDisallow: /shut")
    world.page(f"{HOST}/", "<a href=/linked>l</a>")
    world.page(f"{HOST}/linked", "<p>")
    world.page(f"{HOST}/map.xml", _sitemap("/linked", "/only", "/dead", "/shut/a"))
    world.page(f"{HOST}/only", "<a href=/further>f</a>")
    world.page(f"{HOST}/further", "<p>")
    answers = crawl()
    assert stored(answers) == ["/", "/linked", "/only", "/further"]
    found = by_url(answers)
    assert found[f"https://{HOST}/dead"].status == 404
    assert found[f"https://{HOST}/shut/a"].reason is Reason.ROBOTS
    assert found[f"https://{HOST}/only"].found_on == f"https://{HOST}/map.xml"
    assert found[f"https://{HOST}/map.xml"].found_on == f"https://{HOST}/robots.txt"
    assert world.paths(HOST).count("/map.xml") == 1


def test_sitemap_of_a_website_keeps_to_scope_and_budget(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/robots.txt", f"Sitemap: https://{HOST}/map.xml")
    world.page(f"{HOST}/en/", "<a href=/en/a>a</a>")
    for path in ("en/a", "en/b", "en/c"):
        world.page(f"{HOST}/{path}", "<p>")
    world.page(f"{HOST}/map.xml", _sitemap("/fr/x", "/en/b", "/en/c"))
    start, scope = (f"https://{HOST}/en/",), (f"https://{HOST}/en/",)
    answers = crawl(Source(start, scope=scope, pages=3))
    assert stored(answers) == ["/en/", "/en/a", "/en/b"]
    assert by_url(answers)[f"https://{HOST}/fr/x"].reason is Reason.OUT_OF_SCOPE
    assert answers[-1].reason is Reason.PAGE_BUDGET
    assert stored(crawl(Source(start, scope=scope, depth=0))) == ["/en/"]


def test_sitemap_that_cannot_be_read_hides_no_page(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/robots.txt", "Sitemap: /map.xml\nSitemap: /none.xml")
    world.page(f"{HOST}/", "<a href=/a>a</a>")
    world.page(f"{HOST}/a", "<p>")
    world.page(f"{HOST}/map.xml", "<html>sorry</html>")
    answers = crawl()
    assert stored(answers) == ["/", "/a"]
    lists = [one.reason for one in answers if one.purpose is Purpose.SITEMAP]
    assert lists == [Reason.MALFORMED, Reason.HTTP_4XX]


def test_sitemap_that_is_none_says_so(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/sitemap.xml", "<html>page not found</html>")
    answers = crawl(Source(kind="sitemap"))
    assert answers[-1].reason is Reason.MALFORMED
    assert answers[-1].outcome is Outcome.FAILED


def test_listing_with_paging(world: World, crawl: Crawl) -> None:
    for number, path in enumerate(("list", "list?p=2", "list?p=3")):
        following = f"<a class=next href='/list?p={number + 2}'>next</a>" if number < 2 else ""
        world.page(f"{HOST}/{path}", f"<li><a href=/i{number}>i</a></li>{following}")
        world.page(f"{HOST}/i{number}", "<a href=/no>not followed</a>")
    select = Select("li", next="a.next")
    answers = crawl(Source((f"https://{HOST}/list",), "listing", select=select))
    assert stored(answers) == ["/i0", "/i1", "/i2"]
    assert sum(one.purpose is Purpose.LISTING for one in answers) == 3


def test_dataset_over_http_and_from_disk(world: World, crawl: Crawl, tmp_path: Path) -> None:
    lines = b'{"a": 1}\n{"a": 2}\n'
    world.page(f"{HOST}/d.jsonl", lines, headers={"Content-Type": "application/jsonl"})
    *_, fetched = crawl(Source((f"https://{HOST}/d.jsonl",), "dataset"))
    assert (fetched.purpose, fetched.outcome, fetched.body) == ("file", "stored", lines)
    (tmp_path / "d.jsonl").write_bytes(lines)
    local = Source(("d.jsonl",), "dataset", path=tmp_path / "d.jsonl")
    (read,) = crawl(local)
    assert (read.canonical_url, read.body) == ("folder:test/d.jsonl", lines)
    (again,) = crawl(local, known_from([read]))
    assert (again.outcome, again.body) == (Outcome.UNCHANGED, None)


def test_folder_of_files(crawl: Crawl, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.pdf").write_bytes(b"%PDF-1.4 ...")
    (folder / "b.html").write_text("<html><p>b</p></html>")
    (folder / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "empty.html").touch()
    (folder / ".hidden.html").write_text("<html>")
    (tmp_path / "secret.html").write_text("<html>secret</html>")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    answers = crawl(Source(("papers",), "folder", path=folder))
    assert {one.canonical_url: one.reason for one in answers} == {
        "folder:test/b.html": None,
        "folder:test/c.png": Reason.TYPE,
        "folder:test/deep/a.pdf": None,
        "folder:test/empty.html": Reason.EMPTY,
        "folder:test/link.html": Reason.OUT_OF_SCOPE,
    }
    (absent,) = crawl(Source(("x",), "folder", path=tmp_path / "x"))
    assert absent.reason is Reason.UNREADABLE


def test_file_names_of_other_letters(crawl: Crawl, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("\u00e9t\u00e9.html".encode(), "\u00e9t\u00e9.html".encode("latin-1")):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("<html><p>x</p></html>")
    answers = crawl(Source(("papers",), "folder", path=folder))
    assert sorted(one.canonical_url for one in answers) == [
        "folder:test/%C3%A9t%C3%A9.html",
        "folder:test/%E9t%E9.html",
    ]
