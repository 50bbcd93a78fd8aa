"""The demonstration website: whole, as expected.yml says, and free of people's data."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from lxml import etree
from protego import Protego
from pypdf import PdfReader

from pipelines.demo.make_pdf import REPORT, make_pdf
from pipelines.sources.declaration import PACKAGE

HOST = "http://mentoring-demo.localhost"
SITE = PACKAGE / "demo" / "site"
EXPECTED: dict[str, Any] = yaml.safe_load((PACKAGE / "demo" / "expected.yml").read_text("utf-8"))
PAGES: dict[str, dict[str, Any]] = EXPECTED["pages"]
PROGRAMMES = {url: page for url, page in PAGES.items() if page["verdict"] == "programme"}
REAL: dict[str, dict[str, Any]] = {
    record["id"]: record
    for record in map(
        json.loads, (PACKAGE / "starter" / "programmes.jsonl").read_text("utf-8").splitlines()
    )
}
HTML = sorted([*SITE.rglob("*.html"), *SITE.rglob("*.htm")])


def _file(address: str) -> Path:
    return SITE / (address + "index.html" if address.endswith("/") else address).lstrip("/")


def _address(file: Path) -> str:
    return "/" + file.relative_to(SITE).as_posix().removesuffix("index.html")


def _soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_bytes(), "lxml")


def _links(file: Path) -> set[str]:
    found = [str(a["href"]) for a in _soup(file).find_all("a", href=True)]
    whole = [urlsplit(urljoin(HOST + _address(file), link)) for link in found]
    return {link.path for link in whole if f"{link.scheme}://{link.netloc}" == HOST}


def test_expected_holds_every_page_and_no_other() -> None:
    readable = {_address(file) for file in HTML} | {"/" + REPORT.relative_to(SITE).as_posix()}
    apart = {*EXPECTED["disallowed"], *EXPECTED["refreshes"]}
    assert apart < readable
    assert set(PAGES) == readable - apart


def test_expected_names_real_programmes_and_known_verdicts() -> None:
    assert {page["verdict"] for page in PAGES.values()} == {
        "programme",
        "list",
        "news",
        "report",
        "other",
    }
    assert {page["starter"] for page in PAGES.values() if "starter" in page} <= set(REAL)
    assert all("starter" in page for page in PROGRAMMES.values())


def test_site_is_broad_enough() -> None:
    assert len({page["starter"] for page in PROGRAMMES.values()}) >= 26
    languages = Counter(page["language"] for page in PROGRAMMES.values())
    assert {"en", "fr", "nl", "de", "sv", "da", "fi", "es", "it"} <= set(languages)
    assert sum(page["verdict"] == "news" for page in PAGES.values()) >= 4


def test_every_internal_link_leads_somewhere_but_the_dead_ones() -> None:
    redirected = set(EXPECTED["redirects"])
    broken = {link for file in HTML for link in _links(file) if not _file(link).is_file()}
    assert broken == set(EXPECTED["dead"]) | redirected
    assert all(_file(target).is_file() for target in EXPECTED["redirects"].values())


def test_every_page_can_be_reached_by_links() -> None:
    reached, waiting = {"/"}, ["/"]
    while waiting:
        page = waiting.pop()
        if not _file(page).is_file() or _file(page).suffix not in {".html", ".htm"}:
            continue
        new = _links(_file(page)) - reached
        reached |= new
        waiting.extend(new)
    assert set(PAGES) <= reached
    assert set(EXPECTED["disallowed"]) | set(EXPECTED["refreshes"]) <= reached


def test_redirects_are_as_expected() -> None:
    lines = (SITE / "_redirects").read_text("utf-8").split("\n")
    rules = [line.split() for line in lines if line]
    assert {rule[0]: rule[1] for rule in rules} == EXPECTED["redirects"]
    assert {rule[2] for rule in rules} == {"301", "302"}


def test_sitemap_lists_files_and_one_dead_address() -> None:
    tree = etree.parse(SITE / "sitemap.xml")
    urls = [str(loc.text) for loc in tree.iterfind(".//{*}loc")]
    assert all(url.startswith(HOST) for url in urls)
    paths = {url.removeprefix(HOST) for url in urls}
    missing = {path for path in paths if not _file(path).is_file()}
    assert missing == {"/en/programmes/closed-programme.html"} <= set(EXPECTED["dead"])
    assert paths - missing <= set(PAGES)
    assert len(tree.findall(".//{*}lastmod")) == len(urls)


def test_robots_forbid_the_pages_said_to_be_forbidden() -> None:
    robots = Protego.parse((SITE / "robots.txt").read_text("utf-8"))
    every = {_address(file) for file in HTML}
    forbidden = {path for path in every if not robots.can_fetch(HOST + path, "mentoring-practices")}
    assert forbidden == set(EXPECTED["disallowed"])
    assert list(robots.sitemaps) == [f"{HOST}/sitemap.xml"]


@pytest.mark.parametrize("address", [url for url, page in PROGRAMMES.items()])
def test_programme_page_is_own_words_with_its_source(address: str) -> None:
    record = REAL[PROGRAMMES[address]["starter"]]
    soup = _soup(_file(address))
    assert record["url"] in [a["href"] for a in soup.find_all("a", href=True)]
    words = re.findall(r"\w+", soup.get_text(" ").lower())
    assert 150 <= len(words) <= 500
    described = re.findall(r"\w+", record["description"].lower())
    assert not _runs(words, 8) & _runs(described, 8)


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


@pytest.mark.parametrize("file", HTML, ids=_address)
def test_page_says_that_it_is_a_demonstration(file: Path) -> None:
    text = _soup(file).get_text(" ")
    words = "demonstra|démonstration|esittely|demostración|dimostrativa|demonstrasjon|demonstração"
    assert re.search(words, text, re.IGNORECASE)


@pytest.mark.parametrize("file", [*HTML, REPORT], ids=_address)
def test_page_holds_no_personal_data(file: Path) -> None:
    if file.suffix == ".pdf":
        text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    else:
        text = str(_soup(file))
    assert not re.search(r"[\w.+-]+@[\w-]+\.\w{2,}|mailto:|tel:", text)
    assert not re.search(r"(?<![\d.])(?:\+|00)\d{2}[\d /().-]{6,}", text)
    assert not re.search(r"(?<![\d./])0\d{1,4}[ /-]\d{3,}", text)


def test_warts_are_there() -> None:
    for address in EXPECTED["latin1"]:
        body = _file(address).read_bytes()
        assert b"charset=iso-8859-1" in body
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")
    for address in EXPECTED["wrong_lang_attribute"]:
        html = _soup(_file(address)).html
        assert html is not None
        assert not str(html["lang"]).startswith(PAGES[address]["language"])
    for address, target in EXPECTED["refreshes"].items():
        (meta,) = _soup(_file(address)).select("meta[http-equiv=refresh]")
        assert str(meta["content"]).endswith(target)


def test_translations_are_declared_or_not_as_said() -> None:
    for one, other in EXPECTED["translations"]["declared"]:
        for address in (one, other):
            links = _soup(_file(address)).find_all("link", rel="alternate", hreflang=True)
            assert {HOST + one, HOST + other} <= {link["href"] for link in links}
    for pair in EXPECTED["translations"]["undeclared"]:
        assert PAGES[pair[0]]["starter"] == PAGES[pair[1]]["starter"]
        for address in pair:
            assert not _soup(_file(address)).find_all(hreflang=True)


def test_kept_pdf_is_what_the_script_sets(tmp_path: Path) -> None:
    again = PdfReader(make_pdf(tmp_path / "report.pdf"))
    kept = PdfReader(REPORT)
    assert [page.extract_text() for page in again.pages] == [
        page.extract_text() for page in kept.pages
    ]
    text = kept.pages[0].extract_text()
    assert "Arbeits-\nmarktmentoren" in text, "hyphenation is what this report is for"
