"""Whole crawls of real sites, served on loopback under their real names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from pipelines.crawl.archive import Archive
from pipelines.crawl.crawl import crawl_source
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Reason
from pipelines.crawl.policy import Policy
from pipelines.crawl.serve import serve_folder
from tests.pipelines.crawl.crawling import Source, known_from


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
        file = _file_of(root, one.url)
        assert file is not None
        assert file.read_bytes() == one.body
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
        second = crawl(source, known_from(first))
    stored = [one.canonical_url for one in first if one.outcome is Outcome.STORED]
    unchanged = [one.canonical_url for one in second if one.outcome is Outcome.UNCHANGED]
    assert unchanged == [url for url in stored if not url.endswith("/robots.txt")]
    # The fetcher read robots.txt in the first run; apart from that, the same in the same order.
    assert [one.url for one in second] == [one.url for one in first if one.purpose != "robots"]
