"""Programmes that no plain link of a page leads to: on later pages of long lists, in lists that
scripts build, in files that a page embeds or shows by a viewer."""

from __future__ import annotations

import json
import time

import pytest

from pipelines.crawl import walk
from pipelines.crawl.item_lists import listed_addresses
from pipelines.crawl.reasons import Reason
from tests.faults.world import World
from tests.pipelines.crawl.crawling import HOST, Crawl, Source
from tests.pipelines.crawl.test_crawl_pages import stored

HEADS = {
    "in the head": '<head><link rel="next" href="/list?page={}"></head>',
    "a link": '<a rel="next" href="/list?page={}">More</a>',
    "in the path": '<head><link rel="next" href="https://' + HOST + '/list/{}/"></head>',
}


@pytest.mark.parametrize("how", HEADS)
def test_a_list_of_many_pages_is_followed_to_its_end(world: World, crawl: Crawl, how: str) -> None:
    """Each page of the list lies as near as the first: depth is for what they list."""
    path = "list/{}/" if how == "in the path" else "list?page={}"
    world.page(f"{HOST}/", f"<a href=/{path.format(1)}>All</a>")
    for at in range(1, 9):
        head = HEADS[how].format(at + 1) if at < 8 else ""
        world.page(f"{HOST}/{path.format(at)}", f"{head}<a href=/mill-{at}>The Mill {at}</a>")
        world.page(f"{HOST}/mill-{at}", "<p>")
    found = stored(crawl(Source(depth=2)))
    assert {f"/mill-{at}" for at in range(1, 9)} <= set(found)


def test_posts_that_name_the_next_one_are_as_deep_as_ever(world: World, crawl: Crawl) -> None:
    world.page(f"{HOST}/", "<a href=/post-a>a</a>")
    for one, following in ("ab", "bc", "cd"):
        world.page(f"{HOST}/post-{one}", f'<link rel="next" href="/post-{following}"><p>')
    assert stored(crawl(Source(depth=2))) == ["/", "/post-a", "/post-b"]


def test_a_list_that_never_ends_does(world: World, crawl: Crawl) -> None:
    for at in range(1, 60):
        world.page(f"{HOST}/list?page={at}", f'<link rel="next" href="/list?page={at + 1}"><p>')
    world.page(f"{HOST}/", "<a href='/list?page=1'>l</a>" + "<a href=/mill>m</a>")
    world.page(f"{HOST}/mill", "<p>")
    found = stored(crawl(Source(depth=2, pages=30)))
    assert "/mill" in found
    assert len(found) <= 30


def test_a_list_that_is_cut_off_is_told_and_cuts_off_no_other(
    world: World, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "MOST_TURNS", 12)
    world.page(f"{HOST}/", "<a href='/calendar?month=1'>c</a><a href='/list?page=1'>l</a>")
    for at in range(1, 40):
        world.page(f"{HOST}/calendar?month={at}", f'<link rel=next href="?month={at + 1}"><p>')
    for at in range(1, 13):
        head = f'<link rel=next href="?page={at + 1}">' if at < 12 else ""
        world.page(f"{HOST}/list?page={at}", f"{head}<a href=/mill-{at}>m</a>")
        world.page(f"{HOST}/mill-{at}", "<p>")
    found = crawl(Source(depth=2, pages=60))
    told = [one for one in found if one.reason is Reason.PAGE_BUDGET]
    assert {f"/mill-{at}" for at in range(1, 13)} <= set(stored(found))
    assert [one.canonical_url for one in told] == [f"https://{HOST}/calendar?month=33"]


EMBEDDED = {
    "object": "<object data='/docs/mill.pdf' type='application/pdf'></object>",
    "embed": "<embed src='/docs/mill.pdf'>",
    "viewer": "<iframe src='/web/viewer.html?file=%2Fdocs%2Fmill.pdf#page=2'></iframe>",
    "lazy frame": "<iframe data-src='/docs/mill.pdf'></iframe>",
}


@pytest.mark.parametrize("how", EMBEDDED)
def test_a_file_that_a_page_embeds(world: World, crawl: Crawl, how: str) -> None:
    world.page(f"{HOST}/", EMBEDDED[how])
    kind = {"Content-Type": "application/pdf"}
    world.page(f"{HOST}/docs/mill.pdf", b"%PDF-1.4\n%%EOF", headers=kind)
    assert "/docs/mill.pdf" in stored(crawl())


LISTS = {
    "items": [{"@type": "ListItem", "position": 1, "url": "/mill"}],
    "nodes": [{"@type": "ListItem", "item": {"@type": "Course", "name": "x", "url": "/mill"}}],
    "ids": [{"@type": "ListItem", "item": {"@id": "/mill"}}],
    "addresses": ["/mill"],
}


@pytest.mark.parametrize("how", LISTS)
def test_a_list_for_machines(world: World, crawl: Crawl, how: str) -> None:
    told = {"@graph": [{"@type": "CollectionPage", "mainEntity": {
        "@type": "https://schema.org/ItemList", "itemListElement": LISTS[how]}}]}  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    world.page(f"{HOST}/", f"{script}<div id=app></div>")
    world.page(f"{HOST}/mill", "<p>")
    assert stored(crawl()) == ["/", "/mill"]


def test_a_long_list_for_machines_is_read_whole() -> None:
    items = [{"@type": "ListItem", "url": f"/mill-{at}"} for at in range(30_000)]
    told = json.dumps({"@type": ["ItemList", "Thing"], "itemListElement": items})
    script = f'<script type="application/ld+json">{told}</script>'
    page = f"<html>{script}</html>".encode()
    assert len(list(listed_addresses(page))) == len(items)


UNENDING = (b'<script type="ld+json"', b"<script ld+json>", b"<script ", b"<script>ld+json ")


@pytest.mark.parametrize("part", UNENDING)
def test_scripts_that_never_end_are_looked_through_once(part: bytes) -> None:
    began = time.process_time()
    assert list(listed_addresses(b'"ItemList"' + 2_000 * part)) == []
    assert time.process_time() - began < 1


def test_lists_that_are_none() -> None:
    for told in ('{"@type": "ItemList"}', '{"@type": "ItemList", "itemListElement": [1, {}]}', "{"):
        page = f'<script type="application/ld+json">{told} "ItemList"</script>'.encode()
        assert list(listed_addresses(page)) == []
