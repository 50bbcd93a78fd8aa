"""Mixing the channels into one order. The weights and why they are so live here.

Meaning leads. Words may only add: rare words for any language, other words for passages in the
query's own language and only as far as they cover the query, for a fixed share of BM25 would lift
everything in that language above the right answer in another one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from search.channels import Signal
from search.encoding import Floats

WEIGHTS: Mapping[str, float] = {
    "meaning": 1.0,
    "rare": 3.0,
    "words": 6.0,
    "concepts": 0.5,
    "names": 8.0,
}
"""In standard deviations of the meaning channel."""


def fuse(signals: Mapping[str, Signal], weights: Mapping[str, float] = WEIGHTS) -> Floats:
    """One number for every practice, higher is better."""
    parts = [weights[name] * _scaled(name, signals[name].practices) for name in signals]
    total: Floats = np.sum(parts, axis=0, dtype=np.float32)
    return total


def _scaled(name: str, values: Floats) -> Floats:
    if name in {"meaning", "concepts"}:
        spread = float(values.std()) if values.size else 0.0
        return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)
    # A name is meant or it is not, and words that cover little of a query are chance.
    return values**2 if name in {"names", "words"} else values
