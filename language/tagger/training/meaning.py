"""Linear models from the meaning of texts and sentences to concepts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from language.tagger.artefact import Floats, Linear
from language.tagger.features import Matrix
from language.tagger.judge import apply_linear, weigh_meaning
from language.tagger.training.examples import Example, Ready, Truth, truth_of

_INNER_FOLDS = 5
_SENTENCE_STIFFNESS = 16.0
_DOCUMENT_STIFFNESS = 2.0


def unseen_meaning(
    facet: str, codes: tuple[str, ...], ready: Sequence[Ready]
) -> list[list[tuple[Ready, Matrix]]]:
    """What linear models that did not see a record say of it, as they will be in use.

    Of each record alone first, then as it is surrounded: from what stands around it nothing is
    learned here.
    """
    found: list[list[tuple[Ready, Matrix]]] = [[] for _ in ready]
    for fold in range(_INNER_FOLDS):
        seen = [one for at, one in enumerate(ready) if at % _INNER_FOLDS != fold]
        document, sentence = learn_linears(facet, codes, seen)
        for at in range(fold, len(ready), _INNER_FOLDS):
            own = [one for one in (ready[at], ready[at].around) if one is not None]
            found[at] = [(one, meaning_of(document, sentence, one)) for one in own]
    return found


def meaning_of(document: Linear, sentence: Linear, one: Ready) -> Matrix:
    return weigh_meaning(apply_linear(sentence, one.vectors), apply_linear(document, one.whole))


def learn_linears(
    facet: str, codes: tuple[str, ...], ready: Sequence[Ready]
) -> tuple[Linear, Linear]:
    """Learn from whole texts and from sentences which concepts they speak of."""
    truth = truth_of([one.example for one in ready], facet, codes)
    whole = _regress(np.stack([one.whole for one in ready]), truth, _DOCUMENT_STIFFNESS)
    return whole, _sentence_linear(facet, codes, ready, truth)


def _sentence_linear(
    facet: str, codes: tuple[str, ...], ready: Sequence[Ready], known: Truth
) -> Linear:
    """From sentences to codes: those that the coder quoted; else, in turns, the likeliest one."""
    rows = np.vstack([one.vectors for one in ready])
    starts = np.cumsum([0, *(len(one.vectors) for one in ready)])
    truth = np.vstack([_saying(facet, codes, one.example) for one in ready])
    linear = _regress(rows, truth, _SENTENCE_STIFFNESS)
    if not any(key[0] == facet for one in ready for key in one.example.gold.quotes):
        for _ in range(2):
            likeliest = _likeliest(apply_linear(linear, rows), starts, known)
            linear = _regress(rows, likeliest, _SENTENCE_STIFFNESS)
    return linear


def _saying(facet: str, codes: Sequence[str], one: Example) -> Truth:
    """Which sentences say which concept: those that overlap the coder's quote, all without one."""
    truth = np.zeros((len(one.spans), len(codes)), dtype=bool)
    for at, code in enumerate(codes):
        if code in one.gold.quoted.get(facet, ()):
            quote = one.gold.quotes.get((facet, code), one.gold.text)
            start = one.gold.text.find(quote)
            truth[:, at] = [a < start + len(quote) and start < b for a, b in one.spans]
    return truth


def _likeliest(scores: Matrix, starts: NDArray[np.int64], known: Truth) -> Truth:
    truth = np.zeros(scores.shape, dtype=bool)
    for record, at in zip(*np.nonzero(known), strict=True):
        own = scores[starts[record] : starts[record + 1], at]
        truth[starts[record] + int(own.argmax()), at] = True
    return truth


def _regress(rows: Floats, truth: Truth, stiffness: float) -> Linear:
    """Ridge regression on all concepts at once: many more numbers than texts, so it is stiff."""
    middle, share = rows.mean(axis=0), truth.mean(axis=0)
    around = (rows - middle).astype(np.float64)
    squares = around.T @ around + stiffness * np.eye(rows.shape[1])
    weights = np.linalg.solve(squares, around.T @ (truth - share))
    return Linear(weights.astype(np.float32), (share - middle @ weights).astype(np.float32))
