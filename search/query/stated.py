"""What the stated numbers of practices speak for each of them, where a query asks for some.

Most pages state no age and no length, so silence speaks little against a practice.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.figures import Range
from search.index.encoding import Floats
from search.index.figure_arrays import touching
from search.index.packed import PackedIndex
from search.index.terms import split_words
from search.query.concepts import COMMONEST, RAREST, evidence
from search.query.figures import Asked

MEANT = 0.85
"""How often a number that a query asks for is really asked for."""
SILENT, OTHERWISE = 0.15, 0.03
"""The chance that a practice is for such people, or takes so long: it says nothing, or another."""
SUREST = 0.9


def read_stated(index: PackedIndex, asked: Sequence[Asked], query: str) -> Floats:
    """The evidence of all ranges together: each adds its own, up to three times: the less else a
    query says, the less meaning there is to compare.
    """
    total = np.zeros(index.manifest.practices, dtype=np.float32)
    for one in asked:
        name = f"figure_{one.facet}"
        silent = index[f"{name}_state"] > 0
        chance = np.where(silent, np.float32(SILENT), np.float32(OTHERWISE))
        fits = touching(index[f"{name}_low"], index[f"{name}_high"], one.term[1])
        sure = np.clip(index[f"{name}_sure"][fits], OTHERWISE, SUREST)
        np.maximum.at(chance, index[f"{name}_rows"][fits], sure)
        usual = min(max(float(chance.mean()), RAREST), COMMONEST)
        total += evidence(chance, usual, MEANT)
    said = sum(len(split_words(one.words)) for one in asked)
    share = min(said / max(len(split_words(query)), 1), 1.0)
    return total * np.float32(1 + 2 * share)


def stated_ranges(index: PackedIndex, asked: Sequence[Asked], row: int) -> list[str]:
    """What holds of a practice and fits what a query asks for: "mentee_age: 18..33"."""
    found = []
    for one in asked:
        name = f"figure_{one.facet}"
        low, high = index[f"{name}_low"], index[f"{name}_high"]
        own = np.flatnonzero(index[f"{name}_rows"] == row)
        fits = own[touching(low[own], high[own], one.term[1]) & index[f"{name}_holds"][own]]
        ranges = (Range(float(low[at]), float(high[at])) for at in fits)
        found += [f"{one.facet}: {stated}" for stated in dict.fromkeys(map(str, ranges))]
    return found
