"""Pairs of practices that may be one and were not joined: for a person to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pipelines.group.evidence import UNLIKE, Evidence, weigh
from pipelines.group.likeness import part_words
from pipelines.group.model import Candidate
from pipelines.group.organisations import organisation_words

Floats = NDArray[np.float32]
NEAREST = 3
ROWS_AT_ONCE = 2_000
_MOST_WITH_WORD = 30
_WEIGHT = {"name": 0.3, "organisation": 0.2, "address": 0.1, "place": 0.1, "text": 0.0}


@dataclass(frozen=True, slots=True)
class Lead:
    """The document that names a practice, for the practice."""

    slug: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Likely:
    """Two practices, what speaks for and against; `score` orders the list and means no more."""

    first: str
    second: str
    score: float
    evidence: tuple[Evidence, ...]


def likely_pairs(
    leads: Sequence[Lead], vectors: Mapping[int, Floats], told_apart: Collection[frozenset[str]]
) -> list[Likely]:
    """Pairs that share a telling word or an organisation, or lie near in meaning; likeliest first.

    Pairs that a person told apart are left out, and so are those of which nothing but one
    organisation's name speaks.
    """
    found = []
    for at, other in sorted({*_by_words(leads), *_by_text(leads, vectors)}):
        one, two = leads[at], leads[other]
        if frozenset((one.slug, two.slug)) in told_apart:
            continue
        likely = _weigh(one, two, vectors)
        if likely is not None:
            found.append(likely)
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def _weigh(one: Lead, two: Lead, vectors: Mapping[int, Floats]) -> Likely | None:
    ids = one.candidate.document, two.candidate.document
    likeness = float(vectors[ids[0]] @ vectors[ids[1]]) if all(i in vectors for i in ids) else None
    evidence = weigh(one.candidate, two.candidate, likeness)
    speaks = {found.about: found.speaks for found in evidence}
    says_so = [about for about in ("name", "text", "address") if speaks[about] == "for"]
    if not says_so and (speaks["name"] == "against" or (likeness or 0.0) < UNLIKE):
        return None
    weights = {"for": 1, "against": -1, "unknown": 0}
    score = sum(_WEIGHT[about] * weights[speaks] for about, speaks in speaks.items())
    return Likely(one.slug, two.slug, round(score + (likeness or 0.5), 3), tuple(evidence))


def _by_words(leads: Sequence[Lead]) -> Iterator[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for at, lead in enumerate(leads):
        words = part_words(lead.candidate.label)
        words |= organisation_words(lead.candidate.organisation)
        for word in words:
            holders[word].append(at)
    for places in holders.values():
        if len(places) <= _MOST_WITH_WORD:
            yield from combinations(places, 2)


def _by_text(leads: Sequence[Lead], vectors: Mapping[int, Floats]) -> Iterator[tuple[int, int]]:
    places = [at for at, lead in enumerate(leads) if lead.candidate.document in vectors]
    if len(places) < 2:
        return
    matrix = np.stack([vectors[leads[at].candidate.document] for at in places])
    for start in range(0, len(places), ROWS_AT_ONCE):
        likeness = matrix[start : start + ROWS_AT_ONCE] @ matrix.T
        for row, scores in enumerate(likeness):
            scores[start + row] = -1.0
            for column in np.argsort(-scores)[:NEAREST]:
                one, two = places[start + row], places[int(column)]
                yield min(one, two), max(one, two)
