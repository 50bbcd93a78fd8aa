"""How probable each concept is, from the phrases of a text and the meaning of its sentences.

Numbers in, numbers out: which stretch is quoted is chosen in `learned.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.tagger.artefact import FacetModel, Floats, Linear, TagModel
from language.tagger.features import Matrix, describe_concepts
from language.tagger.mentions import Mention

Rules = Mapping[tuple[str, str], float]
"""The rules' confidence by facet and code."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of one facet: `confidence` [codes] in 0..1, accepted from 0.5 on; `scores` says how much
    each sentence speaks for each concept, [sentences, codes].
    """

    codes: tuple[str, ...]
    confidence: Matrix
    scores: Matrix


def judge_facet(
    model: FacetModel, facet: str, vectors: Floats, mentions: Sequence[Mention], rules: Rules
) -> Judgement:
    """Judge every concept of a facet; `vectors` are centred, [sentences, dimension]."""
    scores = apply_linear(model.sentence, vectors)
    trusted = {code: rules.get((facet, code), 0.0) for code in model.codes}
    rows = judge_rows(
        model.codes,
        np.stack([apply_linear(model.document, sum_up(vectors)), scores.max(axis=0)], axis=1),
        describe_concepts(
            model.codes,
            [one for one in mentions if one.facet == facet],
            trusted,
        ),
        model.prior,
    )
    shown = blend(
        model.forest.predict(rows), np.array(list(trusted.values())), model.threshold, model.trust
    )
    return Judgement(model.codes, shown, scores)


def blend(learned: Matrix, rules: Matrix, threshold: float, trust: float) -> Matrix:
    """The confidence that is shown: the forest's, its threshold at one half, and the rules'."""
    return np.asarray((1 - trust) * shift_odds(learned, threshold) + trust * rules)


def judge_rows(codes: Sequence[str], meaning: Matrix, phrases: Matrix, prior: Floats) -> Matrix:
    """Join what the forest reads, one row a concept: meaning, phrases, how common, which one."""
    return np.hstack([meaning, phrases, prior[:, None], np.eye(len(codes))])


def shift_odds(probability: Matrix, threshold: float) -> Matrix:
    """Move probabilities so that the threshold comes to lie at one half."""
    bounded = np.clip(probability, 0.005, 0.995)
    odds = bounded / (1 - bounded) * ((1 - threshold) / threshold)
    return np.asarray(odds / (1 + odds))


def centre(vectors: Floats, language: str, means: Mapping[str, Floats]) -> Floats:
    """Take a language's mean out of sentence vectors and scale them to length one."""
    return scale(vectors - means.get(language, means[""]))


def sum_up(vectors: Floats) -> Floats:
    """One vector for a text: the mean of its sentences, scaled to length one."""
    return scale(vectors.mean(axis=0))


def scale(vectors: NDArray[np.float32]) -> Floats:
    """Scale vectors to length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def apply_linear(linear: Linear, vectors: Floats) -> Matrix:
    """Scores [.., concepts] of vectors [.., dimension]."""
    return np.asarray(vectors @ linear.weights + linear.bias, dtype=np.float64)


def judge(
    model: TagModel, language: str, vectors: Floats, mentions: Sequence[Mention], rules: Rules
) -> dict[str, Judgement]:
    """Judge every learned facet of one text by its raw sentence vectors (at least one)."""
    centred = centre(vectors, language, model.means)
    return {
        facet: judge_facet(part, facet, centred, mentions, rules)
        for facet, part in model.facets.items()
    }
