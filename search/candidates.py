"""Meaning in a large catalogue: only practices that may come first are compared exactly.

Candidates are the practices of the nearest passages and those that another channel puts first.
All others count as average. In a small catalogue `channels.read_meaning` compares everything.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from search.channels import SHARE_OF_SECOND
from search.encoding import Floats
from search.nearest import Nearest
from search.packed import PackedIndex
from search.signals import Signal

PASSAGES = 600
"""Passages whose practices are candidates by meaning."""
OF_EACH = 100
"""Practices that each other channel names."""
FEW = 20_000
"""Passages under a filter up to which all are compared."""
SAMPLED = 400
"""Practices from which average and spread of the channel are told."""

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


def read_meaning_of_candidates(
    index: PackedIndex,
    nearest: Nearest,
    centred: Floats,
    others: Iterable[Signal],
    passing: Mask | None,
) -> Signal:
    """As `read_meaning`, exact for candidates; `passing` marks the practices that may be shown."""
    chosen = _candidates(index, nearest, centred, others, passing)
    sample = _sample(index)
    centre, spread = _spread(_compare(index, centred, sample)[0])
    practices = np.full(index.manifest.practices, centre, dtype=np.float32)
    passages = np.full(index.manifest.passages, centre, dtype=np.float32)
    values, rows, similar = _compare(index, centred, chosen)
    practices[chosen] = values
    passages[rows] = similar
    return Signal(practices, passages, centre, spread)


def _candidates(
    index: PackedIndex,
    nearest: Nearest,
    centred: Floats,
    others: Iterable[Signal],
    passing: Mask | None,
) -> Rows:
    if passing is None or passing.all():
        passing = allowed = None
    else:
        allowed = passing[index["passage_practices"]]
        if int(allowed.sum()) <= FEW:
            return _with_passages(index, np.flatnonzero(passing))
    rows = nearest.find(centred, PASSAGES, allowed)
    found = [index["passage_practices"][rows].astype(np.int64)]
    for signal in others:
        values = signal.practices if passing is None else np.where(passing, signal.practices, -1)
        first = np.argpartition(-values, OF_EACH)[:OF_EACH] if len(values) > OF_EACH else rows[:0]
        found.append(first[values[first] > 0])
    return _with_passages(index, np.unique(np.concatenate(found)))


def _compare(index: PackedIndex, centred: Floats, practices: Rows) -> tuple[Floats, Rows, Floats]:
    """Of the practices given their value; of all their passages row and similarity."""
    starts, ends = index["practice_starts"][practices], index["practice_starts"][practices + 1]
    sizes = ends - starts
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    rows = np.repeat(starts - firsts, sizes) + np.arange(int(sizes.sum()))
    similar: Floats = np.asarray(index["vectors"][rows], dtype=np.float32) @ centred
    if not len(practices):
        return similar, rows.astype(np.int64), similar
    best = np.maximum.reduceat(similar, firsts)
    rest = np.where(similar == np.repeat(best, sizes), np.float32(-9), similar)
    second = np.maximum.reduceat(rest, firsts)
    second = np.where(second <= -9, best, second)
    value = (1 - SHARE_OF_SECOND) * best + SHARE_OF_SECOND * second
    return value.astype(np.float32), rows.astype(np.int64), similar


def _spread(values: Floats) -> tuple[float, float]:
    return (float(values.mean()), float(values.std())) if len(values) else (0.0, 0.0)


def _with_passages(index: PackedIndex, practices: Rows) -> Rows:
    starts = index["practice_starts"]
    kept: Rows = practices[starts[practices] < starts[practices + 1]]
    return kept


def _sample(index: PackedIndex) -> Rows:
    size = index.manifest.practices
    spread = np.linspace(0, size - 1, min(SAMPLED, size)).astype(np.int64)
    return _with_passages(index, spread)
