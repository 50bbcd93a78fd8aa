"""Who pays for the programme: payers near a word for paying, not prize-givers or study funders."""

from __future__ import annotations

from collections.abc import Iterator

from language.tagger import roles
from language.tagger.context import Passage
from language.tagger.finder import Hit
from language.tagger.values import Candidate

_SPEAKS_FOR_ITSELF = frozenset({"eu_funds", "social_impact_bond", "individual_donations"})
_FACET = "funding_model"


def read_payers(passage: Passage) -> Iterator[Candidate]:
    """Propose funding models of one passage."""
    for hit in passage.hits.get(_FACET, ()):
        if roles.is_denied(passage, hit):
            continue
        confidence = _paying(passage, hit)
        yield Candidate(_FACET, hit.code, hit.start, hit.end, confidence, "rule:payer")


def _paying(passage: Passage, hit: Hit) -> float:
    """How surely the phrase names somebody who pays for the programme."""
    confidence = 0.55 if hit.code in _SPEAKS_FOR_ITSELF else 0.2
    gap = roles.distance(passage, "paying", hit)
    if gap is not None:
        confidence += 0.4 if gap <= roles.CLAUSE else 0.2
    if roles.is_near(passage, "prize", hit, roles.CLAUSE):
        confidence -= 0.45
    if roles.is_near(passage, "evaluation", hit):
        confidence -= 0.35
    return max(0.05, min(0.9, confidence))
