"""What is still to be fetched for a source: breadth first, in a fixed order, nothing twice."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from pipelines.crawl.exchange import Ask, canonical_or_same
from pipelines.crawl.outcome import Purpose

MOST_INDEXES = 200  # sitemaps, feeds and listing pages of one source
_WAITING_PER_PAGE = 20


class Frontier:
    """A queue of addresses with the budgets of a source.

    `pages` is how many pages are asked for at most; `left_out` counts the links that no longer
    fitted. The queue itself is bounded too, so that a trap cannot fill the memory.
    """

    def __init__(self, pages: int) -> None:
        self._queue: deque[Ask] = deque()
        self._seen: set[str] = set()
        self._left = {True: pages, False: MOST_INDEXES}
        self._most_waiting = _WAITING_PER_PAGE * pages + MOST_INDEXES
        self.left_out = 0
        self.first_left_out: Ask | None = None

    def add(self, asks: Iterable[Ask]) -> None:
        """Queue addresses that were not seen before, in canonical form."""
        for ask in asks:
            if len(self._queue) < self._most_waiting:
                if self.claim(ask.url):
                    self._queue.append(ask)
            elif canonical_or_same(ask.url) not in self._seen:
                self._leave_out(ask)

    def claim(self, url: str) -> bool:
        """Whether the address is new; from now on it is not."""
        canonical = canonical_or_same(url)
        new = canonical not in self._seen
        self._seen.add(canonical)
        return new

    def take(self) -> Ask | None:
        """The next address within the budgets, or None when all is done."""
        while self._queue:
            ask = self._queue.popleft()
            is_page = ask.purpose in {Purpose.PAGE, Purpose.FILE}
            if self._left[is_page] > 0:
                self._left[is_page] -= 1
                return ask
            self._leave_out(ask)
        return None

    def _leave_out(self, ask: Ask) -> None:
        self.left_out += 1
        self.first_left_out = self.first_left_out or ask
