"""The parts of a page that each present something of its own, such as the entries of a list.

A programme page has parts too: what they are headed by tells the two apart. "How it works" and
"The mentors" are parts of one thing; names are things of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from language.tagger.finder import Hit
from pipelines.describe.model import Section
from pipelines.screen.words import KIND, ROLE, find_words

_FEWEST = 3
_LONGEST_NAME = 12  # words: more are a sentence
_PLAIN = 14  # characters of a word that only names a role: "Patenschaften"
_LEAST_SAID = 60  # characters below the heading
# What the headings of one programme, a guide or an organisation say.
_COMMON = {
    "asks",
    "join",
    "house",
    "own",
    "general",
    "advice",
    "guide_title",
    "studied",
    "running",
    "until",
    "organised",
}


def is_name(heading: str) -> bool:
    """Whether a heading can be the name of something, and is no question or common title."""
    words = heading.split()
    if not 0 < len(words) <= _LONGEST_NAME or heading.rstrip().endswith("?"):
        return False
    hits = find_words(heading)
    if any(hit.facet == KIND and hit.code in _COMMON for hit in hits):
        return False
    return len(heading) - _covered(hits) > 3


def _covered(hits: Sequence[Hit]) -> int:
    """Characters of a heading that only name a mentor, a mentee or mentoring.

    A long compound says more: "Ankommenspatenschaften" is one kind of them, and a name.
    """
    spans = sorted((hit.start, hit.end) for hit in hits if hit.facet == ROLE and _is_plain(hit))
    covered = end = 0
    for start, stop in spans:
        covered += max(0, stop - max(start, end))
        end = max(end, stop)
    return covered


def _is_plain(hit: Hit) -> bool:
    return hit.end - hit.start <= _PLAIN


def named_parts(sections: Sequence[Section]) -> int:
    """How many sections of the commonest level below the title are headed by names and say
    something; none where they are few, or where most of that level are headed by something else.
    """
    below = [section for section in sections if section.level >= 2 and section.role == "body"]
    levels = Counter(section.level for section in below)
    if not levels:
        return 0
    level = min(levels, key=lambda one: (-levels[one], one))
    same = [section for section in below if section.level == level]
    named = [one for one in same if is_name(one.heading) and _says(one)]
    return len(named) if len(named) >= max(_FEWEST, 0.6 * len(same)) else 0


def _says(section: Section) -> bool:
    return section.end - section.start - len(section.heading) >= _LEAST_SAID
