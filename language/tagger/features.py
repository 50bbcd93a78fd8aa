"""What the phrases of a text say of every concept of a facet, as one row of numbers a concept.

The classifier shares its weights between concepts, so a row never says which concept it is; that
is added by `judge.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from language.tagger.mentions import SIGNS, Mention

Matrix = NDArray[np.float64]

_EVENT = [*range(1, 16), *range(19, SIGNS - 4)]
"""The signs of a mention that are summed up over all of a concept's mentions: its role and the
cues beside it, not those that colour the whole sentence (evaluation, plan, aim).
"""

WIDTH = 13 + SIGNS + 2 * len(_EVENT)


def describe_concepts(
    codes: Sequence[str], mentions: Sequence[Mention], rules: Mapping[str, float]
) -> Matrix:
    """Describe each concept, [codes, WIDTH].

    `mentions` are those of one facet; `rules` gives the rules' confidence by code.
    """
    trust = [float(rules.get(code, 0.0)) for code in codes]
    found: dict[str, list[Mention]] = {code: [] for code in codes}
    for mention in mentions:
        if mention.code in found:
            found[mention.code].append(mention)
    return np.array([_row(trust, at, found[code]) for at, code in enumerate(codes)])


def strongest(mentions: Sequence[Mention]) -> Mention:
    """The mention that carries a concept best: not denied, then most trusted by the rules."""
    return max(mentions, key=lambda one: (not one.denied, one.signs[0]))


def _row(trust: list[float], at: int, mentions: Sequence[Mention]) -> list[float]:
    # Plain numbers: numpy takes several times as long for a dozen of them.
    own, others = trust[at], trust[:at] + trust[at + 1 :]
    bounded = min(max(own, 0.02), 0.98)
    row = [
        log(bounded / (1 - bounded)),
        own,
        float(own >= 0.5),
        float(own > 0),
        float(bool(mentions)),
        log1p(len(mentions)),
        log1p(len({one.sentence for one in mentions})),
        log1p(len({one.pattern for one in mentions})),
        float(any(one.denied for one in mentions)),
        max(others),
        sum(one >= 0.5 for one in others) / 3,
        own - max(others),
        float(own >= max(trust)),
    ]
    if not mentions:
        return row + [0.0] * (WIDTH - len(row))
    signs = np.array([one.signs for one in mentions])[:, _EVENT]
    return [*row, *strongest(mentions).signs, *signs.max(axis=0), *signs.mean(axis=0)]
