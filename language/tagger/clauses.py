"""The clauses of a sentence: what is quoted where no phrase says it, and how far a word governs."""

from __future__ import annotations

import re

from language.tagger.context import Passage
from language.tagger.finder import Hit

_CLAUSE = re.compile(r"[,;:–—()«»]\s*")
_FEWEST_WORDS = 3

CLAUSE_END = re.compile(r"[;:()–—!?]|, (?!\w+,? (?:and|or|et|ou|und|oder|en|of|y|e|og|och|ja)\b)")


def split_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a sentence at its commas, brackets and dashes into stretches of three words or more."""
    spans: list[tuple[int, int]] = []
    first = start
    for sign in _CLAUSE.finditer(text, start, end):
        if len(text[first : sign.start()].split()) >= _FEWEST_WORDS:
            spans.append((first, sign.start()))
            first = sign.end()
    rest = len(text[first:end].split())
    if spans and rest < _FEWEST_WORDS:
        spans[-1] = (spans[-1][0], end)
    elif rest:
        spans.append((first, end))
    return spans or [(start, end)]


def leads_to(passage: Passage, first: Hit, second: Hit, words: int) -> bool:
    """Tell whether the second stands behind the first in its clause, so many words away at most."""
    return (
        first.end <= second.start
        and passage.words_between(first.end, second.start) <= words
        and not CLAUSE_END.search(passage.between(first.end, second.start))
    )
