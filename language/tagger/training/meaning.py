"""Linear models from the meaning of texts and sentences to concepts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from language.tagger.artefact import Floats, Linear
from language.tagger.features import Matrix
from language.tagger.judge import apply_linear, scale, sum_up
from language.tagger.training.examples import Example, Ready, Truth, truth_of

_INNER_FOLDS = 5
_STIFFNESS = 3.0
_SUMMARY_WEIGHT = 0.5


def unseen_meaning(facet: str, codes: tuple[str, ...], ready: Sequence[Ready]) -> list[Matrix]:
    """Scores of each record by linear models that did not see it, as they will be in use."""
    found: list[Matrix] = [np.zeros((len(codes), 2))] * len(ready)
    for fold in range(_INNER_FOLDS):
        seen = [one for at, one in enumerate(ready) if at % _INNER_FOLDS != fold]
        document, sentence = learn_linears(facet, codes, seen)
        for at in range(fold, len(ready), _INNER_FOLDS):
            whole = apply_linear(document, ready[at].whole)
            best = apply_linear(sentence, ready[at].vectors).max(axis=0)
            found[at] = np.stack([whole, best], axis=1)
    return found


def learn_linears(
    facet: str, codes: tuple[str, ...], ready: Sequence[Ready]
) -> tuple[Linear, Linear]:
    return _document_linear(facet, codes, ready), _sentence_linear(facet, codes, ready)


def _document_linear(facet: str, codes: tuple[str, ...], ready: Sequence[Ready]) -> Linear:
    """From whole texts to codes; summaries of the same records are further texts."""
    examples = [one.example for one in ready]
    mean = np.vstack([one.summary for one in examples]).mean(axis=0)
    summaries = [sum_up(scale(one.summary - mean)) for one in examples]
    truth = truth_of(examples, facet, codes)
    said = np.array(
        [[code in one.gold.declared.get(facet, ()) for code in codes] for one in examples]
    )
    rows = np.vstack([*(one.whole for one in ready), *summaries])
    weights = np.repeat([1.0, _SUMMARY_WEIGHT], len(ready))
    return _regress(rows, np.vstack([truth, truth | said]), weights)


def _sentence_linear(facet: str, codes: tuple[str, ...], ready: Sequence[Ready]) -> Linear:
    """From sentences to codes: those the coder quoted; else, in turns, the likeliest one."""
    rows = np.vstack([one.vectors for one in ready])
    starts = np.cumsum([0, *(len(one.vectors) for one in ready)])
    quoted = any(key[0] == facet for one in ready for key in one.example.gold.quotes)
    truth = np.zeros((len(rows), len(codes)), dtype=bool)
    for start, one in zip(starts, ready, strict=False):
        truth[start : start + len(one.vectors)] = _saying(facet, codes, one.example, quoted)
    linear = _regress(rows, truth)
    if not quoted:
        known = truth_of([one.example for one in ready], facet, codes)
        for _ in range(2):
            linear = _regress(rows, _likeliest(apply_linear(linear, rows), starts, known))
    return linear


def _saying(facet: str, codes: Sequence[str], one: Example, quoted: bool) -> Truth:
    """Which sentences say which concept: by the coder's quote, or by a phrase where none is."""
    truth = np.zeros((len(one.spans), len(codes)), dtype=bool)
    for at, code in enumerate(codes):
        if quoted and (quote := one.gold.quotes.get((facet, code))):
            start = one.gold.text.find(quote)
            truth[:, at] = [a < start + len(quote) and start < b for a, b in one.spans]
        elif not quoted and code in one.gold.quoted.get(facet, ()):
            for mention in one.mentions:
                if (mention.facet, mention.code) == (facet, code) and not mention.denied:
                    truth[mention.sentence, at] = True
    return truth


def _likeliest(scores: Matrix, starts: NDArray[np.int64], known: Truth) -> Truth:
    truth = np.zeros(scores.shape, dtype=bool)
    for record, at in zip(*np.nonzero(known), strict=True):
        own = scores[starts[record] : starts[record + 1], at]
        truth[starts[record] + int(own.argmax()), at] = True
    return truth


def _regress(rows: Floats, truth: Truth, weights: Matrix | None = None) -> Linear:
    from sklearn.linear_model import LogisticRegression  # takes seconds: only training needs it

    found = np.zeros((rows.shape[1], truth.shape[1]), dtype=np.float32)
    bias = np.full(truth.shape[1], -6.0, dtype=np.float32)
    for at in np.flatnonzero(truth.any(axis=0) & ~truth.all(axis=0)):
        fitted = LogisticRegression(C=_STIFFNESS, max_iter=300).fit(rows, truth[:, at], weights)
        found[:, at], bias[at] = fitted.coef_[0], fitted.intercept_[0]
    return Linear(found, bias)
