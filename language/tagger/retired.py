"""Retired people: the ones who mentor, those who are mentored, and who merely gave up a post.

The same words serve all three; who stands beside them in the sentence tells which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from language.tagger import roles
from language.tagger.compose import find_origins
from language.tagger.context import Passage
from language.tagger.finder import Hit

RETIRED = ("mentor_type", "retired_professionals")

_OBJECT = re.compile(r"\s*(?:a|à|an|des|les|los|las|the|i|gli|le|els|os|as)?\s*", re.IGNORECASE)
"""What may stand between a verb and those whom it does something to; "by" is not among it."""

_AS = re.compile(r"\b(?:as|als|comme|como|come|som|jako|com a|ως)\s+$", re.IGNORECASE)
_REACH = 4
_MADE_OF = re.compile(
    r"\b(?:who|qui|que|che|som|die|der|jotka|którzy|kteří|among|amongst|from|include\w*|including|of"
    r"|parmi|compren\w+|unter|aus|umfassen|onder|uit|bland|blandt|blant|från|fra|entre|tra|incluyen"
    r"|includono|incluem|spośród|mezi|and|et|und|en|y|e|och|og|ja|or|ou|oder)\b",
    re.IGNORECASE,
)
"""Words that say of mentors who they are ("mentors from among retired immigrants")."""


def is_not_mentoring(passage: Passage, hit: Hit) -> bool:
    """Tell whether retired people do not mentor here, or nobody is retired but has left a post."""
    if (hit.facet, hit.code) != RETIRED:
        return False
    mentors = passage.hits.get("mentor_type", ())
    own = [one for one in mentors if one.code == hit.code and roles.overlap(one, hit)]
    beside = [one for one in _people(passage) if any(_touch(passage, one, each) for each in own)]
    others = [one for one in mentors if one.code != hit.code and one not in beside]
    return roles.distance(passage, "left_post", hit) == 0 or _is_mentored(passage, beside, others)


def _people(passage: Passage) -> list[Hit]:
    """The phrases that may describe the same people: not "students mentor", a verb among them."""
    hits = [*passage.hits.get("mentor_type", ()), *find_origins(passage)]
    verbs = passage.cues.get("mentoring", ())
    return [one for one in hits if not any(roles.overlap(one, verb) for verb in verbs)]


def _is_mentored(passage: Passage, beside: Sequence[Hit], others: Sequence[Hit]) -> bool:
    """Whether others accompany them ("students mentor retired refugees"); `beside` are the phrases
    that describe the retired people, `others` those for other mentors.
    """
    cues = [cue for role in ("mentoring", "mentor") for cue in passage.cues.get(role, ())]
    came = any(one in beside for one in find_origins(passage))
    start = min((one.start for one in beside), default=0)
    if came and any(_do_something(passage, one, start) for one in passage.cues.get("mentor", ())):
        return True
    if not others or not cues:
        return False
    if came:
        return True
    return any(
        any(other.start < cue.start for other in others)
        and cue.end <= start
        and _OBJECT.fullmatch(passage.between(cue.end, start)) is not None
        for cue in cues
    ) or (
        any(roles.is_governed_by_for(passage, one) for one in beside)
        and any(roles.is_mentor(passage, other) for other in others if other.end <= start)
    )


def _do_something(passage: Passage, mentors: Hit, start: int) -> bool:
    """Whether mentors do something to those who follow ("mentors visit retired immigrants"): a
    verb stands between, and neither a comma nor what makes mentors of them.
    """
    between = passage.between(mentors.end, start)
    return (
        mentors.end < start
        and 1 <= passage.words_between(mentors.end, start) <= _REACH
        and re.fullmatch(r"[\w\s’'-]+", between) is not None
        and not _OBJECT.fullmatch(between)
        and not _MADE_OF.search(between)
        and not _AS.search(passage.between(passage.start, mentors.start))
        and not roles.is_equated(passage, mentors.end, start)
        and not roles.is_joined(passage, mentors.end, start)
    )


def _touch(passage: Passage, first: Hit, second: Hit) -> bool:
    between = passage.between(min(first.end, second.end), max(first.start, second.start))
    return roles.overlap(first, second) or not between.strip(" -‐")
