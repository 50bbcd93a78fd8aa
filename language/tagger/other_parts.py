"""People named beside a programme who have another part in it than mentoring.

Those of a trade who came themselves, a salaried coach who is no firm's volunteer, researchers who
look at it, staff who only send people to it, and people of whom "themselves" says that they came
but who are served.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.tagger import roles
from language.tagger.clauses import leads_to
from language.tagger.context import PEOPLE, Passage
from language.tagger.finder import Hit
from language.tagger.trades import TRADE, are_mentees, came_with_trade

_REFERS, _ACTS, _WHOSE = 3, 3, 6
_COACH = re.compile(r"coach", re.IGNORECASE)
_SERVED = frozenset({"youth", "pupils"})


def has_other_part(passage: Passage, hit: Hit) -> bool:
    """Tell whether people whom a phrase names for mentors have another part here."""
    if hit.facet != TRADE[0]:
        return False
    if hit.code == TRADE[1]:
        came = came_with_trade(passage, hit) is not None or are_mentees(passage, hit)
        return came or _looks_at_it(passage, hit)
    if hit.code == "corporate_volunteers":
        return _is_salaried_coach(passage, hit)
    if hit.code == "paid_coaches":
        return _refers(passage, hit)
    return hit.code == "peer_migrants" and (_is_alone(passage, hit) or _is_served(passage, hit))


def _looks_at_it(passage: Passage, hit: Hit) -> bool:
    """Whether researchers do not mentor: no word for it is near."""
    studies = any(roles.overlap(cue, hit) for cue in passage.cues.get("evaluation", ()))
    return (
        studies
        and not roles.is_mentor(passage, hit)
        and not roles.is_near(passage, "mentor", hit)
        and not any(leads_to(passage, hit, cue, _ACTS) for cue in passage.cues.get("mentoring", ()))
    )


def _is_salaried_coach(passage: Passage, hit: Hit) -> bool:
    """Whether a word for an employee only says that a coach is paid, and no firm's name follows."""
    return any(
        hit.start < end and start < hit.end and not _names_firm(passage, hit, end)
        for start, end in _salaried(passage)
    )


def _salaried(passage: Passage) -> Iterator[tuple[int, int]]:
    """The stretches in which a word for a salary and one for a coach stand together."""
    cues = [
        cue
        for cue in passage.cues.get("mentor", ())
        if _COACH.search(passage.between(cue.start, cue.end))
    ]
    for paid in passage.hits.get(PEOPLE, ()):
        for cue in cues if paid.code == "paid" else ():
            if roles.gap(passage, paid, cue) <= 1:
                yield min(paid.start, cue.start), max(paid.end, cue.end)


def _names_firm(passage: Passage, hit: Hit, end: int) -> bool:
    """Whether a company follows without a comma ("a salaried coach of the company")."""
    return any(
        one.code == "company"
        and one.start >= hit.start
        and "," not in passage.between(hit.start, one.end)
        and passage.words_between(min(end, one.start), one.start) <= _REFERS
        for one in passage.hits.get(PEOPLE, ())
    )


def _refers(passage: Passage, hit: Hit) -> bool:
    """Whether staff only send people to the programme ("a social worker refers them")."""
    near = any(
        leads_to(passage, hit, cue, _REFERS)
        and "," not in passage.between(hit.end, cue.start)
        and not _accompany(passage, cue)
        for cue in passage.cues.get("refers", ())
    )
    by = any(
        cue.end <= hit.start and passage.words_between(cue.end, hit.start) <= _REFERS - 1
        for cue in passage.cues.get("referred_by", ())
    )
    return (near or by) and not roles.is_mentor(passage, hit)


def _accompany(passage: Passage, refers: Hit) -> bool:
    """Whether they accompany as well those whom they send ("refer and support young people")."""
    cues = [cue for role in ("accompany", "mentoring") for cue in passage.cues.get(role, ())]
    return any(leads_to(passage, refers, cue, _REFERS) for cue in cues)


def _is_alone(passage: Passage, hit: Hit) -> bool:
    """Whether "by themselves" says that nobody came with them."""
    return any(roles.overlap(cue, hit) for cue in passage.cues.get("alone", ()))


def _is_served(passage: Passage, hit: Hit) -> bool:
    """Whether it is said of those whom the programme is for ("for young people who fled")."""
    return any(
        one.code in _SERVED
        and _is_behind(passage, one, hit)
        and roles.is_governed_by_for(passage, one)
        and not roles.has_between(passage, "mentor", one.end, hit.start)
        for one in passage.hits.get(PEOPLE, ())
    )


def _is_behind(passage: Passage, first: Hit, second: Hit) -> bool:
    """Tell whether a phrase follows another in the same sentence, a relative clause included."""
    between = passage.between(first.end, second.start)
    near = passage.words_between(first.end, second.start) <= _WHOSE
    return first.end <= second.start and near and re.search(r"[;:.()–—]", between) is None
