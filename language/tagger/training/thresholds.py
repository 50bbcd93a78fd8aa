"""From which probability a tag is accepted: what does best on records held out of training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from language.evaluate_tags.scores import fast_macro_f1
from language.tagger.artefact import TagModel
from language.tagger.features import Matrix
from language.tagger.judge import blend, rows_of
from language.tagger.training.examples import (
    LEARNED,
    Example,
    Truth,
    centre_examples,
    truth_of,
)
from language.tagger.training.folds import fold_of
from language.tagger.training.meaning import meaning_of
from practices_db.vocabulary import load_vocabulary

_EDGES = np.arange(0.15, 0.61, 0.02)
_TRUSTS = (0.0, 0.15, 0.3)
_ASIDE = 2
"""How many thresholds on either side count with each: one record must not decide."""


def judge_held_out(examples: Sequence[Example], models: Sequence[TagModel]) -> dict[str, Matrix]:
    """Probabilities of each record by the model that did not see it, [records, codes] a facet."""
    rows: dict[str, list[Matrix]] = {facet: [] for facet in LEARNED}
    for one in examples:
        model = models[fold_of(one.gold.id)]
        (ready,) = centre_examples([one], model.means)
        for facet, part in model.facets.items():
            meaning = meaning_of(part.document, part.sentence, ready)
            table = rows_of(facet, part.codes, meaning, one.seen)
            rows[facet].append(part.forest.predict(table).reshape(-1))
    return {facet: np.array(found) for facet, found in rows.items()}


def with_thresholds(
    model: TagModel, examples: Sequence[Example], found: Mapping[str, Matrix], seen: Truth
) -> TagModel:
    """Set each facet's threshold and the rules' share to what does best on `seen`, held out.

    Only the records that count most are looked at, those that a person coded blind: in the others
    concepts are more or less frequent than on real pages.
    """
    weights = np.array([one.weight for one in examples])
    seen = seen & (weights == weights.max())
    facets = {}
    for facet, part in model.facets.items():
        truth = truth_of(examples, facet, part.codes)[seen]
        rules = np.array(
            [[one.seen.rules.get((facet, code), 0.0) for code in part.codes] for one in examples]
        )[seen]
        trusts = _TRUSTS if not load_vocabulary().facet(facet).single else (0.0,)
        threshold, trust = _choose(truth, found[facet][seen], rules, trusts)
        facets[facet] = replace(part, threshold=round(threshold, 3), trust=trust)
    return replace(model, facets=facets)


def _choose(
    truth: Truth, found: Matrix, rules: Matrix, trusts: Sequence[float]
) -> tuple[float, float]:
    """The threshold and the rules' share that do best."""
    tried = np.array(
        [[_worth(truth, blend(found, rules, trust) >= edge) for edge in _EDGES] for trust in trusts]
    )
    at, edge = np.unravel_index(even_out(tried).argmax(), tried.shape)
    return float(_EDGES[edge]), trusts[int(at)]


def _worth(truth: Truth, guess: Truth) -> float:
    """Macro- and micro-F1 together: macro alone hangs on concepts that a handful of texts have."""
    return fast_macro_f1(truth, guess) + fast_macro_f1(truth.reshape(-1, 1), guess.reshape(-1, 1))


def even_out(worth: Matrix) -> Matrix:
    """The mean of each threshold's worth with those beside it, [trusts, thresholds]."""
    wide = np.pad(worth, ((0, 0), (_ASIDE, _ASIDE)), mode="edge")
    return np.asarray(sliding_window_view(wide, 2 * _ASIDE + 1, axis=1).mean(axis=-1))
