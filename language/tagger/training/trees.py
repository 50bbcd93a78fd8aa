"""The classifier of a facet: trees over phrases and meaning, kept as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.tagger.artefact import FacetModel
from language.tagger.features import Matrix
from language.tagger.forest import Forest
from language.tagger.judge import judge_rows
from language.tagger.training.examples import Ready, Truth, describe_phrases, truth_of
from language.tagger.training.meaning import learn_linears, unseen_meaning
from language.tagger.values import ACCEPT

_TREES, _LEAVES, _LEAF, _STEP, _STIFFNESS = 120, 12, 15, 0.06, 5.0


def learn_facet(facet: str, codes: tuple[str, ...], ready: Sequence[Ready]) -> FacetModel:
    """Learn one facet from records; its threshold comes later."""
    truth = truth_of([one.example for one in ready], facet, codes)
    document, sentence = learn_linears(facet, codes, ready)
    rows = [
        judge_rows(said, describe_phrases(facet, codes, one.example))
        for said, one in zip(unseen_meaning(facet, codes, ready), ready, strict=True)
    ]
    weights = np.repeat([one.example.weight for one in ready], len(codes))
    forest = grow(np.vstack(rows), truth.reshape(-1), weights, _TREES)
    return FacetModel(codes, document, sentence, forest, ACCEPT, 0.0)


def grow(rows: Matrix, right: Truth, weights: Matrix, trees: int) -> Forest:
    """Grow boosted trees from rows to whether they are right."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # takes seconds: only training

    grown = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=_STEP,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=_LEAF,
        l2_regularization=_STIFFNESS,
        early_stopping=False,
        random_state=0,
    ).fit(rows.astype(np.float32), right, weights)
    return flatten_trees(grown)


def flatten_trees(trees: Any) -> Forest:
    """Put scikit-learn's trees into one table of nodes."""
    parts = [one.nodes for (one,) in trees._predictors]
    roots = np.cumsum([0, *(len(part) for part in parts)])[:-1]
    nodes = np.concatenate(parts)
    leaf = nodes["is_leaf"].astype(bool)

    def moved(name: str) -> NDArray[np.int32]:
        sides = [
            part[name] + root for part, root in zip(parts, roots.astype(np.int64), strict=True)
        ]
        return np.where(leaf, 0, np.concatenate(sides)).astype(np.int32)

    return Forest(
        base=np.asarray(trees._baseline_prediction, dtype=np.float32).reshape(-1),
        roots=roots.astype(np.int32),
        feature=np.where(leaf, -1, nodes["feature_idx"]).astype(np.int16),
        threshold=np.where(leaf, 0.0, nodes["num_threshold"]).astype(np.float32),
        left=moved("left"),
        right=moved("right"),
        value=np.where(leaf, nodes["value"], 0.0).astype(np.float32),
    )
