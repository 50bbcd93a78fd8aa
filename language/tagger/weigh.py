"""Weighing the candidates of one text: one tag a value, with the strongest, shortest quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from language.tagger.values import ACCEPT, RULED, Candidate, Tag
from practices_db.vocabulary import load_vocabulary

_ECHO = 0.25
"""What each further mention adds, as a share of its own confidence."""

_SHADOWS: Mapping[str, str] = {
    "highly_skilled_immigrants": "immigrants_newcomers",
    "low_skilled_immigrants": "immigrants_newcomers",
    "immigrant_women": "immigrants_newcomers",
    "immigrant_youth": "immigrants_newcomers",
    "immigrant_students": "immigrants_newcomers",
    "immigrant_families": "immigrants_newcomers",
    "immigrant_entrepreneurs": "immigrants_newcomers",
    "refugees": "immigrants_newcomers",
    "asylum_seekers": "immigrants_newcomers",
    "unaccompanied_minors": "immigrant_youth",
}
"""A more exact description of the same people takes the place of the general one."""


_GENERAL: Mapping[str, str] = {
    "immigrants_newcomers": "target_group",
    "community_volunteers": "mentor_type",
}
"""Words that often only refer back ("the newcomers", "the volunteers") once others are exact."""

_REFERS_BACK = 0.3


def weigh_candidates(text: str, candidates: Iterable[Candidate]) -> list[Tag]:
    """Join the candidates of each value into one tag, in order of facet, then of place."""
    shown = _without_shadowed(list(candidates))
    by_value: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in shown:
        by_value[candidate.facet, candidate.value].append(candidate)
    tags = [_joined(text, group) for group in by_value.values()]
    tags = _one_of_single([_doubted(tag, tags) for tag in tags])
    return sorted(tags, key=lambda tag: (tag.facet, tag.start, tag.end, tag.value))


def _one_of_single(tags: list[Tag]) -> list[Tag]:
    """Keep only the surest tag of a facet that has one value."""
    facets = load_vocabulary().facets
    best: dict[str, Tag] = {}
    for tag in tags:
        known = best.get(tag.facet)
        if facets[tag.facet].single and (known is None or tag.confidence > known.confidence):
            best[tag.facet] = tag
    return [tag for tag in tags if not facets[tag.facet].single or best[tag.facet] is tag]


def _doubted(tag: Tag, tags: list[Tag]) -> Tag:
    """Lower a general value where the same text has an exact one.

    Groups of `RULED` say nothing of where people come from: newcomers beside them are others.
    """
    if _GENERAL.get(tag.value) != tag.facet:
        return tag
    exact = any(
        other.facet == tag.facet
        and other.value != tag.value
        and other.value not in RULED
        and other.confidence >= ACCEPT
        for other in tags
    )
    return replace(tag, confidence=max(0.05, tag.confidence - _REFERS_BACK)) if exact else tag


def _without_shadowed(candidates: list[Candidate]) -> list[Candidate]:
    exact = [found for found in candidates if found.value in _SHADOWS]
    return [
        candidate
        for candidate in candidates
        if not any(
            other.facet == candidate.facet
            and _SHADOWS[other.value] == candidate.value
            and other.start <= candidate.start
            and candidate.end <= other.end
            for other in exact
        )
    ]


def _joined(text: str, group: list[Candidate]) -> Tag:
    best = max(group, key=lambda found: (round(found.confidence, 6), -(found.end - found.start)))
    doubt = 1 - best.confidence
    for other in group:
        if other is not best:
            doubt *= 1 - _ECHO * other.confidence
    return Tag(
        facet=best.facet,
        value=best.value,
        kind="literal" if best.detail is not None else "concept",
        start=best.start,
        end=best.end,
        quote=text[best.start : best.end],
        confidence=round(min(0.99, 1 - doubt), 4),
        method=best.rule,
        detail=dict(best.detail or {}),
    )
