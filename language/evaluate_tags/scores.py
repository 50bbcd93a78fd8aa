"""Precision, recall and F1 of sets of codes, with confidence intervals by resampling records.

Pure arithmetic on sets; what made the predictions does not matter here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
_SEED = 20150101


@dataclass(frozen=True, slots=True)
class Score:
    """Scores of one concept: `n` gold records, `found` predicted, `right` both; shares in 0..1."""

    n: int
    found: int
    right: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FacetScore:
    """Scores of one facet.

    `macro_f1` is the mean of F1 over the concepts that the gold has (all count the same);
    `low` and `high` bound it at 95 % by resampling records. `accuracy` is the share of records
    whose codes all agree.
    """

    concepts: dict[str, Score]
    macro_f1: float
    low: float
    high: float
    micro_f1: float
    accuracy: float
    records: int


def score_codes(gold: Sequence[frozenset[str]], found: Sequence[frozenset[str]]) -> FacetScore:
    """Score predicted codes against gold codes, record by record in the same order."""
    codes = sorted(frozenset().union(*gold, *found))
    truth = _matrix(gold, codes)
    guess = _matrix(found, codes)
    samples = np.random.default_rng(_SEED).integers(len(gold), size=(RESAMPLES, len(gold)))
    f1 = _f1(truth, guess)
    drawn = np.array([_f1(truth[rows], guess[rows]) for rows in samples])
    known = truth.any(axis=0)
    macro = drawn[:, known].mean(axis=1) if known.any() else np.ones(RESAMPLES)
    return FacetScore(
        concepts={
            code: _score(truth[:, at], guess[:, at], float(f1[at]), drawn[:, at])
            for at, code in enumerate(codes)
        },
        macro_f1=float(f1[known].mean()) if known.any() else 1.0,
        low=float(np.quantile(macro, 0.025)),
        high=float(np.quantile(macro, 0.975)),
        micro_f1=float(_f1(truth.reshape(-1, 1), guess.reshape(-1, 1))[0]),
        accuracy=float((truth == guess).all(axis=1).mean()),
        records=len(gold),
    )


def _matrix(sets: Sequence[frozenset[str]], codes: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([[code in one for code in codes] for one in sets], dtype=bool).reshape(
        len(sets), len(codes)
    )


def _f1(truth: NDArray[np.bool_], guess: NDArray[np.bool_]) -> NDArray[np.float64]:
    """F1 by column; 1 where neither has the code, so that a rare code does not sink a sample."""
    both = (truth & guess).sum(axis=0)
    total = truth.sum(axis=0) + guess.sum(axis=0)
    return np.where(total == 0, 1.0, 2 * both / np.maximum(total, 1))


def _score(
    truth: NDArray[np.bool_], guess: NDArray[np.bool_], f1: float, drawn: NDArray[np.float64]
) -> Score:
    right = int((truth & guess).sum())
    n, found = int(truth.sum()), int(guess.sum())
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Score(
        n=n,
        found=found,
        right=right,
        precision=right / found if found else 0.0,
        recall=right / n if n else 0.0,
        f1=f1,
        low=float(low),
        high=float(high),
    )


def fast_macro_f1(truth: NDArray[np.bool_], guess: NDArray[np.bool_]) -> float:
    """Mean F1 over the concepts that the truth has, without the bounds of `score_codes`."""
    known = truth.any(axis=0)
    return float(_f1(truth, guess)[known].mean()) if known.any() else 1.0
