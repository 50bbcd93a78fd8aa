"""From which probability a tag is accepted: what does best on records held out of training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from language.evaluate_tags.scores import fast_macro_f1
from language.tagger.artefact import TagModel
from language.tagger.features import Matrix
from language.tagger.judge import apply_linear, blend, judge_rows
from language.tagger.training.examples import (
    LEARNED,
    Example,
    Truth,
    centre_examples,
    describe_phrases,
    truth_of,
)
from language.tagger.training.folds import fold_of
from language.tagger.values import ACCEPT

_THRESHOLDS = np.arange(0.25, 0.61, 0.025)
_TRUSTS = (0.0, 0.25, 0.5, 0.75, 1.0)


def judge_held_out(examples: Sequence[Example], models: Sequence[TagModel]) -> dict[str, Matrix]:
    """Probabilities of each record by the model that did not see it, [records, codes] a facet."""
    rows: dict[str, list[Matrix]] = {facet: [] for facet in LEARNED}
    for one in examples:
        model = models[fold_of(one.gold.id)]
        (ready,) = centre_examples([one], model.means)
        for facet, part in model.facets.items():
            best = apply_linear(part.sentence, ready.vectors).max(axis=0)
            meaning = np.stack([apply_linear(part.document, ready.whole), best], axis=1)
            phrases = describe_phrases(facet, part.codes, one)
            table = judge_rows(part.codes, meaning, phrases, part.prior)
            rows[facet].append(part.forest.predict(table))
    return {facet: np.array(found) for facet, found in rows.items()}


def with_thresholds(
    model: TagModel, examples: Sequence[Example], found: Mapping[str, Matrix], seen: Truth
) -> TagModel:
    """Set each facet's threshold and trust to what does best on the `seen` records, held out."""
    facets = {}
    for facet, part in model.facets.items():
        truth = truth_of(examples, facet, part.codes)[seen]
        rules = np.array(
            [[one.rules.get((facet, code), 0.0) for code in part.codes] for one in examples]
        )[seen]
        tried = [
            (_worth(truth, blend(found[facet][seen], rules, threshold, trust)), threshold, trust)
            for trust in _TRUSTS
            for threshold in _THRESHOLDS
        ]
        _, threshold, trust = max(tried, key=lambda one: one[0])
        facets[facet] = replace(part, threshold=round(float(threshold), 3), trust=trust)
    return TagModel(model.encoder, model.means, facets)


def _worth(truth: Truth, shown: Matrix) -> float:
    """Macro- and micro-F1 together: macro alone hangs on concepts that a handful of texts have."""
    guess = shown >= ACCEPT
    return fast_macro_f1(truth, guess) + fast_macro_f1(truth.reshape(-1, 1), guess.reshape(-1, 1))
