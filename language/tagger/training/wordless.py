"""Trees for languages that have no words, learned as if no record's language had any.

They see what linear models say of a record that have learned from other languages alone, and
nothing of its phrases. Learned after all else and from the finished model, which they leave as it
is.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from language.tagger.artefact import TagModel, Wordless
from language.tagger.features import Matrix
from language.tagger.forest import Forest
from language.tagger.training.examples import Example, Ready, Truth, centre_examples, truth_of
from language.tagger.training.folds import fold_of
from language.tagger.training.meaning import learn_linears, meaning_of
from language.tagger.training.trees import Growth, grow
from language.tagger.wordless import rows_wordless

TOLD = ("target_group", "mentor_type", "funding_model", "goal", "format")
"""Facets that meaning can tell: a body is named or it is not, and evidence hangs on numbers."""

_GROWTH = Growth(120)
_GROUPS = 5
_RIGHT = 0.75
"""Of what is shown at least so much must be right."""

_EDGES = np.arange(0.5, 0.9, 0.02)
_FEWEST = 20
"""Tags that a threshold must show before its share of right ones says anything."""


log = logging.getLogger(__name__)

Seen = Sequence[Matrix]
"""Of a record, alone and surrounded: what is said of each concept, or how probable it is."""


def learn_wordless(
    model: TagModel, known: Sequence[Example], unknown: Sequence[Example]
) -> dict[str, Wordless]:
    """Learn the trees of a model from the records that it has seen; thresholds come later.

    `known` are all records, `unknown` the same as if nobody had words for their language.
    """
    own = [at for at, one in enumerate(known) if one.gold.id in model.records]
    ready = centre_examples([known[at] for at in own], model.means)
    foreign = centre_examples([unknown[at] for at in own], model.means)
    found = {}
    for facet in TOLD:
        said = _unseen(facet, model.facets[facet].codes, ready, foreign)
        found[facet] = Wordless(_grow(facet, model.facets[facet].codes, said, ready), 1.0)
        log.info("learned %s without words from %s records", facet, len(own))
    return found


def with_edges(models: Sequence[TagModel], unknown: Sequence[Example]) -> list[TagModel]:
    """Set the threshold of each facet; `models` are that of all records, then those of the folds.

    A model's thresholds come from the records that it has seen, as the folds judge them that have
    not. A facet of which too much would be wrong at any threshold is left out.
    """
    judged = [_judge_held_out(one, models[1 + fold_of(one.gold.id)]) for one in unknown]
    return [replace(model, wordless=_with_edges(model, unknown, judged)) for model in models]


def _with_edges(
    model: TagModel, unknown: Sequence[Example], judged: Sequence[Mapping[str, Seen]]
) -> dict[str, Wordless]:
    own = [at for at, one in enumerate(unknown) if _counts(one) and one.gold.id in model.records]
    parts = {}
    for facet, part in model.wordless.items():
        truth = truth_of([unknown[at] for at in own], facet, model.facets[facet].codes)
        found = np.stack([np.stack(judged[at][facet]) for at in own], axis=1)
        edge = choose_edge(np.stack([truth, truth]), found)
        if edge is not None:
            parts[facet] = replace(part, threshold=edge)
    return parts


def choose_edge(truth: Truth, found: Matrix) -> float | None:
    """The lowest threshold at which enough of what is shown is right; None where there is none."""
    for edge in _EDGES:
        shown = found >= edge
        if shown.sum() >= _FEWEST and truth[shown].mean() >= _RIGHT:
            return round(float(edge), 2)
    return None


def _counts(one: Example) -> bool:
    """Whether its concepts are about as frequent as on real pages."""
    return one.weight >= 1


def _unseen(
    facet: str, codes: tuple[str, ...], ready: Sequence[Ready], foreign: Sequence[Ready]
) -> list[Seen]:
    """What linear models say of each record that have seen none in its language."""
    groups = _groups([one.example.gold.language for one in ready])
    found: list[Seen] = [()] * len(ready)
    for group in set(groups.values()):
        inside = [at for at, one in enumerate(ready) if groups[one.example.gold.language] == group]
        outside = [one for at, one in enumerate(ready) if at not in set(inside)]
        linears = learn_linears(facet, codes, outside)
        for at in inside:
            found[at] = [meaning_of(*linears, one) for one in _ways(foreign[at])]
    return found


def _ways(one: Ready) -> list[Ready]:
    return [way for way in (one, one.around) if way is not None]


def _groups(languages: Sequence[str]) -> Mapping[str, int]:
    """Languages in a few groups of nearly the same number, the frequent ones apart."""
    counted = Counter(languages)
    ranked = sorted(counted, key=lambda one: (-counted[one], one))
    return {language: rank % _GROUPS for rank, language in enumerate(ranked)}


def _grow(
    facet: str, codes: tuple[str, ...], said: Sequence[Seen], ready: Sequence[Ready]
) -> Forest:
    truth = truth_of([one.example for one in ready], facet, codes)
    weights = np.array([one.example.weight for one in ready])
    rows = [np.vstack([rows_wordless(ways[way]) for ways in said]) for way in (0, 1)]
    right = np.tile(truth.reshape(-1), 2)
    return grow(np.vstack(rows), right, np.tile(np.repeat(weights, len(codes)), 2), _GROWTH)


def _judge_held_out(one: Example, model: TagModel) -> dict[str, Seen]:
    """The probability of each concept, of a record alone and surrounded."""
    (ready,) = centre_examples([one], model.means)
    found: dict[str, Seen] = {}
    for facet, part in model.wordless.items():
        linears = model.facets[facet].document, model.facets[facet].sentence
        rows = [rows_wordless(meaning_of(*linears, way)) for way in _ways(ready)]
        found[facet] = [part.forest.predict(one) for one in rows]
    return found
