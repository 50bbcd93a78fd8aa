"""One crawl over the whole hostile web: it ends, everything is told, no good page is lost."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.crawl.archive import Archive, read_requests
from pipelines.crawl.crawl import crawl_source
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched, Outcome, Purpose
from pipelines.crawl.policy import Policy
from pipelines.crawl.reasons import Reason
from tests.faults.hostile import HOSTS, MAIN, METADATA, PAGES, build
from tests.faults.world import World
from tests.pipelines.steps.conftest import declare

POLICY = Policy(
    user_agent="mentoring-practices/9 (+https://example.org/about)",
    delay_seconds=0,
    connect_seconds=1,
    read_seconds=1,
    deadline_seconds=2,
    backoff_seconds=0.01,
    patience_seconds=2,
    attempts=2,
    page_bytes=2_000_000,
)


@dataclass(frozen=True, slots=True)
class Crawled:
    """What became of the hostile web, and what it cost."""

    world: World
    folder: Path
    fates: dict[str, Reason | None]
    answers: list[Fetched]
    seconds: float
    bytes_more: int


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("hostile")
    with World() as world:
        fates = build(world)
        memory, began = _peak_bytes(), time.monotonic()
        answers = _crawl(world, folder)
        seconds, more = time.monotonic() - began, _peak_bytes() - memory
        yield Crawled(world, folder, fates, answers, seconds, more)


def _crawl(world: World, folder: Path) -> list[Fetched]:
    scope = [f"https://{host}/" for host in (*HOSTS, METADATA)]
    declared = declare(url=f"https://{MAIN}/", scope=scope, depth=20, pages=PAGES)
    with Fetcher(POLICY, world.routes(*HOSTS)) as fetcher, Archive(folder, "hostile") as archive:
        return list(crawl_source(declared, {}, fetcher, archive))


def test_every_fault_in_one_run(crawled: Crawled) -> None:
    world, fates, answers = crawled.world, crawled.fates, crawled.answers
    # Some twelve addresses use up their time (2 s and a second try at most); the rest is quick.
    assert crawled.seconds < 120
    assert crawled.bytes_more < 300_000_000

    found = {one.canonical_url: one for one in answers if one.purpose is not Purpose.ROBOTS}
    came = {url: found[url].reason if url in found else "never asked for" for url in fates}
    assert came == fates
    good = {url for url, reason in fates.items() if reason is None}
    assert {url for url in good if found[url].outcome is Outcome.STORED} == good
    assert len(good) > 40

    shop = [one for one in answers if "/shop" in one.url]
    assert len(shop) == 1
    assert Reason.REDIRECT_LOOP in {one.reason for one in answers}
    times = Counter(one.canonical_url for one in answers if one.purpose is Purpose.PAGE)
    assert {url for url, count in times.items() if count > 1} <= {f"https://{MAIN}/loop-a"}
    assert answers[-1].reason is Reason.PAGE_BUDGET  # the calendar has no end
    assert all(one.detail for one in answers if one.reason)
    assert {one.host.partition(":")[0] for one in world.seen} == set(HOSTS)
    assert "/private" not in world.paths(MAIN)


def test_the_archive_tells_the_same_story(crawled: Crawled) -> None:
    told = [(one.url, one.outcome, one.reason) for one in crawled.answers]
    read = read_requests(crawled.folder, "hostile")
    assert [(one.url, one.outcome, one.reason) for one in read] == told


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
