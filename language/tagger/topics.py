"""Facets whose words carry their own meaning: goals, formats, who takes part, and the like.

Here a word counts unless it is denied or only part of a name; facets that need to know who does
what to whom have modules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from language.tagger import roles
from language.tagger.context import Passage
from language.tagger.denial import is_another_word, is_denied
from language.tagger.finder import Hit
from language.tagger.values import Candidate

_BASE: Mapping[str, float] = {"goal": 0.5, "format": 0.6, "stakeholder": 0.5}
_OTHER = 0.55


def read_topics(passage: Passage, facets: frozenset[str]) -> Iterator[Candidate]:
    """Propose values of the given facets from one passage."""
    for facet in facets:
        for hit in passage.hits.get(facet, ()):
            if not is_denied(passage, hit) and not is_another_word(passage, hit):
                confidence = weigh_topic(passage, facet, hit)
                yield Candidate(facet, hit.code, hit.start, hit.end, confidence, "rule:word")


def weigh_topic(passage: Passage, facet: str, hit: Hit) -> float:
    """How surely the phrase speaks of this programme."""
    confidence = _BASE.get(facet, _OTHER)
    if facet == "goal" and passage.cues.get("aim"):
        confidence += 0.15
    if facet == "stakeholder":
        confidence += _weigh_body(passage, hit)
    if facet != "format" and roles.is_figure(passage, hit):
        confidence -= 0.1
    return confidence


def _weigh_body(passage: Passage, hit: Hit) -> float:
    """What speaks for and against a body that takes part, not one that pays, hires or evaluates."""
    if roles.is_near(passage, "running", hit, 6):
        return 0.1
    against = any(roles.is_near(passage, role, hit, 3) for role in ("paying", "hiring", "prize"))
    return -0.25 if roles.is_near(passage, "evaluation", hit) else -0.15 * against
