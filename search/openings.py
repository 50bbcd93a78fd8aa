"""Where a text begins to speak: above its first sentence stand names, menus and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]

LONGEST = 360
SHORTEST = 60
"""Characters: what is shorter and comes first is a greeting or a line of a menu."""
_SENTENCE = re.compile(r"[.!?…。](?=\s|$)")
_TOLD = re.compile(r"[^\n]{40,}[.!?…。](?=\s|$)")
"""A sentence on one line: lines of a menu are shorter, also those with a full stop."""
_GAP = re.compile(r"\n\s*\n\s*")


def opening(text: str, most: int = LONGEST) -> str:
    """The first sentences of a text, whole ones up to about `most` characters; may be empty."""
    told: list[str] = []
    for start, end in _stretches(text):
        if _speaks(text[start:end]):
            told.append(" ".join(text[start:end].split()))
        elif told:
            break
        if sum(map(len, told)) >= most:
            break
    return _cut(" ".join(told), most)


def skip_headings(text: str, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    """A passage from its first sentence on, with its spans moved; a marked heading stays."""
    marked = sorted(spans)
    first = marked[0][0] if marked else len(text)
    for start, end in _stretches(text):
        if _speaks(text[start:end]) or end > first:
            return text[start:], [(a - start, b - start) for a, b in marked]
    return text, marked


def _stretches(text: str) -> Iterable[Span]:
    """The paragraphs of a text."""
    start = 0
    for gap in _GAP.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _speaks(piece: str) -> bool:
    return len(piece) >= SHORTEST and _TOLD.search(piece) is not None


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    ends = [match.end() for match in _SENTENCE.finditer(text, 0, most)]
    if ends and ends[-1] > most // 3:
        return text[: ends[-1]]
    return text[: text.rfind(" ", 0, most)] + " …"
