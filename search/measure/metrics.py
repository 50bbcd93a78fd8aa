"""How good an order is, given what is relevant: the three figures that searches are judged by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over `queries` queries: reciprocal rank of the first relevant practice in the whole
    order, recall and normalised discounted cumulative gain (binary) in the first ten."""

    queries: int
    mrr: float
    recall_at_10: float
    ndcg_at_10: float


def judge(order: Sequence[str], relevant: Collection[str]) -> Quality:
    """The quality of one order. `relevant` must not be empty."""
    places = [place for place, item in enumerate(order, start=1) if item in relevant]
    early = [place for place in places if place <= DEPTH]
    best = sum(1 / log2(1 + place) for place in range(1, min(len(relevant), DEPTH) + 1))
    return Quality(
        queries=1,
        mrr=1 / places[0] if places else 0.0,
        recall_at_10=len(early) / len(relevant),
        ndcg_at_10=sum(1 / log2(1 + place) for place in early) / best,
    )


def mean_quality(judged: Iterable[Quality]) -> Quality:
    """The mean over queries, rounded to four digits; all zero without any."""
    found = list(judged)
    number = len(found)
    return Quality(
        queries=number,
        mrr=_mean([one.mrr for one in found]),
        recall_at_10=_mean([one.recall_at_10 for one in found]),
        ndcg_at_10=_mean([one.ndcg_at_10 for one in found]),
    )


def by_group(judged: Mapping[str, Sequence[Quality]]) -> dict[str, Quality]:
    """The mean of each group."""
    return {name: mean_quality(found) for name, found in sorted(judged.items())}


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
