"""What the tagger has to beat: labels matched as plain words, and the nearest label by meaning.

Both read the same text as the tagger and know only the vocabulary's labels, as a user would who
builds this in an afternoon.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from language.evaluate_tags.gold import FACETS, Gold
from language.sentences import split_sentences
from practices_db.vocabulary import Concept, load_vocabulary

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Predictions = dict[tuple[str, str], frozenset[str]]
"""Codes by record id and facet."""


def match_labels(records: Sequence[Gold]) -> Predictions:
    """Predict a concept wherever its label, in the text's language or English, stands in it."""
    found: Predictions = {}
    for record in records:
        text = record.text.lower()
        for facet, concepts in _concepts().items():
            found[record.id, facet] = frozenset(
                concept.code
                for concept in concepts
                if concept.label(record.language).lower() in text
                or concept.label("en").lower() in text
            )
    return found


def match_meaning(records: Sequence[Gold], encode: Encode) -> Predictions:
    """Predict, for each sentence and facet, the nearest label if it stands out of the others.

    A label stands out when its cosine lies two standard deviations above the mean of all
    sentences of these records with that label: the fairest single rule without training.
    """
    owners = [
        (record.id, record.text[sentence.start : sentence.end])
        for record in records
        for sentence in split_sentences(record.text, record.language)
    ]
    vectors = encode([text for _, text in owners])
    found: dict[tuple[str, str], set[str]] = {
        (record.id, facet): set() for record in records for facet in FACETS
    }
    for facet, concepts in _concepts().items():
        labels = encode([f"{concept.label('en')}: {concept.note}" for concept in concepts])
        likeness = vectors @ labels.T
        standing = (likeness - likeness.mean(axis=0)) / likeness.std(axis=0)
        for (record_id, _), row in zip(owners, standing, strict=True):
            best = int(row.argmax())
            if row[best] > 2:
                found[record_id, facet].add(concepts[best].code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _concepts() -> dict[str, list[Concept]]:
    facets = load_vocabulary().facets
    return {
        key: list(facets[key].concepts.values())
        for key in FACETS
        if key in facets and facets[key].kind == "concept"
    }
