"""Taking each language's mean vector out of passages and queries, so that meaning is left.

A multilingual encoder puts texts of one language near each other, whatever they say: a query then
ranks passages of its own language first. What all texts of a language share is their mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import yaml
from numpy.typing import NDArray

from search.index.encoding import Floats, TextEncoder

WEIGHT_OF_BORROWED = 5
"""A borrowed mean counts as this many passages beside a language's own."""
ENOUGH = 10
"""Passages in a language from which its own mean tells what the catalogue is about."""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Mean vectors of parallel sentences, by language: neutral passages and typical queries."""

    passages: Mapping[str, Floats]
    queries: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class LanguageMeans:
    """The vector to take out, by language; "und" is for languages without one of their own."""

    passages: Mapping[str, Floats]
    queries: Mapping[str, Floats]

    def centre_passages(self, vectors: Floats, languages: Sequence[str]) -> Floats:
        """Rows less their language's mean, of unit length again."""
        if not len(languages):
            return vectors
        return _unit(vectors - np.stack([_of(self.passages, code) for code in languages]))

    def centre_query(self, vector: Floats, language: str) -> Floats:
        """One query less what queries of its language share; of unit length.

        Where the language is not known ("und", a query of one word), the nearest mean tells it.
        """
        if language not in self.queries or language == "und":
            language = self.nearest_language(vector)
        return _unit(vector - self.queries[language])

    def nearest_language(self, vector: Floats) -> str:
        """The language whose typical queries lie nearest."""
        known = [code for code in self.queries if code != "und"]
        means = np.stack([self.queries[code] for code in known])
        return known[int(np.argmin(((means - vector) ** 2).sum(axis=1)))]


def borrow_means(encoder: TextEncoder) -> Borrowed:
    """Encode the sentences that are kept as data: about 650 short texts, some seconds."""
    neutral, queries = sentences("neutral.yml"), sentences("queries.yml")
    return Borrowed(
        {code: encoder.encode_passages(texts).mean(axis=0) for code, texts in neutral.items()},
        {code: encoder.encode_queries(texts).mean(axis=0) for code, texts in queries.items()},
    )


def estimate_means(
    vectors: Floats, languages: NDArray[np.str_], borrowed: Borrowed
) -> LanguageMeans:
    """Means of a catalogue's passages (rows of `vectors`), mixed with the borrowed ones.

    What the catalogue is about, apart from language, is added to the borrowed means: a language
    of three passages would otherwise keep the subject that all others lost. Queries lose half of
    what typical queries share and half of what passages share: they are worded like the ones and
    about the same things as the others (either alone finds less, on two sets of queries).
    """
    own = {str(code): vectors[languages == code] for code in np.unique(languages)}
    subject = _subject(own, borrowed)
    anywhere = np.mean([mean + subject for mean in borrowed.passages.values()], axis=0)
    means: dict[str, Floats] = {"und": anywhere}
    for code in {*own, *borrowed.passages} - {"und"}:
        start = borrowed.passages[code] + subject if code in borrowed.passages else anywhere
        rows = own.get(code, vectors[:0])
        weight = len(rows) + WEIGHT_OF_BORROWED
        means[code] = (rows.sum(axis=0) + WEIGHT_OF_BORROWED * start) / weight
    typical = {**borrowed.queries, "und": np.mean(list(borrowed.queries.values()), axis=0)}
    return LanguageMeans(
        means, {code: (mean + means[code]) / 2 for code, mean in typical.items() if code in means}
    )


def _subject(own: Mapping[str, Floats], borrowed: Borrowed) -> Floats:
    differences = [
        rows.mean(axis=0) - borrowed.passages[code]
        for code, rows in own.items()
        if len(rows) >= ENOUGH and code in borrowed.passages
    ]
    if not differences:
        return np.zeros_like(next(iter(borrowed.passages.values())))
    mean: Floats = np.mean(differences, axis=0)
    return mean


def _of(means: Mapping[str, Floats], code: str) -> Floats:
    return means.get(code, means["und"])


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled


@cache
def sentences(name: str) -> Mapping[str, list[str]]:
    """One of the two data files: texts by language code."""
    text = (resources.files("search") / "data" / name).read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded
