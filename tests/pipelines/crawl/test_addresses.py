"""Addresses against the conformance cases, with every exception listed and argued."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.crawl.addresses import canonical_url, clean_url, join_url
from pipelines.crawl.scope import Scope


@pytest.fixture(scope="module")
def cases(shared: Path) -> Path:
    return shared / "bench" / "urls" / "crawler-commons"


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        yield from csv.reader(lines, skipinitialspace=True)


# No RFC binds where we differ:
NORMALISED_OTHERWISE = {
    # Not web addresses: the WHATWG parser refuses them or writes file: with its authority.
    "ftp:/",
    "http:////",
    "http:///////",
    "file:/path/index.html",
    "file:/var/www/html/////./bar/index.html",
    "file:/var/www/html/foo/../bar/index.html",
    # A text without a scheme is a relative reference (RFC 3986, 4.2); we do not guess.
    "foo.com/index.html",
    # `b` and `b=` may mean different things to a server; RFC 3986 leaves the query opaque.
    "http://foo.com/index?a=1&b=",
    "http://foo.com/index?b=&a=1",
    # A parameter without a name is still one (`=1`).
    "http://foo.com/index?&=1&a=1",
    "http://foo.com/index?=1&b=1&a=1",
}


def test_canonical_form_of_the_conformance_cases(cases: Path) -> None:
    rows = list(_rows(cases / "normalizer" / "weirdToNormalizedUrls.csv"))
    assert len(rows) > 100
    differing = {url for url, expected in rows if _canonical(url) != expected.strip()}
    assert differing == NORMALISED_OTHERWISE


def _canonical(url: str) -> str | None:
    try:
        return canonical_url(url)
    except ValueError:
        return None


def test_invalid_addresses_are_none(cases: Path) -> None:
    rows = list(_rows(cases / "normalizer" / "invalidUrls.csv"))
    assert [clean_url(row[0]) for row in rows] == [None] * len(rows)
    assert rows


# Fragments and credentials are never sent for a page; file: is no web address.
RESOLVED_OTHERWISE = {"http://user:pass@foo:21/bar;par?b#c", "//server/file", "#right-menu"}


def test_relative_references(cases: Path) -> None:
    rows = list(_rows(cases / "url-utils" / "url-resolve.csv"))
    assert len(rows) > 15
    differing = {
        link
        for link, base, expected in rows
        if (join_url(base, link) if base else clean_url(link)) != expected
    }
    assert differing == RESOLVED_OTHERWISE


def test_links_lead_where_the_web_platform_tests_say(cases: Path) -> None:
    """All 888 cases: what is http(s) there is the same here but for fragment and credentials."""
    tests = json.loads((cases / "url-utils" / "wpt-urltestdata.json").read_text("utf-8"))
    checked = 0
    for case in (case for case in tests if isinstance(case, dict)):
        base = case["base"]
        found = join_url(base, case["input"]) if base else clean_url(case["input"])
        if case.get("failure") or case["protocol"] not in {"http:", "https:"}:
            assert found is None, case
        else:
            host = f"{case['protocol']}//{case['host']}"
            assert found == host + case["pathname"] + case["search"], case
        checked += 1
    assert checked == 888


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://x.org/a?utm_source=b&id=3&fbclid=9", "https://x.org/a?id=3"),
        ("https://x.org/a;jsessionid=AF31?b=1", "https://x.org/a?b=1"),
        ("https://x.org/a?PHPSESSID=1f&page=2", "https://x.org/a?page=2"),
        ("https://x.org/a?sid=8f14e45fceea167a5a36dedd4bea2543", "https://x.org/a"),
        ("https://x.org/a?sid=4", "https://x.org/a?sid=4"),
        ("https://user:secret@x.org/a#b", "https://x.org/a"),
        ("https://X.org.:443//a/./b/../c", "https://x.org/a/c"),
        ("https://😀.example/", "https://xn--e28h.example/"),
        ("https://x.org/ref/a?ref=b", "https://x.org/ref/a?ref=b"),
    ],
)
def test_addresses_of_the_same_page_are_one(url: str, same: str) -> None:
    assert canonical_url(url) == same


TRACKED = (
    *("srsltid=AfmBOop", "gad_source=1", "gad_campaignid=22", "xtor=RSS-16", "at_medium=email"),
    *("at_campaign=autumn", "mkt_tok=MTA", "_openstat=ZG", "s_kwcid=AL", "fb_action_ids=7"),
    *("__hstc=1.2", "wt_mc=nl", "WT.mc_id=4", "etcc_cmp=a", "mibextid=xf", "UTM_Source=x"),
    *("elqTrackId=5", "piwik_campaign=x", "ns_source=a", "_kx=b", "at_custom1=a", "wprov=sfla1"),
)


@pytest.mark.parametrize("pair", TRACKED)
def test_who_came_from_where_is_no_part_of_an_address(pair: str) -> None:
    assert canonical_url(f"https://x.org/a?id=3&{pair}") == "https://x.org/a?id=3"
    assert canonical_url(f"https://x.org/a?{pair}") == "https://x.org/a"


SELECTS = (
    *("at_risk=yes", "at_home=1", "gadget=2", "keyword=mentor", "source=city", "cid=4", "ref=b"),
    *("campaign=autumn", "medium=video", "term=3", "uid=9", "trk=1", "ns=2", "s=mentor", "ad=7"),
    *("session=2", "email=1", "type=at_medium", "at=2", "xt=1", "si=4", "programme=utm_source"),
)


@pytest.mark.parametrize("pair", SELECTS)
def test_what_may_select_a_page_stays(pair: str) -> None:
    assert canonical_url(f"https://x.org/a?{pair}") == f"https://x.org/a?{pair}"


@given(st.text(alphabet="ab%/.?&=;:#[]é 2F", max_size=40))
def test_canonical_form_is_stable_and_an_address(path: str) -> None:
    once = canonical_url("https://x.org/" + path)
    assert canonical_url(once) == once
    assert ada_url.URL(once).href == once


def test_too_long_and_foreign_links_are_none() -> None:
    base = "https://x.org/"
    assert join_url(base, "a" * 3000) is None
    assert [join_url(base, link) for link in ("mailto:a@b.c", "javascript:x()", "tel:1")] == [
        None
    ] * 3


def test_scope_by_host_prefix_and_exclusion() -> None:
    by_host = Scope(["https://www.x.org/en/"], exclude=["/tag/", r"\?page=\d+$"])
    assert by_host.holds("http://x.org/anything")
    assert not by_host.holds("https://x.org.evil.example/en/")
    assert not by_host.holds("https://y.x.org/")
    assert not by_host.holds("https://x.org/tag/a")
    assert not by_host.holds("https://x.org/a?page=2")
    by_prefix = Scope(["https://x.org/start"], ["https://x.org/en/"], ["?share="])
    assert by_prefix.holds("https://x.org/start")
    assert by_prefix.holds("http://x.org//en/a")
    assert not by_prefix.holds("https://x.org/fr/")
    assert not by_prefix.holds("https://x.org/en/a?share=mail")
