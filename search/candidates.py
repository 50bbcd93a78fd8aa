"""Meaning in a large catalogue: only practices that may come first are compared exactly.

Candidates are the practices of the nearest passages and those that another channel puts first.
All others count as average. In a small catalogue `channels.read_meaning` compares everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.channels import SHARE_OF_SECOND, sample_rows
from search.encoding import Floats
from search.nearest import Nearest
from search.packed import PackedIndex
from search.signals import Signal

PASSAGES = 600
"""Passages whose practices are candidates by meaning."""
OF_EACH = 100
"""Practices that each other channel names."""
FAVOURED, OF_FAVOURED = 0.05, 300
"""Share of the practices that a channel favours, and passages that are looked for among them."""
FEW = 5_000
"""Passages under a filter up to which all are compared."""

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
    centre, spread = _spread(index, centred)
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
        speaks = signal.practices > 0
        spoken = np.flatnonzero(speaks if passing is None else speaks & passing)
        found += _favoured(index, nearest, centred, spoken, signal.practices[spoken])
    return _with_passages(index, np.unique(np.concatenate(found)))


def _favoured(
    index: PackedIndex, nearest: Nearest, centred: Floats, spoken: Rows, values: Floats
) -> Iterator[Rows]:
    """The practices that another channel puts first; the nearest of many that it favours alike.

    `spoken` are those of which it says anything, and `values` what.
    """
    yield spoken[values >= _highest(values, OF_EACH)][:OF_EACH]
    bar = _highest(values, int(index.manifest.practices * FAVOURED))
    favoured = spoken[values >= bar]
    if len(favoured) > OF_EACH:
        marked = np.zeros(index.manifest.passages, dtype=bool)
        marked[_passages_of(index, favoured)[0]] = True
        rows = nearest.find(centred, OF_FAVOURED, marked)
        yield index["passage_practices"][rows].astype(np.int64)


def _highest(values: Floats, count: int) -> float:
    """The value of the last of the `count` highest; 0 where there are not more than that."""
    if len(values) <= max(count, 1):
        return 0.0
    return float(np.partition(values, len(values) - max(count, 1))[len(values) - max(count, 1)])


def _compare(index: PackedIndex, centred: Floats, practices: Rows) -> tuple[Floats, Rows, Floats]:
    """Of the practices given their value; of all their passages row and similarity."""
    rows, sizes = _passages_of(index, practices)
    similar: Floats = np.asarray(index["vectors"][rows], dtype=np.float32) @ centred
    return _values(similar, sizes), rows, similar


def _passages_of(index: PackedIndex, practices: Rows) -> tuple[Rows, Rows]:
    """The rows of all passages of these practices, and how many each has."""
    starts, ends = index["practice_starts"][practices], index["practice_starts"][practices + 1]
    sizes = ends - starts
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    return np.repeat(starts - firsts, sizes) + np.arange(int(sizes.sum())), sizes


def _values(similar: Floats, sizes: Rows) -> Floats:
    """Of each practice what its best and second-best passage say; `similar` is theirs in order."""
    if not len(sizes):
        return similar
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    best = np.maximum.reduceat(similar, firsts)
    rest = np.where(similar == np.repeat(best, sizes), np.float32(-9), similar)
    second = np.maximum.reduceat(rest, firsts)
    second = np.where(second <= -9, best, second)
    value = (1 - SHARE_OF_SECOND) * best + SHARE_OF_SECOND * second
    return value.astype(np.float32)


def _spread(index: PackedIndex, centred: Floats) -> tuple[float, float]:
    """Average and spread of the channel, told from some practices all over the catalogue."""
    sample = index.kept("sample", _sample)
    values = _values(sample.vectors @ centred, sample.sizes) if len(sample.sizes) else centred[:0]
    return (float(values.mean()), float(values.std())) if len(values) else (0.0, 0.0)


def _with_passages(index: PackedIndex, practices: Rows) -> Rows:
    starts = index["practice_starts"]
    kept: Rows = practices[starts[practices] < starts[practices + 1]]
    return kept


@dataclass(frozen=True, slots=True)
class _Sample:
    """The vectors of some practices' passages, kept in memory, and how many each has."""

    vectors: Floats
    sizes: Rows


def _sample(index: PackedIndex) -> _Sample:
    rows, sizes = _passages_of(index, sample_rows(index))
    return _Sample(np.asarray(index["vectors"][rows], dtype=np.float32), sizes)
