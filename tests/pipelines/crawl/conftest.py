"""What all crawler tests use: a world of loopback sites, a fetcher that does not wait long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.crawl.archive import Archive
from pipelines.crawl.policy import Policy
from tests.faults.world import World


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
