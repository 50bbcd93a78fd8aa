"""Which of a concept's mentions a person quotes, learned from the coders' quotes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from language.tagger.artefact import TagModel
from language.tagger.features import Matrix
from language.tagger.forest import Forest, join_forests
from language.tagger.judge import apply_linear
from language.tagger.quotes import rank_features
from language.tagger.training.examples import Example, centre_examples
from language.tagger.training.folds import fold_of
from language.tagger.training.trees import Growth, grow

_GROWTH = Growth(100)
_BAGS = 6
_MOST = 3.0
"""Each text's mentions count as much as three together, however many it has."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The mentions of one concept in one record, and which of them the coder quoted."""

    record: str
    rows: Matrix
    right: Sequence[bool]
    weight: float


def list_quoted(examples: Sequence[Example], models: Sequence[TagModel]) -> list[Quoted]:
    """List every quoted concept, seen through the model that has not seen its record."""
    return [
        quoted
        for one in examples
        for quoted in _of_record(one, models[fold_of(one.gold.id)])
        if any(quoted.right) and not all(quoted.right)
    ]


def learn_ranker(quoted: Sequence[Quoted]) -> Forest:
    """Learn which mention is quoted: the mean of several sets of trees, which moves less than one.

    In the first each record counts as much as another, in the others by chance.
    """
    rows = np.vstack([one.rows for one in quoted])
    right = np.concatenate([one.right for one in quoted])
    bags = [[one.weight * _luck(one.record, bag) for one in quoted] for bag in range(_BAGS)]
    return join_forests([grow(rows, right, _spread(bag, quoted), _GROWTH) for bag in bags])


def _spread(weights: Sequence[float], quoted: Sequence[Quoted]) -> Matrix:
    """Divide each concept's weight among its mentions."""
    return np.concatenate(
        [
            np.full(len(one.right), weight / len(one.right))
            for weight, one in zip(weights, quoted, strict=True)
        ]
    )


def _luck(record: str, bag: int) -> float:
    """How much a record counts in a bag: one in the mean, by dice that a hash of its id throws."""
    if bag == 0:
        return 1.0
    digest = hashlib.sha256(f"{record}/bag{bag}".encode()).digest()
    return -log(1 - int.from_bytes(digest[:4], "big") / 2**32)


def _of_record(one: Example, model: TagModel) -> Iterator[Quoted]:
    (ready,) = centre_examples([one], model.means)
    text = one.gold.text
    for facet, part in model.facets.items():
        scores = apply_linear(part.sentence, ready.vectors)
        beside = [mention for mention in one.seen.mentions if mention.facet == facet]
        for at, code in enumerate(part.codes):
            own = [mention for mention in beside if mention.code == code]
            if own and (quote := one.gold.quotes.get((facet, code))):
                start = text.find(quote)
                right = [m.start < start + len(quote) and start < m.end for m in own]
                rows = rank_features(own, beside, at, scores)
                yield Quoted(one.gold.id, rows, right, _MOST * one.weight)
