"""The recipe of the trained classifier: from coded records to one small file.

scikit-learn is needed here only; what is learned is kept as plain arrays. Deterministic: the same
records, vocabulary and encoder give the same file.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from language.encoder import open_encoder
from language.tagger.artefact import TagModel, write_model
from language.tagger.training.examples import (
    LEARNED,
    Example,
    centre_examples,
    mean_vectors,
    read_examples,
)
from language.tagger.training.folds import FOLDS, fold_of
from language.tagger.training.rankers import with_rankers
from language.tagger.training.thresholds import judge_held_out, with_thresholds
from language.tagger.training.trees import learn_facet
from practices_db.settings import Settings
from practices_db.vocabulary import load_vocabulary

__all__ = ["FOLDS", "fold_of", "train"]

log = logging.getLogger(__name__)


def train(records: Path, settings: Settings, out: Path, folds: Path | None = None) -> TagModel:
    """Train on a file of coded records and write the model to `out`.

    With `folds` the models of the cross-validation are written there too, one file a fold: each
    has seen only the records whose `fold_of` is another.
    """
    examples = read_examples(records, open_encoder(settings, "bulk"))
    name = open_encoder(settings, "query").name
    parts = [[one for one in examples if fold_of(one.gold.id) != fold] for fold in range(FOLDS)]
    learned = [_learn(part, name) for part in parts]
    found = judge_held_out(examples, learned)
    if folds is not None:
        for fold, model in enumerate(learned):
            unseen = np.array([fold_of(one.gold.id) != fold for one in examples])
            write_model(with_thresholds(model, examples, found, unseen), folds / f"{fold}.npz")
    everything = np.ones(len(examples), dtype=bool)
    final = with_thresholds(_learn(examples, name), examples, found, everything)
    write_model(final, out)
    return final


def _learn(examples: Sequence[Example], encoder: str) -> TagModel:
    means = mean_vectors(examples)
    vocabulary = load_vocabulary()
    facets = {}
    for facet in LEARNED:
        codes = tuple(vocabulary.facet(facet).concepts)
        facets[facet] = learn_facet(facet, codes, centre_examples(examples, means))
        log.info("learned %s from %s records", facet, len(examples))
    return TagModel(encoder, means, with_rankers(facets, centre_examples(examples, means)))
