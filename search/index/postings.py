"""A weighted term-by-row matrix on disk: which rows hold a term, and what it counts there.

BM25 weights are computed when the matrix is built, so a query only adds up columns. The matrix is
our own few lines, because a query needs the score of every row (filters are masks applied later),
each language has statistics of its own, rare terms are gated by their frequency, and a cold start
must not read the whole vocabulary. One file serves SQLite and PostgreSQL catalogues alike.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]

K1, B = 1.5, 0.75
"""BM25's usual constants: how fast repetition saturates, how much long rows are held down."""


MOST_FOUND = 10_000
"""Terms whose number is remembered: a query asks for each of its words several times."""
FEW = 3
"""A term in no more rows than this is rare in any catalogue, however small."""


class TermList(Sequence[bytes]):
    """Sorted terms in one byte array, so that a look-up touches a few pages of a mapped file."""

    def __init__(self, letters: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self.letters, self.ends = letters, ends
        # Views whose single values come as Python's own, several times as fast as numpy's.
        self._letters, self._ends = letters.data, ends.data
        self._found = lru_cache(MOST_FOUND)(self._find)
        self._all: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]  # no slices are needed
        start = self._ends[at - 1] if at else 0
        return bytes(self._letters[start : self._ends[at]])

    def __contains__(self, term: object) -> bool:
        """Whether it has a term; who asks for many pays for reading all of them once."""
        if self._all is None:
            self._all = frozenset(self[at].decode() for at in range(len(self)))
        return term in self._all

    def find(self, term: str) -> int | None:
        """The number of `term`, or None."""
        return self._found(term)

    def _find(self, term: str) -> int | None:
        key = term.encode()
        at = bisect_left(self, key)
        return at if at < len(self) and self[at] == key else None


@dataclass(frozen=True, slots=True)
class Postings:
    """The matrix. `frequency` counts all rows of a term, also where its rows were left out."""

    terms: TermList
    frequency: Integers
    starts: NDArray[np.int64]
    rows: Integers
    weights: Floats
    size: int

    def score(self, terms: Mapping[str, float]) -> Floats:
        """The weighted sum of the columns of `terms`, for every row."""
        total = np.zeros(self.size, dtype=np.float32)
        for term, factor in terms.items():
            at = self.terms.find(term)
            if at is not None:
                part = slice(self.starts[at], self.starts[at + 1])
                total[self.rows[part]] += np.float32(factor) * self.weights[part]
        return total

    def holding(self, terms: Iterable[str]) -> NDArray[np.bool_]:
        """Which rows hold one of `terms`."""
        held = np.zeros(self.size, dtype=bool)
        for term in terms:
            at = self.terms.find(term)
            if at is not None:
                held[self.rows[self.starts[at] : self.starts[at + 1]]] = True
        return held

    def count(self, term: str) -> int:
        """In how many rows `term` stands."""
        at = self.terms.find(term)
        return 0 if at is None else int(self.frequency[at])


@dataclass(slots=True)
class PostingsBuilder:
    """Collects rows of terms; `build` turns them into a matrix.

    Terms are numbered once and rows keep numbers: a word is met thousands of times.
    """

    _numbers: dict[str, int] = field(default_factory=dict)
    _met: array[int] = field(default_factory=lambda: array("i"))
    _sizes: array[int] = field(default_factory=lambda: array("i"))

    def number(self, term: str) -> int:
        """The number of a term, a new one for a new term."""
        return self._numbers.setdefault(term, len(self._numbers))

    def add(self, terms: Iterable[str]) -> None:
        """Add the next row."""
        self.add_numbers([self.number(term) for term in terms])

    def add_numbers(self, numbers: Sequence[int]) -> None:
        """Add the next row by the numbers of its terms."""
        self._met.extend(numbers)
        self._sizes.append(len(numbers))

    def build(self, lengths: Floats, population: Callable[[str], int], most: float) -> Postings:
        """BM25 weights. `lengths` are rows' lengths relative to the average of their kind.

        `population(term)` is the number of rows among which a term is rare or not; terms that
        stand in more than the share `most` of them (and in more than `FEW` rows) lose their rows.
        """
        names = sorted(self._numbers)
        frequency, rows, counts = self._sorted_by_term(names)
        populations = np.fromiter(map(population, names), np.int64, len(names))
        kept = frequency <= np.maximum(FEW, most * populations)
        chosen = np.repeat(kept, frequency)
        starts = np.concatenate([[0], np.cumsum(np.where(kept, frequency, 0))]).astype(np.int64)
        told = np.repeat(_rarities(frequency, populations), frequency)[chosen]
        rows, counts = rows[chosen], counts[chosen]
        saturated = counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths[rows]))
        weights = (told * saturated).astype(np.float32)
        return Postings(_term_list(names), frequency, starts, rows, weights, len(lengths))

    def _sorted_by_term(self, names: Sequence[str]) -> tuple[Integers, Integers, Integers]:
        """How many rows hold each term; all rows by term; how often each holds it."""
        rank = np.empty(len(names), dtype=np.int64)
        rank[[self._numbers[name] for name in names]] = np.arange(len(names))
        sizes = np.array(self._sizes, dtype=np.int32)
        size = max(len(sizes), 1)
        met = np.array(self._met, dtype=np.int32)
        keys = rank[met] * size + np.repeat(np.arange(len(sizes)), sizes)
        keys, counts = np.unique(keys, return_counts=True)
        frequency = np.bincount(keys // size, minlength=len(names)).astype(np.int32)
        return frequency, (keys % size).astype(np.int32), counts.astype(np.int32)


def rarity(frequency: int, population: int) -> float:
    """What a term tells that stands in `frequency` of `population` rows; never negative."""
    return float(np.log1p((max(population, frequency) - frequency + 0.5) / (frequency + 0.5)))


def _rarities(frequency: Integers, population: NDArray[np.int64]) -> NDArray[np.float64]:
    inverse: NDArray[np.float64] = np.log1p((population - frequency + 0.5) / (frequency + 0.5))
    return inverse


def _term_list(names: Sequence[str]) -> TermList:
    encoded = [name.encode() for name in names]
    ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    return TermList(np.frombuffer(b"".join(encoded), np.uint8), ends.astype(np.int64))
