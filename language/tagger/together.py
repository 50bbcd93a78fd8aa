"""Values of different facets that speak for each other, and bodies that a text only mentions.

An employer takes part that lends people, money, rooms or places; one that somebody applies to does
not. What shows it stands in other facets of the same text, so the tags are read together here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from language.tagger.mentions import Mention
from language.tagger.retired import RETIRED
from language.tagger.values import ACCEPT, Tag

Value = tuple[str, str]
"""Facet and code."""

_SHOWN: Mapping[Value, frozenset[Value]] = {
    ("stakeholder", "employers"): frozenset(
        {
            ("mentor_type", "corporate_volunteers"),
            ("funding_model", "corporate_sponsorship"),
            ("funding_model", "in_kind_support"),
            ("format", "workplace"),
        }
    ),
    ("stakeholder", "university"): frozenset(
        {("mentor_type", "students"), ("target_group", "immigrant_students")}
    ),
    ("mentor_type", "students"): frozenset(
        {("stakeholder", "university"), ("goal", "education_success")}
    ),
    ("target_group", "highly_skilled_immigrants"): frozenset(
        {
            ("mentor_type", "active_professionals"),
            ("mentor_type", "corporate_volunteers"),
            ("goal", "credential_recognition"),
            ("stakeholder", "employers"),
        }
    ),
    ("target_group", "immigrant_families"): frozenset(
        {("mentor_type", "community_volunteers"), ("goal", "social_inclusion")}
    ),
}
"""Of some values the others that show them: an employer's staff as mentors, a trade's people for
those who have learned it, neighbours for families.
"""

_VOLUNTEERS = ("mentor_type", "community_volunteers")
_TRADES = frozenset({("mentor_type", "active_professionals"), ("mentor_type", "entrepreneurs")})
_TOLD = 0.6
"""How sure it is at least that mentors are retired where "retired volunteers" stands, or where
"retired managers" do something for others: no other sentence has to bear it out.
"""

_SHOWN_TOO, _NOT_SHOWN = 0.1, 0.15
_ONLY_PAYS = 0.2
"""What a value's confidence gains and loses; a ministry that only pays is no stakeholder."""


def weigh_together(tags: Sequence[Tag], mentions: Sequence[Mention]) -> list[Tag]:
    """Raise the values that other tags show, lower those that stand alone."""
    stated = {(tag.facet, tag.value) for tag in tags if tag.confidence >= ACCEPT}
    sure = [one for one in mentions if not one.denied]
    return [replace(tag, confidence=_weighed(tag, stated, sure)) for tag in tags]


def _weighed(tag: Tag, stated: set[Value], mentions: Sequence[Mention]) -> float:
    value = tag.facet, tag.value
    if shown := _SHOWN.get(value):
        change = -_NOT_SHOWN if shown.isdisjoint(stated) else _SHOWN_TOO
    elif value == RETIRED:
        return max(tag.confidence, _TOLD) if _is_told(mentions) else tag.confidence
    elif value == ("stakeholder", "national_authority"):
        own = [one for one in mentions if (one.facet, one.code) == value]
        change = -_ONLY_PAYS if _only_pays(own) else 0.0
    else:
        return tag.confidence
    return round(min(0.99, max(0.05, tag.confidence + change)), 4)


def _is_told(mentions: Sequence[Mention]) -> bool:
    """Whether a word for retired people touches one for volunteers, or for a trade whose people
    mentor, and both take part.
    """
    taking_part = [one for one in mentions if not one.name and not one.in_passing]
    return any(
        (value := (other.facet, other.code)) == _VOLUNTEERS
        or (value in _TRADES and _mentor(one, other, mentions))
        for one in taking_part
        if (one.facet, one.code) == RETIRED
        for other in taking_part
        if max(one.start, other.start) - min(one.end, other.end) <= 1
    )


def _mentor(retired: Mention, trade: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether they are called mentors, or mentoring stands near them and nobody else before."""
    start = min(retired.start, trade.start)
    first = all(one.start >= start for one in mentions if one.sentence == retired.sentence)
    beside = any(one.near("mentoring", 4) or one.near("mentor", 3) for one in (retired, trade))
    return retired.is_mentor or trade.is_mentor or (first and beside)


def _only_pays(mentions: Sequence[Mention]) -> bool:
    """Whether a body stands beside words for paying and never beside those for running."""
    return (
        bool(mentions)
        and all(one.near("paying", 5) for one in mentions)
        and not any(one.near("running", 4) for one in mentions)
    )
