"""What the concepts of a query speak for each practice: evidence that adds up.

A query that names a concept looks for practices that have it, mostly: it may be mistaken (read
wrongly, or meant loosely), and so may a practice's tags. Each concept therefore counts by the
logarithm of how much likelier it makes a practice to be the one looked for. A rare concept says
more than a common one, a sure tag more than a doubtful one, and silence of a page speaks against
a practice less where its whole facet is unknown.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from search.index.encoding import Floats
from search.index.facet_arrays import COUNTRY
from search.index.packed import PackedIndex
from search.query.signals import Signal

Concept = tuple[str, str]
"""Facet and code."""

MEANT = 0.85
"""How often what a query seems to name is really asked for."""
CERTAIN = {COUNTRY: (0.97, 0.01)}
"""Facets that are hardly mistaken: for these in place of `MEANT` and `UNSAID`."""
UNSAID, UNREAD = 0.03, 0.1
"""The chance of a concept in a practice whose pages say other values of the facet, or none."""
SUREST = 0.97
RAREST, COMMONEST = 0.02, 0.8
"""Bounds of how usual a concept is taken to be: a small catalogue tells little of it."""
TOGETHER = 0.3
"""Concepts of one query are not independent: their number, to this power, divides the sum."""


def read_concepts(index: PackedIndex, concepts: Collection[Concept]) -> Signal:
    """The evidence of all concepts for each practice; above 0 speaks for it."""
    total = np.zeros(index.manifest.practices, dtype=np.float32)
    known = [concept for concept in sorted(concepts) if concept[0] in index.manifest.facets]
    for facet, code in known:
        _add_evidence(index, facet, code, total)
    return Signal(total / max(len(known), 1) ** np.float32(TOGETHER))


def _add_evidence(index: PackedIndex, facet: str, code: str, total: Floats) -> None:
    if code not in index.manifest.facets[facet]:
        return  # no practice has it: it tells none from another
    usual, rows, chance, otherwise = _chances(index, facet, code)
    meant, unsaid = CERTAIN.get(facet, (MEANT, UNSAID))
    silent = index[f"facet_{facet}_state"] > 0
    base = evidence(np.array([unsaid, UNREAD], dtype=np.float32), usual, meant)
    total += np.where(silent, base[1], base[0])
    total[rows] += evidence(chance, usual, meant) - evidence(otherwise, usual, meant)


def gains(index: PackedIndex, facet: str, code: str) -> tuple[NDArray[np.int32], Floats]:
    """The practices of which a concept is claimed, and what that speaks for each of them."""
    usual, rows, chance, _ = _chances(index, facet, code)
    return rows, evidence(chance, usual, CERTAIN.get(facet, (MEANT, UNSAID))[0])


def _chances(
    index: PackedIndex, facet: str, code: str
) -> tuple[float, NDArray[np.int32], Floats, Floats]:
    """How usual a concept is; who claims it; how likely they have it, and would without a claim."""
    unsaid = CERTAIN.get(facet, (MEANT, UNSAID))[1]
    rows, sure = claimed_rows(index, facet, code)
    silent = index[f"facet_{facet}_state"] > 0
    silently = int(np.count_nonzero(silent))
    chance = np.clip(sure, unsaid, SUREST)
    otherwise = np.where(silent[rows], np.float32(UNREAD), np.float32(unsaid))
    everywhere = silently * UNREAD + (len(silent) - silently) * unsaid
    usual = (everywhere + float((chance - otherwise).sum())) / max(len(silent), 1)
    return min(max(usual, RAREST), COMMONEST), rows, chance, otherwise


def claimed_rows(
    index: PackedIndex, facet: str, code: str
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The practices of which a concept is claimed, and how surely."""
    at = index.manifest.facets[facet].index(code)
    start, end = index[f"chance_{facet}_starts"][at : at + 2]
    return index[f"chance_{facet}_rows"][start:end], index[f"chance_{facet}_sure"][start:end]


def evidence(chance: Floats, usual: float, meant: float) -> Floats:
    """The logarithm of the odds' change: with the concept or without, weighed by its chance."""
    likelier: Floats = np.log(meant * chance / usual + (1 - meant) * (1 - chance) / (1 - usual))
    return likelier
