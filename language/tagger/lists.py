"""Lists of people in a sentence: what parts their members, and whether a stretch goes on with one.

The words for "and" differ by language ("a" joins in Czech and leads to an object in Spanish), so
they are those of the passage.
"""

from __future__ import annotations

from language.tagger.context import Passage

_LONGEST = 2


def split_list(passage: Passage, start: int, end: int) -> list[str]:
    """Cut a stretch between two offsets at its commas and at each word for "and" or "or"."""
    parts, at = [], start
    for cue in passage.cues.get("and", ()):
        if at <= cue.start and cue.end <= end:
            parts.append(passage.between(at, cue.start))
            at = cue.end
    parts.append(passage.between(at, end))
    return [piece.strip() for part in parts for piece in part.split(",")]


def continues_list(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a list whose first member ends at `start` fills a stretch, in members of two
    words at most; a verb behind the first or the last would make three.
    """
    first, *others = split_list(passage, start, end)
    return not first and all(len(one.split()) <= _LONGEST for one in others)
