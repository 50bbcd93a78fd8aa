"""Judgement by meaning alone: what a text states in a language that nobody listed words for.

Its sentences are all that is known: no phrase, no role, no denial. So a tag needs more certainty
than elsewhere, its quote is the clause that says it best, and silence says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from language.tagger.artefact import Floats, TagModel
from language.tagger.context import Passage
from language.tagger.features import Matrix
from language.tagger.judge import Judgement, apply_linear, centre, sum_up, weigh_meaning
from language.tagger.learned import Draft, clauses_for

_LEAST = 0.3
"""What is less sure does not even go to review."""

_UNSURE = 0.45
"""At most so sure is what lies under the threshold of its facet."""

_CONFUSED = frozenset({"group", "training_included"})
"""Formats that stand wherever people meet, by meaning, in languages that no training has seen."""

_SURE = 0.75
"""From here on they stand also where another format speaks louder."""


def judge_wordless(model: TagModel, vectors: Floats) -> dict[str, Judgement]:
    """Judge the facets that meaning tells, by the raw vectors of a text's sentences."""
    centred = centre(vectors, "", model.means)
    whole = sum_up(centred)
    found = {}
    for facet, part in model.wordless.items():
        learned = model.facets[facet]
        scores = apply_linear(learned.sentence, centred)
        meaning = weigh_meaning(scores, apply_linear(learned.document, whole))
        sure = part.forest.predict(rows_wordless(meaning))
        found[facet] = Judgement(learned.codes, show_from(sure, part.threshold), scores)
    return found


def with_letters(passages: Sequence[Passage]) -> list[Passage]:
    """The sentences that say something: a year or a row of dots lies near one concept or another,
    too."""
    return [one for one in passages if any(map(str.isalpha, one.text[one.start : one.end]))]


def rows_wordless(meaning: Matrix) -> Matrix:
    """What the trees read of a text: a row for each concept, its meaning and which one it is."""
    return np.hstack([meaning, np.eye(len(meaning))])


def show_from(probability: Matrix, threshold: float) -> Matrix:
    """Leave what reaches the threshold as it is, and put the rest under what is accepted.

    A threshold lies above one half: the probability is the share that is right, so it stands.
    """
    return np.asarray(
        np.where(probability >= threshold, probability, np.minimum(probability, _UNSURE))
    )


def draft_wordless(passages: Sequence[Passage], judgements: Mapping[str, Judgement]) -> list[Draft]:
    """Draft the tags of one text, each to be quoted from the sentence that says it best."""
    return [
        Draft(facet, code, at, sure, clauses_for(passages, found.scores[:, at]), by_phrase=False)
        for facet, found in judgements.items()
        for at, code in enumerate(found.codes)
        if (sure := _sure_of(found, at, code)) >= _LEAST
    ]


def _sure_of(found: Judgement, at: int, code: str) -> float:
    """How sure a concept is; a format that is taken for others waits for review where, in the
    sentence that speaks most for it, another speaks louder.
    """
    sure = round(float(found.confidence[at]), 4)
    if code not in _CONFUSED or sure >= _SURE:
        return sure
    best = found.scores[int(found.scores[:, at].argmax())]
    return sure if best.argmax() == at else min(sure, _UNSURE)
