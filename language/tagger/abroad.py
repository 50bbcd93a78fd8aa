"""Whether a text speaks of people from elsewhere: where nothing does, it serves others.

The classifier has learned from programmes for migrants and takes young people in hardship, women
or the long-term unemployed for immigrants by the meaning of a sentence. Where a phrase names such
people and no word of the text says that anybody came from elsewhere, that waits for review.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from language.tagger.context import PEOPLE, Passage
from language.tagger.values import ACCEPT, Tag

_TARGETS = "target_group"
_FROM_ELSEWHERE = frozenset(
    {
        "refugees",
        "asylum_seekers",
        "immigrants_newcomers",
        "ethnic_minorities",
        "unaccompanied_minors",
        "immigrant_youth",
        "immigrant_women",
        "immigrant_students",
        "immigrant_families",
        "immigrant_entrepreneurs",
    }
)
"""Groups whose phrases say that somebody came; those of the skilled and the unskilled do not."""

_CAME = frozenset({"origin", "fled", "came"})
_IMMIGRANTS = _FROM_ELSEWHERE | {"low_skilled_immigrants", "highly_skilled_immigrants"}
_ANYBODY = frozenset(
    {
        "disadvantaged_youth",
        "long_term_unemployed",
        "people_in_or_after_prison",
        "single_parents",
    }
)
_REVIEWED = 0.45


def weigh_from_here(passages: Sequence[Passage], tags: Sequence[Tag]) -> list[Tag]:
    """Lower groups of immigrants in a text that names others and nobody from elsewhere."""
    if not _names_others(tags) or _speaks_of_coming(passages):
        return list(tags)
    return [
        replace(tag, confidence=min(tag.confidence, _REVIEWED))
        if tag.facet == _TARGETS and tag.value in _IMMIGRANTS
        else tag
        for tag in tags
    ]


def _names_others(tags: Sequence[Tag]) -> bool:
    """Whether a phrase names a group of people that need not be immigrants."""
    return any(
        tag.facet == _TARGETS
        and tag.value in _ANYBODY
        and tag.confidence >= ACCEPT
        and tag.method != "model:meaning"
        for tag in tags
    )


def _speaks_of_coming(passages: Sequence[Passage]) -> bool:
    return any(
        hit.code in _FROM_ELSEWHERE
        for passage in passages
        for hit in passage.hits.get(_TARGETS, ())
    ) or any(hit.code in _CAME for passage in passages for hit in passage.hits.get(PEOPLE, ()))
