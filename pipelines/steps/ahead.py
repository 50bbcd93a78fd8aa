"""Crawling the next sources while one is read: most of a crawl is waiting, each host at its pace.

Dagster runs one source after another in a process (two of its runs in threads lock each other up),
so the asset of a source takes over a crawl that has begun before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from pipelines.installation import Installation
from pipelines.steps.pages import fetch_pages

SIDE_BY_SIDE = 4


@contextmanager
def crawling_ahead(installation: Installation, slugs: Sequence[str]) -> Iterator[None]:
    """While the block runs, crawl these sources side by side; `fetch_pages` waits for its own.

    A replay waits for no host, so nothing is gained there.
    """
    if len(slugs) < 2 or installation.replay:
        yield
        return
    pool = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="crawl")
    for slug in slugs:
        installation.ahead[slug] = pool.submit(fetch_pages, installation, slug, ahead=True)
    try:
        yield
    finally:
        installation.ahead.clear()
        pool.shutdown(cancel_futures=True)
