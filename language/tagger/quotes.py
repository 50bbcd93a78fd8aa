"""Which stretch of a text is quoted for a concept: the phrase that says it best, else a clause."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from language.tagger.features import Matrix
from language.tagger.forest import Forest
from language.tagger.mentions import SIGNS, Mention

_FACETS = ("target_group", "mentor_type", "funding_model")
"""Facets of which people quote other things each: who they are, who pays."""

RANKED = SIGNS + 18 + len(_FACETS)
"""How many numbers rank a mention among those of its concept in one text."""

_APART, _LONGEST = 8, 16
"""Two phrases of one concept are quoted as one stretch up to so many words apart and in all."""

_NEARLY = 0.35
"""A phrase joins the best one when it is at least so likely, beside it, to be quoted."""

_NAME, _DENIED = 0.8, 0.5
"""What is left of a phrase's chances as a piece of a name, or where it is denied."""


def choose_quote(
    text: str,
    mentions: Sequence[Mention],
    beside: Sequence[Mention],
    at: int,
    scores: Matrix,
    ranker: Forest,
) -> tuple[int, int]:
    """Choose what to quote for one concept of a text, as a span.

    `mentions` are those of the concept, `beside` all of its facet; `scores` [sentences, concepts]
    say how each sentence speaks for each concept, `at` which column is this one's.
    """
    if len(mentions) == 1:
        return mentions[0].start, mentions[0].end
    chances = ranker.predict(rank_features(mentions, beside, at, scores))
    doubts = [(_NAME if one.name else 1) * (_DENIED if one.denied else 1) for one in mentions]
    return _joined(text, mentions, chances * doubts)


def _joined(text: str, mentions: Sequence[Mention], chances: Matrix) -> tuple[int, int]:
    """The likeliest phrase, with others near it, not the same again, that are nearly as likely."""
    best = mentions[int(chances.argmax())]
    start, end = best.start, best.end
    for place in np.argsort(-chances, kind="stable"):
        other = mentions[place]
        likely = chances[place] >= _NEARLY * chances.max() and other.denied == best.denied
        if likely and other.sentence == best.sentence and other.pattern != best.pattern:
            first, last = min(start, other.start), max(end, other.end)
            apart = text[min(end, other.end) : max(start, other.start)]
            if len(apart.split()) <= _APART and len(text[first:last].split()) <= _LONGEST:
                start, end = first, last
    return start, end


def rank_features(
    mentions: Sequence[Mention], beside: Sequence[Mention], at: int, scores: Matrix
) -> Matrix:
    """Describe each mention beside the others of its concept and facet, [mentions, RANKED]."""
    signs = np.array([one.signs for one in mentions])
    sentences = np.array([one.sentence for one in mentions])
    facet = [mentions[0].facet == known for known in _FACETS]
    kinds = np.tile(np.array(facet, dtype=float), (len(mentions), 1))
    return np.column_stack(
        [
            signs,
            *_by_meaning(sentences, at, scores),
            *_among_own(mentions, signs[:, 0], sentences),
            *_among_others(mentions, [one for one in beside if one.code != mentions[0].code]),
            kinds,
        ]
    )


def _by_meaning(sentences: Matrix, at: int, scores: Matrix) -> tuple[Matrix, ...]:
    """How much each mention's sentence speaks for the concept, beside others and other concepts."""
    every = scores[:, at]
    own = every[sentences]
    return (
        own,
        own - own.max(),
        sentences == int(every.argmax()),
        (every[None, :] > own[:, None]).sum(axis=1),
        scores.max(axis=1)[sentences] - own,
    )


def _among_own(mentions: Sequence[Mention], trust: Matrix, sentences: Matrix) -> tuple[Matrix, ...]:
    """Where a mention stands among those of its concept: order, length, company, strength."""
    starts = np.array([one.start for one in mentions])
    ends = np.array([one.end for one in mentions])
    lengths = ends - starts
    together = sentences[:, None] == sentences[None, :]
    crossing = (starts[:, None] < ends[None, :]) & (starts[None, :] < ends[:, None])
    longer = lengths[None, :] > lengths[:, None]
    return (
        np.log1p(np.argsort(np.argsort(starts, kind="stable"))),
        together.sum(axis=1),
        np.full(len(mentions), len(mentions)),
        lengths / lengths.max(),
        lengths,
        sentences,
        crossing.sum(axis=1) - 1,
        (crossing & longer).any(axis=1),
        (crossing & longer.T).any(axis=1),
        (together * trust[None, :]).sum(axis=1),
        trust - trust.max(),
    )


def _among_others(mentions: Sequence[Mention], others: Sequence[Mention]) -> tuple[Matrix, ...]:
    """How many phrases of the facet's other concepts stand in the sentence, and across."""
    return (
        np.array([sum(one.sentence == own.sentence for one in others) for own in mentions]),
        np.array(
            [sum(one.start < own.end and own.start < one.end for one in others) for own in mentions]
        ),
    )
