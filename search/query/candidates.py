"""Meaning in a large catalogue: only practices that may come first are compared exactly.

Candidates are the practices of the nearest passages and those that another channel puts first.
All others count as average. In a small catalogue `channels.read_meaning` compares everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.index.encoding import Floats
from search.index.nearest import Find, Nearest
from search.index.packed import PackedIndex
from search.query.channels import SHARE_OF_SECOND, sample_rows
from search.query.signals import Scattered, Signal

PASSAGES = 400
"""Passages whose practices are candidates by meaning."""
OF_EACH, SHARE_OF_EACH = 100, 1 / 600
"""Practices that each other channel names, or the share of all, where that is more."""
FAVOURED, OF_FAVOURED = 0.05, 800
"""Share of the practices that a channel favours; passages looked for among all that any does."""
FEW = 5_000
"""Passages under a filter up to which all are compared."""
AT_ONCE = 512
"""Passages whose vectors are compared together."""

_BESIDE = ThreadPoolExecutor(thread_name_prefix="compare")
"""Nothing in it waits for anything, so nobody waits for it for long."""

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]
Usual = tuple[float, float]
"""Average and spread of what meaning says of all practices."""


@dataclass(frozen=True, slots=True)
class Near:
    """What meaning alone says of a query: found while the other channels are being read.

    `practices` are those of the nearest passages, `find` names those of others; nothing does where
    those which may be shown are so few that all are named.
    """

    find: Find | None
    practices: Rows


def look_near(index: PackedIndex, nearest: Nearest, centred: Floats, passing: Mask | None) -> Near:
    """The practices of the nearest passages among those that pass."""
    if passing is None or passing.all():
        find = nearest.towards(centred)
        return Near(find, _owners(index, find(PASSAGES, None)))
    allowed = passing[index["passage_practices"]]
    if int(allowed.sum()) <= FEW:
        return Near(None, np.flatnonzero(passing))
    find = nearest.towards(centred)
    return Near(find, _owners(index, find(PASSAGES, allowed)))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The practices that other channels put first; of many that they favour alike the passages."""

    practices: Rows
    favoured: Mask | None


NOBODY = Spoken(np.empty(0, dtype=np.int64), None)


def read_spoken(index: PackedIndex, others: Iterable[Signal], passing: Mask | None) -> Spoken:
    """Read what the other channels say before it is known what meaning says."""
    first = [NOBODY.practices]
    each = max(OF_EACH, int(index.manifest.practices * SHARE_OF_EACH))
    favoured: Mask | None = None
    for signal in others:
        speaks = signal.practices > 0
        spoken = np.flatnonzero(speaks if passing is None else speaks & passing)
        values = signal.practices[spoken]
        first.append(spoken[values >= _highest(values, each)][:each])
        alike = spoken[values >= _highest(values, int(index.manifest.practices * FAVOURED))]
        if len(alike) > each:
            if favoured is None:
                favoured = np.zeros(index.manifest.passages, dtype=bool)
            favoured[_passages_of(index, alike)[0]] = True
    return Spoken(np.concatenate(first), favoured)


def read_meaning_of_candidates(
    index: PackedIndex, near: Near, spoken: Spoken, centred: Floats, usual: Usual
) -> Signal:
    """As `read_meaning`, exact for candidates: those near, and those that other channels name."""
    found = [near.practices]
    if near.find is not None:
        found.append(spoken.practices)
        if spoken.favoured is not None:
            found.append(_owners(index, near.find(OF_FAVOURED, spoken.favoured)))
    chosen = _with_passages(index, _each_once(index, np.concatenate(found)))
    average, spread = usual
    practices = np.full(index.manifest.practices, average, dtype=np.float32)
    values, rows, similar = _compare(index, centred, chosen)
    practices[chosen] = values
    return Signal(practices, Scattered(rows, similar, average), average, spread)


def _each_once(index: PackedIndex, practices: Rows) -> Rows:
    """In rising order; marking them takes a fraction of sorting them."""
    marked = np.zeros(index.manifest.practices, dtype=bool)
    marked[practices] = True
    return np.flatnonzero(marked)


def _owners(index: PackedIndex, passages: Rows) -> Rows:
    owners: Rows = index["passage_practices"][passages].astype(np.int64)
    return owners


def _highest(values: Floats, count: int) -> float:
    """The value of the last of the `count` highest; 0 where there are not more than that."""
    if len(values) <= max(count, 1):
        return 0.0
    return float(np.partition(values, len(values) - max(count, 1))[len(values) - max(count, 1)])


def _compare(index: PackedIndex, centred: Floats, practices: Rows) -> tuple[Floats, Rows, Floats]:
    """Of the practices given their value; of all their passages row and similarity."""
    rows, sizes = _passages_of(index, practices)
    similar = np.empty(len(rows), dtype=np.float32)
    half = len(rows) // 2
    # Reading and adding up hold no lock of Python's, and so take two processors half as long.
    other = _BESIDE.submit(_compare_some, index, centred, rows[half:], similar[half:])
    _compare_some(index, centred, rows[:half], similar[:half])
    other.result()
    return _values(similar, sizes), rows, similar


def _compare_some(index: PackedIndex, centred: Floats, rows: Rows, similar: Floats) -> None:
    """Write the similarity of these passages."""
    vectors = index["vectors"]
    # In parts that stay in the processor's cache: new memory costs more than the sums.
    part = np.empty((AT_ONCE, len(centred)), dtype=vectors.dtype)
    for start in range(0, len(rows), AT_ONCE):
        told = similar[start : start + AT_ONCE]
        vectors.take(rows[start : start + AT_ONCE], axis=0, out=part[: len(told)], mode="clip")
        np.dot(part[: len(told)].astype(np.float32, copy=False), centred, out=told)


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


def tell_usual(index: PackedIndex, centred: Floats) -> Usual:
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
