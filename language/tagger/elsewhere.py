"""Stretches of a page that speak of something else: links to other programmes, menus, imprints.

Only finding them belongs here. They are not read at all, since "refugees" in the name of another
programme says nothing of this one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from language.sentences import Sentence
from language.tagger.lexicon import load_lexicon

_LONGEST_IMPRINT = 15
"""How many words a line may have that is nothing but dates and links to legal pages."""

_TRAIL = re.compile(r"^(?:[»›] [^\n]*|[^\n>›»]{1,80}(?: [>›»] [^\n>›»]{1,80}){2,})$", re.MULTILINE)
"""A line of a menu, or the way to a page ("Home > Projects > Duo")."""

_LINK = re.compile(r"\S+(?:\s+\S+){0,11}")
_SENTENCE = re.compile(r"(?:\S+\s+){4}.*[.!?]")
"""A line of at most twelve words; one of five and more that ends as a sentence does is no link."""


def drop_elsewhere(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Leave out the sentences that lie in such stretches."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(list_elsewhere(text)):  # menus stand among links, and the reverse
        starts.append(start)
        ends.append(max(end, ends[-1]) if ends else end)
    kept = []
    for one in sentences:
        at = bisect_right(starts, one.start) - 1
        if at < 0 or ends[at] <= one.start:
            kept.append(one)
    return kept


def list_elsewhere(text: str) -> list[tuple[int, int]]:
    """Where a text points to others, and where its menus and imprint stand."""
    spans: list[tuple[int, int]] = []
    while match := _pointer().search(text, spans[-1][1] if spans else 0):
        spans.append((match.start(), _links_end(text, match.end())))
    trails = (one.span() for one in _TRAIL.finditer(text) if not _is_told(one.group()))
    return [*spans, *_list_imprints(text), *trails]


def _list_imprints(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    while match := _imprint().search(text, end):
        start, end = text.rfind("\n", 0, match.start()) + 1, _line_end(text, match.end())
        line = text[start:end]
        if len(line.split()) <= _LONGEST_IMPRINT and not _is_told(line):
            yield start, end


def _links_end(text: str, at: int) -> int:
    """The end of the line, and of the links in the lines right below it."""
    end = _line_end(text, at)
    while _is_link(text[end + 1 : (below := _line_end(text, end + 1))]):
        end = below
    return end


def _is_link(line: str) -> bool:
    return bool(_LINK.fullmatch(line.strip())) and not _is_told(line)


def _is_told(line: str) -> bool:
    return bool(_SENTENCE.fullmatch(line.strip()))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


@lru_cache(maxsize=1)
def _pointer() -> re.Pattern[str]:
    """Words such as "see also" that open a line and end it, or are followed by a colon."""
    return re.compile(
        rf"^[^\w\n]*(?:{_any_of('pointer')})[ \t]*(?::|$)", re.IGNORECASE | re.MULTILINE
    )


@lru_cache(maxsize=1)
def _imprint() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('imprint')})\b", re.IGNORECASE)


def _any_of(block: str) -> str:
    words = {word for known in load_lexicon("elsewhere")[block].values() for word in known}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda one: (-len(one), one)))
