"""Mixing the channels into one order. The weights and why they are so live here.

Meaning leads, concepts and names add to it. Ordinary words speak only among practices in the
query's own language: they change which of those comes first, never how many of them stand before
a practice in another language. Added up like the rest, they would lift everything in the query's
language above the right answer in another one.

The weights were chosen on one half of two sets of queries and checked on the other half.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from search.index.encoding import Floats
from search.query.signals import Signal

WEIGHTS: Mapping[str, float] = {
    "meaning": 1.0,
    "rare": 6.0,
    "words": 20.0,
    "concepts": 0.9,
    "names": 8.0,
}
"""In standard deviations of the meaning channel; concepts count by the evidence they are."""
POWERS: Mapping[str, int] = {"rare": 3, "words": 2, "names": 2}
"""Words that cover little of a query are chance: a share of it counts less than in proportion."""

DEALT = 2_000
"""Practices of one language that are put in order exactly; nobody reads further."""

Rows = NDArray[np.bool_]


def fuse(signals: Mapping[str, Signal], of_language: Rows | None = None) -> Floats:
    """One number for every practice, higher is better.

    `of_language` marks the practices that "words" may put in order among themselves; None: all.
    """
    leads = {"meaning", "concepts"} & signals.keys()
    total = _sum(signals, leads)
    if "words" in signals:
        words = WEIGHTS["words"] * scaled("words", signals["words"])
        # Without meaning there is no order across languages that words could spoil.
        total = reorder(total, words, of_language) if "meaning" in signals else total + words
    return total + _sum(signals, {"rare", "names"} & signals.keys())


def reorder(scores: Floats, more: Floats, of_language: Rows | None) -> Floats:
    """Deal the scores of the marked practices out anew, in the order of `scores + more`."""
    chosen = np.flatnonzero(of_language) if of_language is not None else np.arange(len(scores))
    own, wished = scores[chosen], scores[chosen] + more[chosen]
    result = scores.copy()
    if len(chosen) > DEALT:
        # The best places go to those who come first by the sum; the others stay below them.
        first = np.argpartition(-wished, DEALT)[:DEALT]
        best = np.partition(own, len(own) - DEALT)[-DEALT:]
        result[chosen] = np.minimum(own, best.min())
        chosen, own, wished = chosen[first], best, wished[first]
    order = np.argsort(-wished, kind="stable")
    result[chosen[order]] = np.sort(own)[::-1]
    return result


def scaled(name: str, signal: Signal) -> Floats:
    """The values of a channel as they are weighted."""
    if name in POWERS:
        powered = signal.practices
        for _ in range(1, POWERS[name]):  # several times as fast as numpy's own power
            powered = powered * signal.practices
        return powered
    if name == "concepts":
        return signal.practices
    if signal.spread <= 0:
        return np.zeros_like(signal.practices)
    return (signal.practices - np.float32(signal.average)) / np.float32(signal.spread)


def _sum(signals: Mapping[str, Signal], names: set[str]) -> Floats:
    size = len(next(iter(signals.values())).practices)
    total = np.zeros(size, dtype=np.float32)
    for name in sorted(names):
        total += np.float32(WEIGHTS[name]) * scaled(name, signals[name])
    return total
