"""Words for goals that are no aim of the programme for those it serves.

A piece of a body's name, what mentors are taught, and what another programme does.
"""

from __future__ import annotations

from language.tagger import roles
from language.tagger.clauses import leads_to
from language.tagger.context import Passage
from language.tagger.finder import Hit

_REACH = 8


def is_nobodys_aim(passage: Passage, hit: Hit) -> bool:
    """Tell whether a word for a goal speaks of something else than the programme's aims."""
    return (
        _is_within_body(passage, hit) or _is_for_mentors(passage, hit) or _is_anothers(passage, hit)
    )


def _is_within_body(passage: Passage, hit: Hit) -> bool:
    """Tell whether a goal is only a piece of a body's name ("employment service")."""
    return any(roles.is_piece(hit, body) for body in passage.hits.get("stakeholder", ()))


def _is_for_mentors(passage: Passage, hit: Hit) -> bool:
    """Tell whether it is what mentors are taught; what they think of others is an aim."""
    return hit.code != "mindset_change" and any(
        leads_to(passage, cue, hit, roles.NEAR)
        and not roles.has_between(passage, "mentee", cue.end, hit.start)
        for cue in passage.cues.get("mentors_taught", ())
    )


def _is_anothers(passage: Passage, hit: Hit) -> bool:
    """Tell whether another programme does it ("another project of the city finds them work"), or it
    is another's aim; work may be found "in another organisation".
    """
    return any(
        leads_to(passage, cue, hit, _REACH)
        or (
            leads_to(passage, hit, cue, roles.NEAR)
            and roles.is_equated(passage, hit.end, cue.start)
        )
        for cue in passage.cues.get("another_one", ())
        if not _is_ones_participant(passage, cue)
    )


def _is_ones_participant(passage: Passage, cue: Hit) -> bool:
    """Tell whether it is another one of those who take part ("another programme participant")."""
    people = [*passage.cues.get("mentee", ()), *passage.cues.get("mentor", ())]
    return any(
        cue.end <= one.start and not passage.between(cue.end, one.start).strip() for one in people
    )
