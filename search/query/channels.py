"""What speaks for each practice: meaning, rare words, words of its language, names.

Every channel gives one number for every practice of the index, filtered or not, so that a filter
changes what is shown and never the order. The channel of concepts is in `concepts.py`, mixing
them in `fusion.py`.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from search.index.encoding import Floats
from search.index.packed import PackedIndex
from search.index.postings import K1, Postings, rarity
from search.index.terms import split_words
from search.index.word_matrices import name_terms, stem_terms
from search.query.signals import Signal, measured

SAMPLED = 600
"""Practices from which average and spread are told."""
SHARE_OF_SECOND = 0.25
"""What the second-best passage counts beside the best: two passages on a subject say more."""


def read_meaning(index: PackedIndex, centred: Floats) -> Signal:
    """Cosine of the query with each passage, both without their language's mean."""
    passages = index["vectors"] @ centred
    best = best_of_each(index, passages)
    second = second_of_each(index, passages, best)
    values = (1 - SHARE_OF_SECOND) * best + SHARE_OF_SECOND * second
    told = measured(values[sample_rows(index)])
    return Signal(values, passages, told.average, told.spread)


def sample_rows(index: PackedIndex) -> NDArray[np.int64]:
    """Practices all over the catalogue that tell average and spread of a channel: all of a small
    one. The same whether or not all are compared, or the two would weigh meaning differently.
    """
    size = index.manifest.practices
    rows = np.linspace(0, size - 1, min(SAMPLED, size)).astype(np.int64)
    starts = index["practice_starts"]
    filled: NDArray[np.int64] = rows[starts[rows] < starts[rows + 1]]
    return filled


def read_rare_words(index: PackedIndex, postings: Postings, query: str) -> Signal:
    """The share, 0 to about 1, of the query's information that rare words of a passage carry."""
    terms = set(name_terms(query))
    population = index.manifest.passages
    possible = sum(rarity(postings.count(term), population) for term in terms)
    passages = postings.score(dict.fromkeys(terms, 1.0)) / max(possible * (K1 + 1), 1e-6)
    return Signal(best_of_those_found(index, passages), passages)


def read_language_words(
    index: PackedIndex, postings: Postings, query: str, language: str
) -> Signal:
    """BM25 among the passages of the query's language, as a share of the highest possible."""
    terms: dict[str, float] = {}
    for word in split_words(query):
        terms |= stem_terms(word, language)
    population = passages_in(index, language)
    possible = sum(
        factor * rarity(postings.count(term), population) for term, factor in terms.items()
    )
    passages = postings.score(terms) / max(possible * (K1 + 1), 1e-6)
    return Signal(best_of_those_found(index, passages), passages)


def read_any_words(index: PackedIndex, postings: Postings, words: Collection[str]) -> Signal:
    """As `read_language_words` for words of which the language cannot be told, in all languages.

    "Toronto" or "dyslexia" alone is of no language; each passage is read in its own.
    """
    languages = index.manifest.languages
    terms: dict[str, float] = {}
    possible = np.zeros(max(len(languages), 1), dtype=np.float32)
    for number, language in enumerate(languages):
        population = passages_in(index, language)
        for word in words:
            found = stem_terms(word, language)
            terms |= found
            possible[number] += sum(
                factor * rarity(postings.count(term), population) for term, factor in found.items()
            )
    highest = np.maximum(possible * np.float32(K1 + 1), np.float32(1e-6))
    passages = postings.score(terms) / highest[index["passage_languages"]]
    return Signal(best_of_those_found(index, passages), passages)


def read_names(index: PackedIndex, names: Postings, rare: Postings, query: str) -> Signal:
    """How much query and name (or organisation) are the same words: 1 for the name itself.

    The product of the share of the query's information that the name carries and the reverse.
    """
    population = index.manifest.passages
    terms = {term: rarity(rare.count(term), population) for term in set(name_terms(query))}
    matched = np.zeros(names.size, dtype=np.float32)
    for term, information in terms.items():
        at = names.terms.find(term)
        if at is not None:
            matched[names.rows[names.starts[at] : names.starts[at + 1]]] += information
    asked = max(sum(terms.values()), 1e-6)
    same = (matched / asked) * (matched / np.maximum(index["name_information"], 1e-6))
    best = np.maximum(same[0::2], same[1::2])  # of name and organisation, which take turns
    return Signal(np.minimum(best, 1).astype(np.float32))


def best_of_each(index: PackedIndex, passages: Floats) -> Floats:
    """The highest passage value of every practice; the lowest of all where it has no passage."""
    starts = index["practice_starts"]
    filled = starts[:-1] < starts[1:]
    best = np.full(len(starts) - 1, passages.min(initial=0.0), dtype=np.float32)
    if filled.any():
        best[filled] = np.maximum.reduceat(passages, starts[:-1][filled])
    return best


def best_of_those_found(index: PackedIndex, passages: Floats) -> Floats:
    """As `best_of_each` for values that are 0 or more, and 0 for most passages."""
    best = np.zeros(index.manifest.practices, dtype=np.float32)
    rows = np.flatnonzero(passages)
    if len(rows):
        owners = index["passage_practices"][rows]
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        best[owners[firsts]] = np.maximum.reduceat(passages[rows], firsts)
    return best


def second_of_each(index: PackedIndex, passages: Floats, best: Floats) -> Floats:
    """The second-highest passage value of every practice; the best where there is one passage."""
    highest = passages == best[index["passage_practices"]]
    others = best_of_each(index, np.where(highest, np.float32(-9), passages))
    return np.where(others <= -9, best, others)


def passages_in(index: PackedIndex, language: str) -> int:
    """How many passages are in a language."""
    languages = index.manifest.languages
    counts = index.kept("passages in a language", _count_languages)
    return counts[languages.index(language)] if language in languages else 0


def _count_languages(index: PackedIndex) -> list[int]:
    size = len(index.manifest.languages)
    counts: list[int] = np.bincount(index["passage_languages"], minlength=size).tolist()
    return counts
