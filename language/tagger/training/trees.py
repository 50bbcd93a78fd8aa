"""The classifier of a facet: trees over phrases and meaning, kept as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from language.tagger.artefact import FacetModel
from language.tagger.forest import Forest
from language.tagger.judge import judge_rows
from language.tagger.quotes import RANKED
from language.tagger.training.examples import Ready, describe_phrases, truth_of
from language.tagger.training.meaning import learn_linears, unseen_meaning
from language.tagger.values import ACCEPT

_TREES, _LEAF, _SHARE = 60, 3, 0.5
_EVEN = np.zeros(RANKED, dtype=np.float32)


def learn_facet(facet: str, codes: tuple[str, ...], ready: Sequence[Ready]) -> FacetModel:
    from sklearn.ensemble import ExtraTreesClassifier  # takes seconds: only training needs it

    truth = truth_of([one.example for one in ready], facet, codes)
    document, sentence = learn_linears(facet, codes, ready)
    meaning = unseen_meaning(facet, codes, ready)
    prior = np.log((truth.sum(axis=0) + 0.5) / (len(truth) + 1)).astype(np.float32)
    rows = [
        judge_rows(codes, said, describe_phrases(facet, codes, one.example), prior)
        for said, one in zip(meaning, ready, strict=True)
    ]
    trees = ExtraTreesClassifier(
        _TREES, min_samples_leaf=_LEAF, max_features=_SHARE, random_state=0
    ).fit(np.vstack(rows).astype(np.float32), truth.reshape(-1))
    return FacetModel(codes, document, sentence, prior, flatten_trees(trees), _EVEN, ACCEPT, 0.0)


def flatten_trees(trees: object) -> Forest:
    """Put scikit-learn's trees into one table of nodes."""
    parts = [one.tree_ for one in trees.estimators_]  # type: ignore[attr-defined]
    roots = np.cumsum([0, *(part.node_count for part in parts)])[:-1]
    leaf = np.concatenate([part.children_left < 0 for part in parts])

    def moved(name: str) -> NDArray[np.int32]:
        sides = [getattr(part, name) + root for part, root in zip(parts, roots, strict=True)]
        return np.where(leaf, 0, np.concatenate(sides)).astype(np.int32)

    shares = [part.value[:, 0, 1] / part.value[:, 0, :].sum(axis=1) for part in parts]
    feature = np.concatenate([part.feature for part in parts])
    return Forest(
        roots=roots.astype(np.int32),
        feature=np.where(leaf, -1, feature).astype(np.int16),
        threshold=np.concatenate([part.threshold for part in parts]).astype(np.float32),
        left=moved("children_left"),
        right=moved("children_right"),
        value=np.concatenate(shares).astype(np.float32),
    )
