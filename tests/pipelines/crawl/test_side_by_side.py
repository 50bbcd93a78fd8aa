"""Hosts are read side by side, and none of them faster than it asked."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.crawl.archive import Archive, read_requests
from pipelines.crawl.crawl import crawl_source
from pipelines.crawl.exchange import Ask
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Outcome, Purpose
from pipelines.crawl.policy import Policy
from tests.faults.world import World
from tests.pipelines.steps.conftest import declare

HOSTS = [f"h{number}.example" for number in range(4)]
DELAY = 0.1


def _build(world: World, pages: int = 6) -> None:
    for host in HOSTS:
        world.page(f"{host}/robots.txt", f"User-agent: *\nCrawl-delay: {DELAY}\n")
        for number in range(pages):
            world.page(f"{host}/{number}", f"<p>{host} {number}</p>")


def _gaps(world: World) -> dict[str, list[float]]:
    """Seconds between the requests to each host, robots.txt left out."""
    times: dict[str, list[float]] = defaultdict(list)
    for one in world.seen:
        if one.path != "/robots.txt":
            times[one.host].append(one.at)
    return {host: [late - early for early, late in pairwise(at)] for host, at in times.items()}


def test_many_threads_on_one_fetcher_keep_every_pause(world: World, policy: Policy) -> None:
    _build(world)
    urls = [f"https://{host}/{number}" for number in range(6) for host in HOSTS]
    with Fetcher(policy, world.routes(*HOSTS)) as fetcher, ThreadPoolExecutor(12) as pool:
        began = time.monotonic()
        answers = list(pool.map(lambda url: fetcher.fetch(Ask(url)), urls))
        took = time.monotonic() - began
    for url, log in zip(urls, answers, strict=True):
        host, _, path = url.removeprefix("https://").partition("/")
        assert log[-1].body == f"<p>{host} {path}</p>".encode()
    gaps = _gaps(world)
    assert set(gaps) == set(HOSTS)
    assert min(min(of_host) for of_host in gaps.values()) >= DELAY * 0.95
    assert took < len(urls) * DELAY  # one after another would have taken longer
    assert sum(one.path == "/robots.txt" for one in world.seen) == len(HOSTS)


def test_sources_in_threads_share_the_pauses_of_a_host(
    world: World, policy: Policy, tmp_path: Path
) -> None:
    """Each source is a listing that spans all hosts; one fetcher serves them all."""
    _build(world)
    slugs = ["one", "two", "three"]
    for number, slug in enumerate(slugs):
        own = [f"https://{host}/{page}" for host in HOSTS for page in (number, number + 3)]
        links = "".join(f"<li><a href='{url}'>x</a>" for url in own)
        world.page(f"{HOSTS[0]}/list-{slug}", links)
    scope = [f"https://{host}/" for host in HOSTS]

    def crawl(slug: str) -> list[str]:
        url = f"https://{HOSTS[0]}/list-{slug}"
        declared = declare(slug=slug, url=url, kind="listing", scope=scope, select={"items": "li"})
        with Archive(tmp_path, slug) as archive:
            answers = crawl_source(declared, {}, fetcher, archive)
            return [one.url for one in answers if one.purpose is Purpose.PAGE and one.body]

    with Fetcher(policy, world.routes(*HOSTS)) as fetcher, ThreadPoolExecutor(3) as pool:
        stored = list(pool.map(crawl, slugs))
    assert [len(urls) for urls in stored] == [8, 8, 8]
    assert min(min(of_host) for of_host in _gaps(world).values()) >= DELAY * 0.95
    for slug, urls in zip(slugs, stored, strict=True):
        read = [one.url for one in read_requests(tmp_path, slug) if one.body]
        assert set(urls) <= set(read)


@pytest.mark.parametrize("workers", [1, 8])
def test_slow_host_holds_up_nobody_else(world: World, policy: Policy, workers: int) -> None:
    _build(world)
    world.page(f"{HOSTS[0]}/robots.txt", "User-agent: *\nCrawl-delay: 0.5\n")
    urls = [f"https://{host}/{number}" for number in range(3) for host in HOSTS]
    patient = replace(policy, patience_seconds=5)
    done: dict[str, float] = {}

    def fetch(url: str) -> None:
        assert fetcher.fetch(Ask(url))[-1].outcome is Outcome.STORED
        done[url] = time.monotonic()

    with Fetcher(patient, world.routes(*HOSTS)) as fetcher, ThreadPoolExecutor(workers) as pool:
        list(pool.map(fetch, urls))
    slow = max(at for url, at in done.items() if HOSTS[0] in url)
    quick = max(at for url, at in done.items() if HOSTS[0] not in url)
    assert workers == 1 or quick < slow
    assert min(_gaps(world)[HOSTS[0]]) >= 0.5 * 0.95


def test_fetchers_of_several_runs_keep_a_host_s_pause_together(
    world: World, policy: Policy, tmp_path: Path
) -> None:
    """Each with its own gates, as in processes of their own; a folder tells them of each other."""
    for number in range(12):
        world.page(f"127.0.0.1/{number}", "<p>x")
    patient = replace(policy, delay_seconds=DELAY, allow_private=frozenset({"127.0.0.1"}))

    def run(first: int) -> None:
        with Fetcher(patient, pauses=tmp_path / "hosts") as fetcher:
            for number in range(first, first + 4):
                url = f"http://127.0.0.1:{world.port}/{number}"
                assert fetcher.fetch(Ask(url))[-1].outcome is Outcome.STORED

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(run, (0, 4, 8)))
    at = sorted(one.at for one in world.seen)
    assert len(at) == 12 + 3  # each asked for robots.txt
    assert min(late - early for early, late in pairwise(at)) >= DELAY * 0.95


def test_clock_that_was_set_back_holds_nobody_up_for_ever(
    world: World, policy: Policy, tmp_path: Path
) -> None:
    (tmp_path / "127.0.0.1").touch()
    os.utime(tmp_path / "127.0.0.1", (0, 0))
    world.page("127.0.0.1/a", "<p>x")
    patient = replace(policy, delay_seconds=DELAY, allow_private=frozenset({"127.0.0.1"}))
    with Fetcher(patient, pauses=tmp_path) as fetcher:
        began = time.monotonic()
        assert fetcher.fetch(Ask(f"http://127.0.0.1:{world.port}/a"))[-1].body
        assert time.monotonic() - began < 5
