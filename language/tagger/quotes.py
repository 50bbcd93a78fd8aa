"""Which stretch of a text is quoted for a concept: the phrase that says it best, else a clause."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from language.tagger.features import Matrix
from language.tagger.forest import Forest
from language.tagger.mentions import SIGNS, Mention

RANKED = SIGNS + 8
"""How many numbers rank a mention among those of its concept in one text."""


def best_mention(mentions: Sequence[Mention], scores: Matrix, ranker: Forest) -> Mention:
    """Choose among one concept's mentions; `scores` [sentences] say how each speaks for it."""
    if len(mentions) == 1:
        return mentions[0]
    return mentions[int(np.argmax(ranker.predict(rank_features(mentions, scores))))]


def rank_features(mentions: Sequence[Mention], scores: Matrix) -> Matrix:
    """Describe each mention beside the others of its concept, [mentions, RANKED]."""
    own = np.array([scores[one.sentence] for one in mentions])
    order = np.argsort(np.argsort([one.start for one in mentions], kind="stable"))
    signs = np.array([one.signs for one in mentions])
    sentences = np.array([one.sentence for one in mentions])
    lengths = np.array([one.end - one.start for one in mentions])
    columns = (
        own,
        own - own.max(),
        np.log1p(order),
        (sentences[:, None] == sentences[None, :]).sum(axis=1),
        sentences == int(scores.argmax()),
        np.full(len(mentions), len(mentions)),
        lengths / lengths.max(),
        (scores[None, :] > own[:, None]).sum(axis=1),
    )
    return np.column_stack([signs, *columns])
