"""Whole crawls: real sites under their real names, and small worlds with one trap each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from pipelines.crawl.archive import Archive, read_archived
from pipelines.crawl.crawl import crawl_source
from pipelines.crawl.declared import Kind
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Reason, Validators
from pipelines.crawl.policy import Policy
from pipelines.crawl.serve import serve_folder
from tests.faults import world as faults
from tests.faults.world import World

HOST = "site.example"


@dataclass(frozen=True)
class Select:
    items: str
    link: str = "a[href]"
    next: str | None = None


@dataclass(frozen=True)
class Source:
    """A declaration as the crawler sees it."""

    starts: tuple[str, ...] = (f"https://{HOST}/",)
    kind: Kind = "website"
    slug: str = "test"
    scope: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    depth: int = 3
    pages: int = 500
    select: Select | None = None
    path: Path | None = None

    def local_path(self) -> Path | None:
        return self.path


Crawl = Callable[..., list[Fetched]]


@pytest.fixture
def crawl(world: World, policy: Policy, archive: Archive) -> Iterator[Crawl]:
    with Fetcher(policy, world.routes(HOST, "other.example")) as fetcher:

        def run(
            source: Source | None = None,
            known: Mapping[str, Validators] | None = None,
            revisit: Collection[str] = (),
        ) -> list[Fetched]:
            return list(crawl_source(source or Source(), known or {}, fetcher, archive, revisit))

        yield run


def _by_url(answers: list[Fetched]) -> dict[str, Fetched]:
    return {one.canonical_url: one for one in answers}


def _stored(answers: list[Fetched]) -> list[str]:
    pages = (one for one in answers if one.purpose is Purpose.PAGE)
    return [urlsplit(one.canonical_url).path for one in pages if one.outcome is Outcome.STORED]


def _known(answers: list[Fetched]) -> dict[str, Validators]:
    return {
        one.canonical_url: Validators(
            one.etag, one.last_modified, one.sha256, one.archive_file, one.archive_offset
        )
        for one in answers
        if one.outcome is Outcome.STORED
    }


# --- real sites -----------------------------------------------------------------------------


@contextmanager
def _site(
    shared: Path, name: str, host: str, policy: Policy, archive: Archive
) -> Iterator[Callable[..., list[Fetched]]]:
    """Crawl one of the real sites, served on loopback under its real host name."""
    with (
        serve_folder(shared / "sites" / name / "site", host) as route,
        Fetcher(policy, {host: route}) as fetcher,
    ):
        yield lambda source, known=None: list(crawl_source(source, known or {}, fetcher, archive))


def _file_of(root: Path, url: str) -> Path | None:
    """The file that a static host serves for an address; an oracle apart from the crawler's own."""
    path = root / unquote(urlsplit(url).path).lstrip("/")
    options = (path, path / "index.html", path.with_name(path.name + ".html"))
    return next((one for one in options if one.is_file()), None)


def _reachable(root: Path, start: str, depth: int) -> set[Path]:
    """The HTML and PDF files that links, hreflang and the sitemap reach, read with bs4."""
    host = urlsplit(start).netloc
    level, found = {start}, set[Path]()
    for distance in range(depth + 1):
        files = {(url, path) for url in level if (path := _file_of(root, url))}
        level = _listed_in_sitemap(root) if distance == 0 else set()
        for url, path in files:
            if path in found or path.suffix not in {".html", ".pdf"}:
                continue
            found.add(path)
            if path.suffix == ".html":
                level |= {link for link in _hrefs(path, url) if urlsplit(link).netloc == host}
    return found


def _listed_in_sitemap(root: Path) -> set[str]:
    robots, sitemap = root / "robots.txt", root / "sitemap.xml"
    if not robots.is_file() or "sitemap:" not in robots.read_text().lower():
        return set()
    return {loc.text.strip() for loc in BeautifulSoup(sitemap.read_bytes(), "xml").select("loc")}


def _hrefs(path: Path, url: str) -> set[str]:
    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    tags = soup.select("a[href], area[href], link[rel=alternate][hreflang], link[rel=canonical]")
    links = {urljoin(url, str(tag["href"])) for tag in tags if "nofollow" not in tag.get("rel", [])}
    for stub in soup.select("meta[http-equiv=refresh]"):
        links.add(urljoin(url, str(stub["content"]).partition("url=")[2]))
    return {link.partition("#")[0] for link in links}


def _is_stub(path: Path) -> bool:
    return b'http-equiv="refresh"' in path.read_bytes()


@pytest.mark.parametrize(
    ("name", "host", "at_least"),
    [
        ("we-are-ols", "we-are-ols.org", 90),
        ("cyf-signposts", "signposts.codeyourfuture.io", 80),
        ("chayn-be", "chayn.be", 20),
    ],
)
def test_real_site_is_crawled_whole(
    shared: Path, policy: Policy, archive: Archive, name: str, host: str, at_least: int
) -> None:
    root = shared / "sites" / name / "site"
    start, depth = f"https://{host}/", 6
    expected = {path for path in _reachable(root, start, depth) if not _is_stub(path)}
    policy = Policy(policy.user_agent)
    with _site(shared, name, host, policy, archive) as crawl:
        answers = crawl(Source((start,), depth=depth, pages=2000))
    stored = [one for one in answers if one.outcome is Outcome.STORED and one.purpose == "page"]
    files = {_file_of(root, one.url) for one in stored}
    assert files == expected
    assert len(expected) >= at_least
    for one in stored:
        assert _file_of(root, one.url).read_bytes() == one.body  # type: ignore[union-attr]
        assert urlsplit(one.canonical_url).hostname == host
    urls = [one.canonical_url for one in answers if one.purpose is Purpose.PAGE]
    assert [url for url, times in Counter(urls).items() if times > 1] == []
    missing = [one for one in answers if one.outcome is Outcome.FAILED]
    assert {one.reason for one in missing} <= {Reason.HTTP_4XX}
    assert all(_file_of(root, one.url) is None for one in missing)


def test_real_site_by_its_sitemap(shared: Path, policy: Policy, archive: Archive) -> None:
    """Double slashes in robots.txt and sitemap; most of its pages are absent here."""
    root = shared / "sites" / "we-are-ols" / "site"
    source = Source(("https://we-are-ols.org/",), "sitemap", pages=2000)
    with _site(shared, "we-are-ols", "we-are-ols.org", policy, archive) as crawl:
        answers = crawl(source)
    listed = {
        element.text.strip()
        for element in BeautifulSoup((root / "sitemap.xml").read_bytes(), "xml").select("loc")
    }
    pages = {one.url: one for one in answers if one.purpose is Purpose.PAGE}
    assert [one.purpose for one in answers[:2]] == [Purpose.ROBOTS, Purpose.SITEMAP]
    assert listed <= pages.keys()
    present = {url for url in listed if (file := _file_of(root, url)) and not _is_stub(file)}
    assert {url for url in listed if pages[url].outcome is Outcome.STORED} >= present
    absent = {url for url in listed if _file_of(root, url) is None}
    assert {pages[url].reason for url in absent} == {Reason.HTTP_4XX}
    assert len(present) > 50


def test_second_run_is_answered_from_validators(
    shared: Path, policy: Policy, archive: Archive
) -> None:
    source = Source(("https://chayn.be/",), depth=5)
    with _site(shared, "chayn-be", "chayn.be", policy, archive) as crawl:
        first = crawl(source)
        second = crawl(source, _known(first))
    stored = [one.canonical_url for one in first if one.outcome is Outcome.STORED]
    unchanged = [one.canonical_url for one in second if one.outcome is Outcome.UNCHANGED]
    assert unchanged == [url for url in stored if not url.endswith("/robots.txt")]
    # The fetcher read robots.txt in the first run; apart from that, the same in the same order.
    assert [one.url for one in second] == [one.url for one in first if one.purpose != "robots"]


# --- small worlds ---------------------------------------------------------------------------


def test_order_is_breadth_first_and_fixed(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", '<a href=/b>b</a><a href="/a#x">a</a><a href="/b?utm_source=z">b</a>')
    world.page(f"{HOST}/b", "<a href=/deep>d</a><a href=/>home</a>")
    world.page(f"{HOST}/a", "<a href=/b>b</a>")
    world.page(f"{HOST}/deep", "<a href=//other.example/x>out of scope</a>")
    assert _stored(crawl()) == ["/", "/b", "/a", "/deep"]
    assert world.paths("other.example") == []


def test_depth_and_page_budget(world: World, crawl: Crawl) -> None:
    for number in range(9):
        path = f"n{number}" if number else ""
        world.page(f"{HOST}/{path}", f"<a href=/n{number + 1}>on</a>")
    assert _stored(crawl(Source(depth=2))) == ["/", "/n1", "/n2"]
    answers = crawl(Source(depth=8, pages=4))
    assert _stored(answers) == ["/", "/n1", "/n2", "/n3"]
    assert answers[-1].reason is Reason.PAGE_BUDGET
    assert answers[-1].url.endswith("/n4")


def test_start_that_is_no_address_is_told(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<p>")
    answers = crawl(Source(("https://exa%2Xmple/", f"https://{HOST}/")))
    assert answers[0].reason is Reason.INVALID_URL
    assert _stored(answers) == ["/"]


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
    assert {"/", "/one", "/two", "/three"} <= set(_stored(answers))
    assert len(world.paths(HOST)) == 61
    assert answers[-1].reason is Reason.PAGE_BUDGET


def test_bad_pages_do_not_hide_good_ones(world: World, crawl: Crawl) -> None:
    bad = {"drip": faults.drip(0.05), "reset": faults.reset, "cut": faults.truncated}
    for name, answer in bad.items():
        world.put(f"{HOST}/{name}", answer)
    world.page(f"{HOST}/", "".join(f"<a href=/{name}>x</a>" for name in [*bad, "good"]))
    world.page(f"{HOST}/good", "<p>good</p>")
    answers = _by_url(crawl())
    reasons = {name: answers[f"https://{HOST}/{name}"].reason for name in [*bad, "good"]}
    assert reasons == {
        "drip": Reason.DEADLINE,
        "reset": Reason.CONNECTION,
        "cut": Reason.TRUNCATED,
        "good": None,
    }


def test_noindex_is_left_out_and_its_links_followed(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a><a href=/c>c</a><a rel=nofollow href=/d>d</a>")
    world.page(f"{HOST}/a", '<meta name=ROBOTS content="NoIndex"><a href=/b>b</a>')
    world.page(f"{HOST}/b", "<p>", headers={"X-Robots-Tag": "nofollow"})
    world.page(f"{HOST}/c", "%PDF-1.4", headers={"X-Robots-Tag": "noindex"})
    world.page(f"{HOST}/d", "<p>")
    answers = crawl()
    assert _stored(answers) == ["/", "/b"]
    for path in ("a", "c"):
        refused = _by_url(answers)[f"https://{HOST}/{path}"]
        assert (refused.reason, refused.body) == (Reason.META_NOINDEX, None)


@pytest.mark.parametrize(
    ("directive", "reason"),
    [
        ("noindex", Reason.META_NOINDEX),
        ("none", Reason.META_NOINDEX),
        ("nosnippet", Reason.META_NOSNIPPET),
        ("max-snippet: 0", Reason.META_NOSNIPPET),
        ("max-snippet: 50, noarchive", None),
    ],
)
def test_page_that_may_not_be_kept_or_quoted_is_refused(
    world: World, crawl: Crawl, directive: str, reason: Reason | None
) -> None:
    world.page(f"{HOST}/", "<a href=/meta>m</a><a href=/header>h</a>")
    world.page(f"{HOST}/meta", f'<meta name=robots content="{directive}"><p>')
    world.page(f"{HOST}/header", "<p>", headers={"X-Robots-Tag": directive})
    answers = _by_url(crawl())
    for path in ("meta", "header"):
        answer = answers[f"https://{HOST}/{path}"]
        assert answer.reason is reason
        assert (answer.body is None) == (reason is not None)


def test_meta_refresh_is_a_redirect(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/old>o</a>")
    world.page(f"{HOST}/old", '<meta http-equiv="Refresh" content="0; URL=\'/new\'">')
    world.page(f"{HOST}/new", "<p>")
    answers = crawl()
    assert _stored(answers) == ["/", "/new"]
    old = _by_url(answers)[f"https://{HOST}/old"]
    assert (old.outcome, old.redirected_to) == (Outcome.REDIRECTED, f"https://{HOST}/new")


def test_redirects_inside_and_out_of_scope(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a><a href=/b>b</a><a href=/c>c</a><a href=/x?sid=1>x</a>")
    world.redirect(f"{HOST}/a", "/c")
    world.redirect(f"{HOST}/b", "https://other.example/b")
    world.redirect(f"{HOST}/x?sid=1", "/x?sid=1&utm_source=s")
    world.page(f"{HOST}/x?sid=1&utm_source=s", "<p>")
    world.page(f"{HOST}/c", "<p>")
    answers = crawl()
    assert _stored(answers) == ["/", "/c", "/x"]
    assert world.paths(HOST).count("/c") == 1
    assert world.paths("other.example") == []
    outside = _by_url(answers)["https://other.example/b"]
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
    assert _stored(crawl()) == ["/", "/sub/deep", "/fr"]


@pytest.mark.parametrize("label", ["text/html", "text/html; charset=iso-8859-1"])
def test_letters_of_an_address_are_those_of_the_bytes(
    world: World, crawl: Crawl, label: str
) -> None:
    """A page in UTF-8 whose label is missing or wrong."""
    world.page(f"{HOST}/", "<a href=/mentorać>x</a>", headers={"Content-Type": label})
    world.page(f"{HOST}/mentora%C4%87", "<p>")
    assert _stored(crawl()) == ["/", "/mentora%C4%87"]


def test_304_follows_the_links_of_the_archived_page(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a>", headers={"ETag": '"1"'})
    world.page(f"{HOST}/a", "<p>", headers={"ETag": '"1"'})
    known = _known(crawl())
    for path in ("", "a"):
        world.put(f"{HOST}/{path}", lambda line: line.reply(b"", 304))
    pages = [one for one in crawl(known=known) if one.purpose is Purpose.PAGE]
    assert [one.outcome for one in pages] == [Outcome.UNCHANGED] * 2
    assert all(one.headers.get("if-none-match") == '"1"' for one in world.seen[-2:])


def test_304_without_an_archived_page_is_asked_for_in_full(world: World, crawl: Crawl) -> None:
    async def page(line: faults.Line) -> None:
        status = 304 if "if-none-match" in line.request.headers else 200
        await line.reply(b"" if status == 304 else b"<a href=/a>a</a>", status)

    world.put(f"{HOST}/", page)
    world.page(f"{HOST}/a", "<p>")
    known = {f"https://{HOST}/": Validators(etag='"1"')}
    pages = [one for one in crawl(known=known) if one.purpose is Purpose.PAGE]
    assert [one.outcome for one in pages] == ["unchanged", "stored", "stored"]


def test_feed_is_found_on_a_page_and_read(world: World, crawl: Crawl) -> None:
    link = "<link rel=alternate type=application/rss+xml href=/feed>"
    world.page(f"{HOST}/", link)
    items = f"<item><link>https://{HOST}/1</link></item><item><link>https://x.org/</link></item>"
    world.page(f"{HOST}/feed", f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>")
    world.page(f"{HOST}/1", "<a href=/2>not followed</a>")
    answers = crawl(Source(kind="feed"))
    assert _stored(answers) == ["/1"]
    outside = _by_url(answers)["https://x.org/"]
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
    assert _stored(answers) == ["/", "/linked", "/only", "/further"]
    found = _by_url(answers)
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
    assert _stored(answers) == ["/en/", "/en/a", "/en/b"]
    assert _by_url(answers)[f"https://{HOST}/fr/x"].reason is Reason.OUT_OF_SCOPE
    assert answers[-1].reason is Reason.PAGE_BUDGET
    assert _stored(crawl(Source(start, scope=scope, depth=0))) == ["/en/"]


def test_sitemap_that_cannot_be_read_hides_no_page(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/robots.txt", "Sitemap: /map.xml\nSitemap: /none.xml")
    world.page(f"{HOST}/", "<a href=/a>a</a>")
    world.page(f"{HOST}/a", "<p>")
    world.page(f"{HOST}/map.xml", "<html>sorry</html>")
    answers = crawl()
    assert _stored(answers) == ["/", "/a"]
    lists = [one.reason for one in answers if one.purpose is Purpose.SITEMAP]
    assert lists == [Reason.MALFORMED, Reason.HTTP_4XX]


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
    assert _stored(answers) == ["/", "/a", "/new", "/unlinked"]
    assert _by_url(answers)[known[2]].status == 404
    assert _by_url(answers)[known[3]].redirected_to == f"https://{HOST}/new"
    assert world.paths(HOST).count("/a") == 1
    assert world.paths("other.example") == []


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
    assert _stored(answers) == ["/i0", "/i1", "/i2"]
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
    (again,) = crawl(local, _known([read]))
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


def test_every_request_is_archived(world: World, crawl: Crawl, archive: Archive) -> None:
    world.page(f"{HOST}/", "<a href=/a>a</a><a href=/gone>g</a>")
    world.page(f"{HOST}/a", "<p>grüße</p>")
    for one in crawl():
        assert one.archive_file is not None
        assert one.archive_offset is not None
        if one.body is not None:
            path = archive.directory / one.archive_file
            assert read_archived(path, one.archive_offset) == one.body
