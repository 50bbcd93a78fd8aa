"""What is still to be fetched for a source: breadth first, in a fixed order, nothing twice.

Where more waits than the budget holds, the likely pages come first (`byways.py` says which), each
rank breadth first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from pipelines.byways import rank_of
from pipelines.crawl.exchange import Ask, canonical_or_same
from pipelines.crawl.outcome import Purpose

MOST_INDEXES = 200  # sitemaps, feeds and listing pages of one source
_WAITING_PER_PAGE = 20
_RANKS = 4


class Frontier:
    """A queue of addresses with the budgets of a source.

    `pages` is how many pages are asked for at most; `left_out` counts the links that no longer
    fitted. The queue itself is bounded too, so that a trap cannot fill the memory.
    """

    def __init__(self, pages: int) -> None:
        # Each with its number, so that all of them together are one queue.
        self._queues: tuple[deque[tuple[int, Ask]], ...] = tuple(deque() for _ in range(_RANKS))
        self._number = 0
        self._depths: dict[str, int] = {}
        self._seen: set[str] = set()
        self._left = {True: pages, False: MOST_INDEXES}
        self._waiting = {True: 0, False: 0}
        self._most_waiting = _WAITING_PER_PAGE * pages + MOST_INDEXES
        self.left_out = 0
        self.first_left_out: Ask | None = None

    def add(self, asks: Iterable[Ask], *, foremost: bool = False) -> None:
        """Queue addresses that were not seen before, in canonical form.

        `foremost` are those that somebody declared: whatever their addresses look like.
        """
        for ask in asks:
            own = canonical_or_same(ask.url)
            if own in self._seen:
                # Likely pages run ahead: what waits may be nearer than it was first met.
                self._depths[own] = min(ask.depth, self._depths.get(own, ask.depth))
            elif self._has_room(ask):
                self._queue(ask, own, 0 if foremost else _rank(ask))
            else:
                self._leave_out(ask)

    def claim(self, url: str) -> bool:
        """Whether the address is new; from now on it is not."""
        canonical = canonical_or_same(url)
        new = canonical not in self._seen
        self._seen.add(canonical)
        return new

    def take(self) -> Ask | None:
        """The next address within the budgets, or None when all is done."""
        while any(self._queues):
            ask = self._next().popleft()[1]
            is_page = _is_page(ask)
            self._waiting[is_page] -= 1
            depth = self._depths.pop(canonical_or_same(ask.url), ask.depth)
            if self._left[is_page] > 0:
                self._left[is_page] -= 1
                return replace(ask, depth=min(depth, ask.depth))
            self._leave_out(ask)
        return None

    def _queue(self, ask: Ask, own: str, rank: int) -> None:
        self._seen.add(own)
        self._depths[own] = ask.depth
        self._number += 1
        self._waiting[_is_page(ask)] += 1
        self._queues[rank].append((self._number, ask))

    def _next(self) -> deque[tuple[int, Ask]]:
        """The queue that is to be served: the one that waits longest, or the likeliest."""
        filled = [queue for queue in self._queues if queue]
        scarce = self._waiting[True] > self._left[True]
        return filled[0] if scarce else min(filled, key=lambda queue: queue[0][0])

    def _has_room(self, ask: Ask) -> bool:
        """Whether one more may wait; where none may, a likely page takes the place of a byway."""
        if sum(self._waiting.values()) < self._most_waiting:
            return True
        byways = self._queues[-1]
        if not byways or _rank(ask) == _RANKS - 1:
            return False
        self._waiting[True] -= 1
        dropped = byways.pop()[1]
        own = canonical_or_same(dropped.url)
        self._seen.discard(own)  # what leads there later may find room
        self._depths.pop(own, None)
        self._leave_out(dropped)
        return True

    def _leave_out(self, ask: Ask) -> None:
        self.left_out += 1
        self.first_left_out = self.first_left_out or ask


def _is_page(ask: Ask) -> bool:
    return ask.purpose in {Purpose.PAGE, Purpose.FILE}


def _rank(ask: Ask) -> int:
    """Lists lead to many pages, so they come with the likeliest."""
    return rank_of(ask.url) if _is_page(ask) else 0
