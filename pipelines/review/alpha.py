"""Krippendorff's alpha: agreement beyond chance, of any number of coders, with gaps.

Nominal, or ordinal by how many answers lie between two. Our own, since the libraries that have it
are under another kind of licence (krippendorff) or large (statsmodels).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations

Distance = Callable[[int, int], float]


def krippendorff(units: Iterable[Sequence[int]], *, ordered: bool = False) -> float | None:
    """Alpha over units, each with the answers that were given; who gave none is left out of it.

    1 is full agreement, 0 what chance gives. None where it has no meaning: fewer than two answers
    to every unit, or one and the same answer everywhere.
    """
    paired = [unit for unit in units if len(unit) > 1]
    totals = Counter(answer for unit in paired for answer in unit)
    distance = _by_ranks(totals) if ordered else _nominal
    expected = sum(
        totals[one] * totals[two] * distance(one, two) for one, two in permutations(totals, 2)
    )
    if not expected:
        return None
    observed = sum(
        sum(distance(one, two) for one, two in permutations(unit, 2)) / (len(unit) - 1)
        for unit in paired
    )
    return 1 - (totals.total() - 1) * observed / expected


def _nominal(one: int, two: int) -> float:
    return float(one != two)


def _by_ranks(totals: Mapping[int, int]) -> Distance:
    """The square of how many answers lie from one to the other, both ends counted half."""

    def distance(one: int, two: int) -> float:
        low, high = sorted((one, two))
        between = sum(number for answer, number in totals.items() if low <= answer <= high)
        return float((between - (totals[one] + totals[two]) / 2) ** 2)

    return distance
