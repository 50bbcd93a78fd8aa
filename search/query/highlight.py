"""Where the words of a query stand in a passage, for highlighting."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from search.index.terms import WORD, fold, split_words, stem
from search.query.function_words import FUNCTION_WORDS

Span = tuple[int, int]

SHORTEST = 4
"""Letters: shorter words are mostly articles and prepositions, unless they hold a digit."""


def find_spans(text: str, language: str, query: str, query_language: str) -> tuple[Span, ...]:
    """Spans of `text` whose word is a word of the query, by stem in the same language."""
    shared = query_language in {language, "und"}  # one word alone is of no language
    folded, stems = _wanted(query, language if shared else "")
    spans = []
    for match in WORD.finditer(text):
        read = _read(match.group(), language)
        if read and (read[0] in folded or read[1] in stems):
            spans.append(match.span())
    return tuple(spans)


@lru_cache(maxsize=100_000)
def _read(word: str, language: str) -> tuple[str, str] | None:
    """A word folded, and its stem; None of a function word."""
    plain = unicodedata.normalize("NFKC", word).lower()
    if plain in FUNCTION_WORDS.get(language, ()):
        return None
    return fold(plain), stem(plain, language)


@lru_cache(maxsize=1_000)  # ten passages of a result ask for the same
def _wanted(query: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a query that tell something, folded, and their stems in a language, if any."""
    words = [word for word in split_words(query) if _tells(word)]
    stems = (stem(word, language) for word in words if language)
    return frozenset(map(fold, words)), frozenset(stems)


def _tells(word: str) -> bool:
    return len(word) >= SHORTEST or any(map(str.isdigit, word))
