"""Which stretch of a text is quoted for a concept: the phrase that says it best, else a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from language.tagger.features import Matrix
from language.tagger.forest import Forest
from language.tagger.mentions import SIGNS, Mention

RANKED = SIGNS + 8
"""How many numbers rank a mention among those of its concept in one text."""

_CLAUSE = re.compile(r"[,;:–—()«»]\s*")
_FEWEST_WORDS = 3


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


def split_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a sentence at its commas, brackets and dashes into stretches of three words or more."""
    spans: list[tuple[int, int]] = []
    first = start
    for sign in _CLAUSE.finditer(text, start, end):
        if len(text[first : sign.start()].split()) >= _FEWEST_WORDS:
            spans.append((first, sign.start()))
            first = sign.end()
    rest = len(text[first:end].split())
    if spans and rest < _FEWEST_WORDS:
        spans[-1] = (spans[-1][0], end)
    elif rest:
        spans.append((first, end))
    return spans or [(start, end)]
