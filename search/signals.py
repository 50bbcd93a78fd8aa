"""What one channel says of the practices: the value that all channels give."""

from __future__ import annotations

from dataclasses import dataclass

from search.encoding import Floats


@dataclass(frozen=True, slots=True)
class Signal:
    """Of one channel: a number for every practice, and for every passage where it reads them.

    `average` and `spread` (one standard deviation) are over all practices.
    """

    practices: Floats
    passages: Floats | None = None
    average: float = 0.0
    spread: float = 0.0


def measured(practices: Floats, passages: Floats | None = None) -> Signal:
    """A signal with average and spread of what it gives the practices."""
    if not practices.size:
        return Signal(practices, passages)
    return Signal(practices, passages, float(practices.mean()), float(practices.std()))
