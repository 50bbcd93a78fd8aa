"""Bodies that a text only mentions: where mentees look for work, where they studied, who pays.

An employer takes part that lends people, money, rooms or places; one that somebody applies to does
not. What shows it stands in other facets of the same text, so the tags are read together here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from language.tagger.mentions import Mention
from language.tagger.values import ACCEPT, Tag

_FACET = "stakeholder"
_SHOWN: Mapping[str, frozenset[tuple[str, str]]] = {
    "employers": frozenset(
        {
            ("mentor_type", "corporate_volunteers"),
            ("funding_model", "corporate_sponsorship"),
            ("funding_model", "in_kind_support"),
            ("format", "workplace"),
        }
    ),
    "university": frozenset({("mentor_type", "students"), ("target_group", "immigrant_students")}),
}
"""The values that show of a body that it takes part."""

_SHOWN_TOO, _NOT_SHOWN = 0.1, 0.15
_ONLY_PAYS = 0.2
"""What a body's confidence gains and loses; a ministry that only pays is no stakeholder."""


def weigh_bodies(tags: Sequence[Tag], mentions: Sequence[Mention]) -> list[Tag]:
    """Raise the bodies that other tags show to take part, lower those that stand alone."""
    stated = {(tag.facet, tag.value) for tag in tags if tag.confidence >= ACCEPT}
    own = [one for one in mentions if one.facet == _FACET and not one.denied]
    return [
        replace(tag, confidence=_weighed(tag, stated, [m for m in own if m.code == tag.value]))
        if tag.facet == _FACET
        else tag
        for tag in tags
    ]


def _weighed(tag: Tag, stated: set[tuple[str, str]], mentions: Sequence[Mention]) -> float:
    change = 0.0
    if shown := _SHOWN.get(tag.value):
        change = -_NOT_SHOWN if shown.isdisjoint(stated) else _SHOWN_TOO
    elif tag.value == "national_authority" and _only_pays(mentions):
        change = -_ONLY_PAYS
    return round(min(0.99, max(0.05, tag.confidence + change)), 4)


def _only_pays(mentions: Sequence[Mention]) -> bool:
    """Whether a body stands beside words for paying and never beside those for running."""
    return (
        bool(mentions)
        and all(one.near("paying", 5) for one in mentions)
        and not any(one.near("running", 4) for one in mentions)
    )
