"""Who pays for the programme: payers near a word for paying, not prize-givers or study funders."""

from __future__ import annotations

from collections.abc import Iterator

from language.tagger import roles
from language.tagger.context import Passage
from language.tagger.denial import is_denied
from language.tagger.finder import Hit
from language.tagger.values import Candidate

_SPEAKS_FOR_ITSELF = frozenset({"eu_funds", "social_impact_bond", "individual_donations"})
_FACET = "funding_model"


def read_payers(passage: Passage) -> Iterator[Candidate]:
    """Propose funding models of one passage."""
    for hit in passage.hits.get(_FACET, ()):
        if is_denied(passage, hit) or _is_part(passage, hit):
            continue
        confidence = weigh_payer(passage, hit)
        yield Candidate(_FACET, hit.code, hit.start, hit.end, confidence, "rule:payer")


def weigh_payer(passage: Passage, hit: Hit) -> float:
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


def _is_part(passage: Passage, hit: Hit) -> bool:
    """Whether the phrase is a piece of another's name ("Fonds" in "Europees Sociaal Fonds") or
    begins with one ("Fonds betaalt").
    """
    return any(
        other.code != hit.code
        and (roles.is_piece(hit, other) or other.start < hit.start < other.end)
        for other in passage.hits.get(_FACET, ())
    )
