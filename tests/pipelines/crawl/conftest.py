"""What all crawler tests use: a world of loopback sites, a fetcher that does not wait long."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest

from pipelines.crawl.archive import Archive
from pipelines.crawl.crawl import crawl_source
from pipelines.crawl.fetcher import Fetcher
from pipelines.crawl.outcome import Fetched, Validators
from pipelines.crawl.policy import Policy
from tests.faults.world import World
from tests.pipelines.crawl.crawling import HOST, Crawl, Source


@pytest.fixture
def world() -> Iterator[World]:
    with World() as running:
        yield running


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive", "test") as opened:
        yield opened


@pytest.fixture
def policy() -> Policy:
    """Short times, so that hostile servers are done with quickly; everything else as by default."""
    return Policy(
        user_agent="mentoring-practices/9 (+https://example.org/about)",
        delay_seconds=0,
        connect_seconds=1,
        read_seconds=1,
        deadline_seconds=1.5,
        backoff_seconds=0.01,
        patience_seconds=2,
        attempts=2,
        page_bytes=200_000,
    )


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
