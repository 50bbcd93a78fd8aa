"""Who is served and who mentors: the facets whose words say little without their role.

Composition of descriptions ("women" + "from abroad") is in `compose.py`; the roles themselves
are read in `roles.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from language.tagger import roles
from language.tagger.compose import compose_mentors, compose_targets, find_volunteers
from language.tagger.context import Passage
from language.tagger.denial import is_denied
from language.tagger.finder import Hit
from language.tagger.values import RULED, Candidate

ALONE: Mapping[str, float] = {  # how often such words mean the mentors when no cue is near
    "community_volunteers": 0.5,
    "retired_professionals": 0.5,
    "corporate_volunteers": 0.3,
    "paid_coaches": 0.3,
    "peer_migrants": 0.55,
    "alumni": 0.5,
    "active_professionals": 0.3,
    "entrepreneurs": 0.25,
    "students": 0.3,
    "public_servants": 0.25,
}
COMPOSED: Mapping[str, float] = {
    "corporate_volunteers": 0.45,
    "paid_coaches": 0.55,
    "peer_migrants": 0.55,
    "alumni": 0.55,
}


def read_people(passage: Passage) -> Iterator[Candidate]:
    """Propose target groups and mentor types of one passage."""
    mentors = list(compose_mentors(passage))
    peers = [hit for hit in mentors if hit.code == "peer_migrants"]
    for hit in [*passage.hits.get("target_group", ()), *compose_targets(passage)]:
        if not is_denied(passage, hit) and not roles.is_name(passage, hit):
            confidence = weigh_served(passage, hit) - (0.35 if _within(hit, peers) else 0)
            yield _made("target_group", hit, confidence, "rule:served")
    for hit in own_mentors(passage):
        if not is_denied(passage, hit) and not roles.is_name(passage, hit):
            yield _made(
                "mentor_type", hit, weigh_mentoring(passage, hit, ALONE), "rule:mentor-role"
            )
    for hit in mentors:
        if not is_denied(passage, hit):
            confidence = weigh_mentoring(passage, hit, COMPOSED)
            yield _made("mentor_type", hit, confidence, "rule:mentor-composed")


def own_mentors(passage: Passage) -> list[Hit]:
    """The phrases for mentors; "volunteers" says nothing more in "volunteers from companies", and
    nobody is paid who is a "volunteer job coach".
    """
    hits = passage.hits.get("mentor_type", ())
    exact = [hit for hit in hits if hit.code == "corporate_volunteers"]
    unpaid = find_volunteers(passage)
    return [
        hit
        for hit in hits
        if not (hit.code == "community_volunteers" and _within(hit, exact))
        and not (hit.code == "paid_coaches" and roles.touches(passage, hit, unpaid))
    ]


def _made(facet: str, hit: Hit, confidence: float, rule: str) -> Candidate:
    bounded = max(0.05, min(0.95, confidence))
    return Candidate(facet, hit.code, hit.start, hit.end, bounded, rule)


def _within(hit: Hit, others: list[Hit]) -> bool:
    return any(roles.overlap(hit, other) for other in others)


def weigh_served(passage: Passage, hit: Hit) -> float:
    """How surely those described are the ones whom the programme serves."""
    confidence = 0.7
    if roles.is_governed_by_for(passage, hit) or roles.is_near(passage, "mentee", hit):
        confidence = 0.85
    if roles.is_mentor(passage, hit):
        confidence -= _as_mentors(passage, hit)
    if roles.is_figure(passage, hit):
        confidence -= 0.25
    if roles.is_example(passage, hit):
        confidence -= 0.2
    return confidence


def _as_mentors(passage: Passage, hit: Hit) -> float:
    """What it costs to stand as those who mentor.

    Where no classifier weighs it again, people whom mentors do something to are served.
    """
    if hit.code not in RULED:
        return 0.25
    return 0 if roles.is_acted_on(passage, hit) else 0.4


def weigh_mentoring(passage: Passage, hit: Hit, alone: Mapping[str, float]) -> float:
    """How surely those described are the ones who mentor."""
    confidence = alone.get(hit.code, 0.3)
    if roles.is_mentor(passage, hit):
        confidence += 0.3
    elif passage.cues.get("mentor") or passage.cues.get("mentoring"):
        confidence += 0.1
    if roles.is_governed_by_for(passage, hit):
        confidence -= 0.15
    if roles.is_near(passage, "mentee", hit, 1):
        confidence -= 0.3
    if roles.is_figure(passage, hit) or roles.is_example(passage, hit):
        confidence -= 0.15
    return confidence
