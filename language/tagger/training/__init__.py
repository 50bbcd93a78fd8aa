"""The recipe of the trained classifier: from coded records to one small file.

scikit-learn is needed here only; what is learned is kept as plain arrays. Deterministic: the same
records, vocabulary and encoder give the same file.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from language.encoder import open_encoder
from language.tagger.artefact import TagModel, read_model, write_model
from language.tagger.features import Matrix
from language.tagger.forest import NO_TREES
from language.tagger.training.examples import (
    Example,
    centre_examples,
    learned_codes,
    mean_vectors,
    read_examples,
)
from language.tagger.training.folds import FOLDS, fold_of
from language.tagger.training.rankers import Quoted, learn_ranker, list_quoted
from language.tagger.training.thresholds import judge_held_out, with_thresholds
from language.tagger.training.trees import learn_facet
from language.tagger.training.wordless import learn_wordless, with_edges
from language.tagger.vectors import Vectors
from practices_db.settings import Settings

__all__ = ["FOLDS", "fold_of", "train", "train_wordless"]

WRITTEN = Path(__file__).parent / "written"
"""Coded texts invented for training; their README says what they are."""

_CODED_BLIND = 3.0
"""How much a record counts whose text a person coded without having written it."""

_WEIGHTS = {"typical": 1.0, "balanced": 0.3}
"""How much a file of them counts: the balanced one shows rare concepts as often as common ones."""

log = logging.getLogger(__name__)


def train(records: Path, settings: Settings, out: Path, folds: Path) -> TagModel:
    """Train on a file of coded records and the written texts, and write the model to `out`.

    The models of the cross-validation are written to `folds`, one file a fold: each has seen only
    the records whose `fold_of` is another.
    """
    encoder = open_encoder(settings, "exact")
    encode = Vectors(encoder.encode_passages)
    model, held_out = train_examples(_read(records, encode), encoder.name)
    for path, one in zip(_paths(out, folds), (model, *held_out), strict=True):
        write_model(one, path)
    return _add_wordless(records, encode, out, folds)


def train_wordless(records: Path, settings: Settings, out: Path, folds: Path) -> TagModel:
    """Learn anew what judges languages without words; all else in the files stays as it is."""
    encode = Vectors(open_encoder(settings, "exact").encode_passages)
    return _add_wordless(records, encode, out, folds)


def _add_wordless(records: Path, encode: Vectors, out: Path, folds: Path) -> TagModel:
    paths = _paths(out, folds)
    known, unknown = _read(records, encode), _read(records, encode, wordless=True)
    models = [read_model(path) for path in paths]
    grown = [replace(one, wordless=learn_wordless(one, known, unknown)) for one in models]
    done = with_edges(grown, unknown)
    for path, one in zip(paths, done, strict=True):
        write_model(one, path)
    return done[0]


def _paths(out: Path, folds: Path) -> list[Path]:
    return [out, *(folds / f"{fold}.npz" for fold in range(FOLDS))]


def _read(records: Path, encode: Vectors, *, wordless: bool = False) -> list[Example]:
    """Read all records, as they are or as if nobody had words for their languages."""
    examples = read_examples(records, encode, _CODED_BLIND, wordless=wordless)
    for name, weight in _WEIGHTS.items():
        examples += read_examples(WRITTEN / f"{name}.jsonl", encode, weight, wordless=wordless)
    return examples


def train_examples(examples: Sequence[Example], encoder: str) -> tuple[TagModel, list[TagModel]]:
    """The model of all examples, and those of the cross-validation."""
    parts = [[one for one in examples if fold_of(one.gold.id) != fold] for fold in range(FOLDS)]
    learned = [_learn(part, encoder) for part in parts]
    found, quoted = judge_held_out(examples, learned), list_quoted(examples, learned)
    held_out = [
        _complete(model, examples, found, [one for one in quoted if fold_of(one.record) != fold])
        for fold, model in enumerate(learned)
    ]
    return _complete(_learn(examples, encoder), examples, found, quoted), held_out


def _complete(
    model: TagModel,
    examples: Sequence[Example],
    found: Mapping[str, Matrix],
    quoted: Sequence[Quoted],
) -> TagModel:
    """Add what is learned from records held out: thresholds, and which mention is quoted."""
    known = np.array([one.gold.id in model.records for one in examples])
    return replace(with_thresholds(model, examples, found, known), quote=learn_ranker(quoted))


def _learn(examples: Sequence[Example], encoder: str) -> TagModel:
    means = mean_vectors(examples)
    ready = centre_examples(examples, means)
    facets = {}
    for facet, codes in learned_codes().items():
        facets[facet] = learn_facet(facet, codes, ready)
        log.info("learned %s from %s records", facet, len(examples))
    seen = frozenset(one.gold.id for one in examples)
    return TagModel(encoder, seen, means, facets, NO_TREES)
