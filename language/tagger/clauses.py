"""The clauses of a sentence: what is quoted where no single phrase says it."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"[,;:–—()«»]\s*")
_FEWEST_WORDS = 3


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
