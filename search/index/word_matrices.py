"""Building the three word matrices: rare words, words of one language, names.

Rare words speak across languages (names, abbreviations, technical terms); stems only among the
passages of the query's own language; names say which practice is meant by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from search.index.postings import Floats, Postings, PostingsBuilder, rarity
from search.index.terms import fold, split_words, stem

RARE = 0.005
"""A word in at most this share of the passages speaks whatever the language is."""
COMMON = 0.25
"""A stem in more than this share of its language's passages tells nothing apart."""
REMEMBERED = 200_000
"""Words of which the numbers are kept at hand while a matrix is built."""
STEM_MARK, BEGINNING_MARK = ":", ":~"
BEGINNING = 6
"""Letters by which longer stems are found as well: the first part of a compound mostly."""
HALF = 0.5
"""What the beginning of a word counts beside its stem."""


def build_words(texts: Iterable[str], languages: Sequence[str]) -> tuple[Postings, Postings]:
    """The matrices "rare" and "stems" over passages, one text and language code each."""
    rare, stems = PostingsBuilder(), PostingsBuilder()
    lengths = np.zeros(len(languages), dtype=np.float32)

    @lru_cache(maxsize=REMEMBERED)
    def rare_number(word: str) -> int:
        return rare.number(fold(word))

    @lru_cache(maxsize=REMEMBERED)
    def stem_numbers(word: str, language: str) -> list[int]:
        return [stems.number(term) for term in stem_terms(word, language)]

    for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
        words = split_words(text)
        lengths[row] = len(words)
        rare.add_numbers([rare_number(word) for word in words])
        stems.add_numbers([one for word in words for one in stem_numbers(word, language)])
    population = Counter(languages)
    relative = lengths / max(float(lengths.mean()), 1.0) if len(lengths) else lengths
    return (
        rare.build(relative, lambda _: len(languages), RARE),
        stems.build(
            _relative(lengths, languages),
            lambda term: population[term.partition(STEM_MARK)[0]],
            COMMON,
        ),
    )


def build_names(names: Iterable[str]) -> Postings:
    """The matrix "names": one row each, weights by how few names share a word."""
    builder = PostingsBuilder()
    rows = 0
    for name in names:
        builder.add(set(name_terms(name)))
        rows += 1
    return builder.build(np.ones(rows, dtype=np.float32), lambda _: rows, 1.0)


def name_information(names: Sequence[str], words: Postings) -> Floats:
    """How much each name tells: the rarity of its words among the passages, added up."""
    return np.array(
        [sum(rarity(words.count(term), words.size) for term in set(name_terms(n))) for n in names],
        dtype=np.float32,
    )


def stem_terms(word: str, language: str) -> dict[str, float]:
    """The keys of a word in the matrix "stems", with what each counts.

    "Aufenthaltserlaubnis" is found by "Aufenthalt" as well, which no stemmer does.
    """
    root = stem(word, language)
    terms = {f"{language}{STEM_MARK}{root}": 1.0}
    if len(root) > BEGINNING:
        terms[f"{language}{BEGINNING_MARK}{root[:BEGINNING]}"] = HALF
    return terms


def name_terms(text: str) -> list[str]:
    """The keys of a text's words in the matrices "rare" and "names"."""
    return [fold(word) for word in split_words(text)]


def _relative(lengths: Floats, languages: Sequence[str]) -> Floats:
    """Lengths over the average of their own language: one needs more words than another."""
    codes, of = np.unique(np.array(languages, dtype=str), return_inverse=True)
    if not len(codes):
        return lengths
    means = np.bincount(of, lengths) / np.bincount(of)
    relative: Floats = (lengths / np.maximum(means, 1.0)[of]).astype(np.float32)
    return relative
