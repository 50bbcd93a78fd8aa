"""From which probability a tag is accepted: what does best on records held out of training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

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

_THRESHOLDS = np.arange(0.15, 0.61, 0.02)
_TRUSTS = (0.0, 0.15, 0.3)


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
        tried = [
            (_worth(truth, blend(found[facet][seen], rules, trust) >= edge), edge, trust)
            for trust in (_TRUSTS if not load_vocabulary().facet(facet).single else (0.0,))
            for edge in _THRESHOLDS
        ]
        _, threshold, trust = max(tried, key=lambda one: one[0])
        facets[facet] = replace(part, threshold=round(float(threshold), 3), trust=trust)
    return replace(model, facets=facets)


def _worth(truth: Truth, guess: Truth) -> float:
    """Macro- and micro-F1 together: macro alone hangs on concepts that a handful of texts have."""
    return fast_macro_f1(truth, guess) + fast_macro_f1(truth.reshape(-1, 1), guess.reshape(-1, 1))
