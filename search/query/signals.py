"""What one channel says of the practices: the value that all channels give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.index.encoding import Floats


@dataclass(frozen=True, slots=True)
class Scattered:
    """Values of some passages, by their row in rising order; all others have `elsewhere`."""

    rows: NDArray[np.int64]
    values: Floats
    elsewhere: float

    def between(self, start: int, end: int) -> Floats:
        """The values of a stretch of rows."""
        values = np.full(end - start, self.elsewhere, dtype=np.float32)
        first, last = np.searchsorted(self.rows, (start, end))
        values[self.rows[first:last] - start] = self.values[first:last]
        return values


@dataclass(frozen=True, slots=True)
class Signal:
    """Of one channel: a number for every practice, and for every passage where it reads them.

    `average` and `spread` (one standard deviation) are over all practices.
    """

    practices: Floats
    passages: Floats | Scattered | None = None
    average: float = 0.0
    spread: float = 0.0

    def passages_between(self, start: int, end: int) -> Floats | None:
        """What it says of a stretch of passages; None where it reads no passages."""
        if isinstance(self.passages, Scattered):
            return self.passages.between(start, end)
        return None if self.passages is None else self.passages[start:end]


def measured(practices: Floats, passages: Floats | None = None) -> Signal:
    """A signal with average and spread of what it gives the practices."""
    if not practices.size:
        return Signal(practices, passages)
    return Signal(practices, passages, float(practices.mean()), float(practices.std()))
