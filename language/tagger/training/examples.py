"""Coded records made ready for learning: sentences, vectors, what the rules see, the codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.evaluate_tags.gold import Gold, read_gold, without_language
from language.tagger.artefact import Floats
from language.tagger.judge import Seen, centre, sum_up
from language.tagger.tagger import Tagger
from language.tagger.training.surroundings import surround
from language.tagger.values import RULED
from language.tagger.vectors import Vectors
from practices_db.vocabulary import load_vocabulary

LEARNED = (
    "target_group",
    "mentor_type",
    "funding_model",
    "goal",
    "format",
    "stakeholder",
    "evidence_level",
)
"""Facets that the classifier judges; the others stay with the rules."""

_SHRINK = 20
"""Sentences of all languages that a language's own mean is weighed against."""

Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """One record made ready: its sentences, their vectors, what the rules see, its codes.

    `around` is the same record among paragraphs that say nothing of it.
    """

    gold: Gold
    spans: Sequence[tuple[int, int]]
    vectors: Floats
    weight: float
    seen: Seen
    around: Example | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """An example with its vectors centred."""

    example: Example
    vectors: Floats
    whole: Floats
    around: Ready | None = None


def read_examples(
    path: Path, encode: Vectors, weight: float = 1.0, *, wordless: bool = False
) -> list[Example]:
    """Read the records that a second coder coded, alone and surrounded; encode their sentences.

    `wordless` reads them as if nobody had words for their languages.
    """
    golds = [gold for gold in read_gold(path) if gold.quoted]
    alone, around = (
        _describe([without_language(one) if wordless else one for one in texts], encode, weight)
        for texts in (golds, [surround(gold) for gold in golds])
    )
    return [replace(one, around=other) for one, other in zip(alone, around, strict=True)]


def _describe(golds: Sequence[Gold], encode: Vectors, weight: float) -> list[Example]:
    tagger = Tagger()
    read = [tagger.describe(gold.text, gold.language, LEARNED) for gold in golds]
    spans = [[(one.start, one.end) for one in passages] for passages, _ in read]
    texts = [g.text[a:b] for g, own in zip(golds, spans, strict=True) for a, b in own]
    vectors = np.split(encode(texts), np.cumsum([len(own) for own in spans])[:-1])
    codes = learned_codes()
    return [
        Example(gold, own, vector, weight, seen.as_learned(codes))
        for gold, own, vector, (_, seen) in zip(golds, spans, vectors, read, strict=True)
    ]


def learned_codes() -> dict[str, tuple[str, ...]]:
    """The concepts that are learned, by facet: all but those that no coded record has."""
    return {
        facet: tuple(one for one in load_vocabulary().facet(facet).concepts if one not in RULED)
        for facet in LEARNED
    }


def mean_vectors(examples: Sequence[Example]) -> dict[str, Floats]:
    """Mean sentence vector by language, drawn to that of all where a language has few."""
    general = np.vstack([one.vectors for one in examples]).mean(axis=0)
    means = {"": general}
    for language in sorted({one.gold.language for one in examples}):
        own = np.vstack([one.vectors for one in examples if one.gold.language == language])
        share = len(own) / (len(own) + _SHRINK)
        means[language] = share * own.mean(axis=0) + (1 - share) * general
    return means


def centre_examples(examples: Sequence[Example], means: Mapping[str, Floats]) -> list[Ready]:
    """Take the mean of its language out of each example's vectors."""
    return [_centred(one, means) for one in examples]


def _centred(one: Example, means: Mapping[str, Floats]) -> Ready:
    vectors = centre(one.vectors, one.gold.language, means)
    around = _centred(one.around, means) if one.around else None
    return Ready(one, vectors, sum_up(vectors), around)


def truth_of(examples: Sequence[Example], facet: str, codes: Sequence[str]) -> Truth:
    """The blind coder's codes, [records, codes]."""
    return np.array(
        [[code in one.gold.quoted.get(facet, ()) for code in codes] for one in examples]
    )
