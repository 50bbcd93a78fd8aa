"""Descriptions of people put together from two phrases: origin + women -> immigrant_women.

Only the joining belongs here; the building blocks are data in `lexicon/people.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from language.tagger import roles
from language.tagger.context import PEOPLE, Passage
from language.tagger.finder import Hit
from language.tagger.scant import find_lacking
from language.tagger.trades import came_with_trade
from language.tagger.young import young_by_age

_TRAITS = {
    "women": "immigrant_women",
    "youth": "immigrant_youth",
    "pupils": "immigrant_students",
    "entrepreneurs": "immigrant_entrepreneurs",
    "families": "immigrant_families",
    "skilled": "highly_skilled_immigrants",
    "unskilled": "low_skilled_immigrants",
}
_ORIGINS = frozenset({"refugees", "asylum_seekers", "immigrants_newcomers", "ethnic_minorities"})
_IN_FLIGHT = frozenset({"refugees", "asylum_seekers"})
_REACH, _NEAR = 6, 3
_STOP = re.compile(r"[;:()–—!?.]")


def compose_targets(passage: Passage) -> Iterator[Hit]:
    """Yield a target group for each origin and trait close to each other, and for what lacks."""
    origins = find_origins(passage)
    yield from find_lacking(passage)
    yield from _compose_descent(passage, origins)
    for trade in passage.hits.get("mentor_type", ()):
        if came := came_with_trade(passage, trade):
            yield _made("target_group", "highly_skilled_immigrants", trade, came)
    if not origins:
        return
    for trait in (*passage.hits.get(PEOPLE, ()), *young_by_age(passage, origins)):
        code = _TRAITS.get(trait.code)
        own = code is not None and not roles.is_name(passage, trait)  # no piece of a body's name
        joined = _join(passage, trait, origins, _REACH) if own else None
        if code and joined:
            yield _made("target_group", code, *joined)


def _compose_descent(passage: Passage, origins: Sequence[Hit]) -> Iterator[Hit]:
    """Yield those whose parents came; a refugee's child mostly is a refugee. Whose descent it is
    stands behind, or before an "and": "immigrants whose parents live abroad" came themselves.
    """
    blocks = passage.hits.get(PEOPLE, ())
    fled = [hit for hit in origins if hit.code in _IN_FLIGHT]
    settled = [hit for hit in origins if not any(roles.overlap(hit, one) for one in fled)]
    for hit in (block for block in blocks if block.code == "descent"):
        theirs = [
            one
            for one in settled
            if one.end > hit.end or roles.is_joined(passage, one.end, hit.start)
        ]
        came = [one for one in blocks if one.code == "came" and one.start >= hit.end]
        joined = _join(passage, hit, theirs, _NEAR) or _join(passage, hit, came, _REACH)
        if joined:
            yield _made("target_group", "ethnic_minorities", *joined)


def compose_mentors(passage: Passage) -> Iterator[Hit]:
    """Yield a mentor type for staff of a firm, a paid mentor, one who was mentored or migrated."""
    blocks = passage.hits.get(PEOPLE, ())
    mentors = passage.cues.get("mentor", ())
    firms = [hit for hit in blocks if hit.code == "company"]
    volunteers = find_volunteers(passage)
    for hit in blocks:
        if hit.code == "staff" and (
            joined := _join(passage, hit, firms, 4)
            or _join(passage, hit, _lenders(passage, hit, firms), _NEAR)
        ):
            yield _made("mentor_type", "corporate_volunteers", *joined)
        paid = hit.code == "paid" and not roles.touches(passage, hit, volunteers)
        if paid and (joined := _join(passage, hit, mentors, 2)):
            yield _made("mentor_type", "paid_coaches", *joined)
        if hit.code == "past_client":
            yield _made("mentor_type", "alumni", hit, hit)
    selves = passage.cues.get("self", ())
    for hit in find_origins(passage):
        if joined := _join(passage, hit, selves, 2):
            yield _made("mentor_type", "peer_migrants", *joined)


def _lenders(passage: Passage, staff: Hit, firms: Sequence[Hit]) -> list[Hit]:
    """The words that say that an employer lends its staff: "encourages its staff" only where a firm
    does, or to mentor.
    """
    to_mentor = any(
        staff.end <= cue.start and passage.words_between(staff.end, cue.start) <= _REACH
        for role in ("mentor", "mentoring", "accompany")
        for cue in passage.cues.get(role, ())
    )
    codes = {"lends", "lets"} if firms or to_mentor else {"lends"}
    return [
        one
        for one in passage.hits.get(PEOPLE, ())
        if one.code == "lent"
        or (
            one.code in codes
            and one.start < staff.start
            and "," not in passage.between(one.end, staff.start)
        )
    ]


def find_volunteers(passage: Passage) -> list[Hit]:
    """List the phrases for mentors who are not paid."""
    return [
        hit for hit in passage.hits.get("mentor_type", ()) if hit.code == "community_volunteers"
    ]


def find_origins(passage: Passage) -> list[Hit]:
    """List the phrases that say that somebody comes from elsewhere."""
    blocks = [hit for hit in passage.hits.get(PEOPLE, ()) if hit.code == "origin"]
    groups = [hit for hit in passage.hits.get("target_group", ()) if hit.code in _ORIGINS]
    return [*groups, *blocks]


def _join(passage: Passage, hit: Hit, others: Sequence[Hit], reach: int) -> tuple[Hit, Hit] | None:
    """Pair a phrase with the nearest of others that may describe the same people."""
    near = [
        (passage.words_between(*roles.stretch(hit, other)), other)
        for other in others
        if _belong(passage, hit, other, reach)
    ]
    return (hit, min(near, key=lambda pair: pair[0])[1]) if near else None


def _made(facet: str, code: str, hit: Hit, other: Hit) -> Hit:
    start, end = min(hit.start, other.start), max(hit.end, other.end)
    codes: Collection[str] = hit.language_codes & other.language_codes
    return Hit(facet, code, start, end, frozenset(codes), f"{hit.pattern} + {other.pattern}")


def _belong(passage: Passage, first: Hit, second: Hit, reach: int) -> bool:
    """Whether two phrases may describe the same people: near, with no sentence sign between."""
    start, end = roles.stretch(first, second)
    if start > end:
        return True
    return (
        passage.words_between(start, end) <= reach
        and not _STOP.search(passage.between(start, end))
        and not roles.is_parted(passage, start, end)
    )
