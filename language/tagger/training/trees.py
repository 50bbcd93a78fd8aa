"""The classifier of a facet: trees over phrases and meaning, kept as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.tagger.artefact import FacetModel
from language.tagger.features import Matrix
from language.tagger.figures import FACET
from language.tagger.forest import Forest, join_forests
from language.tagger.judge import rows_of
from language.tagger.training.examples import Ready, Truth, truth_of
from language.tagger.training.meaning import learn_linears, unseen_meaning
from language.tagger.values import ACCEPT

_STIFFNESS = 5.0


@dataclass(frozen=True, slots=True)
class Growth:
    """How many trees are grown, how large, and how far each one moves."""

    trees: int
    leaves: int = 12
    fewest: int = 15
    step: float = 0.06


_ALONE = frozenset({"format", "funding_model"})
"""Facets whose trees see records alone: how people meet is meant nearly wherever it is said, and
kinds of money that two records have are lost among money for other things.
"""

_OF_CONCEPTS = Growth(120)
_OF_LEVELS = Growth(150, leaves=5, fewest=10, step=0.05)
"""One row a text is little to learn from, so trees that choose among levels are small."""


def learn_facet(facet: str, codes: tuple[str, ...], ready: Sequence[Ready]) -> FacetModel:
    """Learn one facet from records; its threshold comes later."""
    truth = truth_of([one.example for one in ready], facet, codes)
    document, sentence = learn_linears(facet, codes, ready)
    weights = np.array([one.example.weight for one in ready])
    tables = _tables(facet, codes, ready)
    forests = [_grow_facet(facet, tables[:1], truth, weights)]
    if facet not in _ALONE:
        forests.append(_grow_facet(facet, tables, truth, weights))
    return FacetModel(codes, document, sentence, join_forests(forests), ACCEPT, 0.0)


def _tables(facet: str, codes: tuple[str, ...], ready: Sequence[Ready]) -> list[Matrix]:
    """What trees read of all records: of each alone, then of each as it is surrounded."""
    rows = [
        [rows_of(facet, codes, said, one.example.seen) for one, said in own]
        for own in unseen_meaning(facet, codes, ready)
    ]
    return [np.vstack(table) for table in zip(*rows, strict=True)]


def _grow_facet(facet: str, tables: Sequence[Matrix], truth: Truth, weights: Matrix) -> Forest:
    """Grow trees from the same records in one or more tables."""
    rows, times = np.vstack(tables), len(tables)
    truth, weights = np.tile(truth, (times, 1)), np.tile(weights, times)
    if facet == FACET:
        return _grow_levels(rows, truth, weights)
    return grow(rows, truth.reshape(-1), np.repeat(weights, truth.shape[1]), _OF_CONCEPTS)


def _grow_levels(rows: Matrix, truth: Truth, weights: Matrix) -> Forest:
    """Grow trees that choose one level a text, those too that no text has (an empty row each)."""
    levels = np.arange(truth.shape[1])
    empty = np.zeros((len(levels), rows.shape[1]))
    right = np.concatenate([truth.argmax(axis=1), levels])
    weights = np.concatenate([weights, np.zeros(len(levels))])
    return grow(np.vstack([rows, empty]), right, weights, _OF_LEVELS)


def grow(rows: Matrix, right: NDArray[Any], weights: Matrix, growth: Growth) -> Forest:
    """Grow boosted trees from rows to whether they are right, or to which class is."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # takes seconds: only training

    grown = HistGradientBoostingClassifier(
        max_iter=growth.trees,
        learning_rate=growth.step,
        max_leaf_nodes=growth.leaves,
        min_samples_leaf=growth.fewest,
        l2_regularization=_STIFFNESS,
        early_stopping=False,
        random_state=0,
    ).fit(rows.astype(np.float32), right, weights)
    return flatten_trees(grown)


def flatten_trees(trees: Any) -> Forest:
    """Put scikit-learn's trees into one table of nodes."""
    parts = [one.nodes for turn in trees._predictors for one in turn]
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
