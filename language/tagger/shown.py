"""A quote stretched to the word that shows the part its phrase plays: who pays, who mentors.

"The state" says nothing of money, "the state pays" does. Only stretching belongs here; which
phrase is quoted is chosen in `quotes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from language.tagger.context import Passage
from language.tagger.finder import Hit

Span = tuple[int, int]

_SHOWN_BY: Mapping[str, str] = {"funding_model": "paying", "mentor_type": "mentor"}
_REACH, _LONGEST = 5, 14
"""How many words away the word may stand, and how long the quote may become."""

_STOP = re.compile(r"[.;:()–—!?\n]")


def show_role(passages: Sequence[Passage], facet: str, span: Span) -> Span:
    """Stretch a quote to the nearest word for its role, unless it holds one or none is near."""
    passage = next((one for one in passages if one.start <= span[0] < one.end), None)
    cues = passage.cues.get(_SHOWN_BY.get(facet, ""), ()) if passage else ()
    if passage is None or any(cue.start < span[1] and span[0] < cue.end for cue in cues):
        return span
    near = sorted(_reached(passage, span, cues))
    return near[0][1] if near else span


def _reached(passage: Passage, span: Span, cues: Sequence[Hit]) -> Iterator[tuple[int, Span]]:
    """The stretches up to each word in reach, with how many words lie between."""
    for cue in cues:
        low, high = (cue.end, span[0]) if cue.end <= span[0] else (span[1], cue.start)
        away = passage.words_between(low, high)
        whole = min(span[0], cue.start), max(span[1], cue.end)
        short = len(passage.between(*whole).split()) <= _LONGEST
        if away <= _REACH and short and not _STOP.search(passage.between(low, high)):
            yield away, whole
