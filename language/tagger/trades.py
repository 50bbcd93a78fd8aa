"""Words for trades where those who came have learned them: engineers who fled do not mentor here.

The same word stands for mentors and for those mentored. An attribute ("refugee doctors"), a clause
("nurses who qualified abroad") or what they brought along ("with foreign degrees") tells them
apart; only that is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from language.tagger import roles
from language.tagger.context import PEOPLE, Passage
from language.tagger.finder import Hit
from language.tagger.lists import continues_list

TRADE = ("mentor_type", "active_professionals")

_FAR, _CLOSE = 12, 3
_LIST = re.compile(r"[\w\s,’'-]*")
"""What may stand between a trade and what is said of it: other trades and no other sign."""
_BEHIND = frozenset({"fr", "es", "it", "pt", "ca", "ro", "gl", "sq", "cy", "ga", "eu"})
"""Languages in which an attribute stands behind its noun."""
_NOUNS: Mapping[str, tuple[str, ...]] = {
    "en": ("s",),
    "nl": ("en", "s"),
    "sv": ("ar", "are"),
    "da": ("ninge", "ere"),
    "nb": ("er", "ere"),
}
"""Ends of nouns for people, which no attribute has ("gives refugees engineers as partners")."""
_ACTS, _BY = ("accompany", "mentoring"), ("done_by", "with")


def came_with_trade(passage: Passage, hit: Hit) -> Hit | None:
    """The phrase that says of those of a trade that they came; None where they may mentor."""
    if (hit.facet, hit.code) != TRADE or _is_called_mentor(passage, hit):
        return None
    return next((one for one in _origins(passage) if _is_said_of(passage, hit, one)), None)


def are_mentees(passage: Passage, hit: Hit) -> bool:
    """Tell whether those of a trade are called those mentored ("the mentees are engineers")."""
    return any(
        cue.end <= hit.start
        and passage.words_between(cue.end, hit.start) <= _FAR
        and _LIST.fullmatch(passage.between(cue.end, hit.start)) is not None
        and roles.is_equated(passage, cue.end, hit.start)
        and not _acts(passage, cue.end, hit.start)
        and not any(roles.has_between(passage, one, cue.end, hit.start) for one in _BY)
        for cue in passage.cues.get("mentee", ())
    )


def _origins(passage: Passage) -> Iterator[Hit]:
    yield from (one for one in passage.hits.get(PEOPLE, ()) if one.code in ("origin", "fled"))
    came = frozenset({"refugees", "highly_skilled_immigrants"})
    yield from (one for one in passage.hits.get("target_group", ()) if one.code in came)


def _is_said_of(passage: Passage, trade: Hit, origin: Hit) -> bool:
    if roles.overlap(trade, origin):
        return False
    return _is_attribute(passage, trade, origin) or (
        origin.start > trade.end
        and (_fled(passage, trade, origin) or _brought(passage, trade, origin))
    )


def _is_attribute(passage: Passage, trade: Hit, origin: Hit) -> bool:
    """Whether the origin is the trade's attribute, on the side where its language has it, and they
    do nothing for others.
    """
    behind = passage.language in _BEHIND
    first, second = (trade, origin) if behind else (origin, trade)
    beside = second.start - first.end == 1 and passage.between(first.end, second.start) == " "
    return (
        beside
        and not (first is origin and _is_noun(passage, origin))
        and (roles.is_governed_by_for(passage, first) or not _do_something(passage, second))
    )


def _is_noun(passage: Passage, origin: Hit) -> bool:
    """Whether a word for those who came stands for itself, in German by its capital."""
    if passage.language == "de":
        return origin.start > passage.start and passage.text[origin.start].isupper()
    phrase = passage.between(origin.start, origin.end).lower()
    return phrase.endswith(_NOUNS.get(passage.language, ()))


def _do_something(passage: Passage, people: Hit) -> bool:
    """Whether what people do for others stands right behind them ("who fled accompany others")."""
    return any(
        cue.start >= people.end and passage.words_between(people.end, cue.start) <= _CLOSE
        for role in ("accompany", "mentoring")
        for cue in passage.cues.get(role, ())
    )


def _fled(passage: Passage, trade: Hit, origin: Hit) -> bool:
    """Whether a clause behind the trade says that they fled, and does not go on to what they do
    for others ("engineers who fled accompany newcomers").
    """
    return (
        origin.code == "fled"
        and _leads_on(passage, trade, origin, "who", _FAR)
        and not _do_something(passage, origin)
    )


def _brought(passage: Passage, trade: Hit, origin: Hit) -> bool:
    """Whether "with" leads to a background or a degree from elsewhere, not to other people."""
    return _leads_on(passage, trade, origin, "with", 2) and _is_thing(passage, origin)


def _leads_on(passage: Passage, trade: Hit, origin: Hit, role: str, reach: int) -> bool:
    """Whether nothing but other trades stands between a trade and a word of a role that leads, so
    many words on, to what is said of them all: a verb would lead to others ("engineers meet people
    who fled").
    """
    return (
        passage.words_between(trade.end, origin.start) <= _FAR
        and _LIST.fullmatch(passage.between(trade.end, origin.start)) is not None
        and not _acts(passage, trade.end, origin.start)
        and any(
            trade.end <= cue.start
            and cue.end <= origin.start
            and passage.words_between(cue.end, origin.start) <= reach
            and continues_list(passage, trade.end, cue.start)
            for cue in passage.cues.get(role, ())
        )
    )


def _is_thing(passage: Passage, origin: Hit) -> bool:
    """Whether an origin is a background or belongs to a degree: with people one does something."""
    stretch = passage.between(origin.start, origin.end).lower()
    return bool(_BACKGROUND.search(stretch)) or any(
        one.code == "skilled" and (roles.overlap(one, origin) or _follows(passage, origin, one))
        for one in passage.hits.get(PEOPLE, ())
    )


_BACKGROUND = re.compile(
    r"background|hintergrund|geschichte|erfahrung|achtergrond|bakgrund|bakgrunn|baggrund|roots"
    r"|wortels|nacional|nationalit|nazionalit|origin|herkunft|tausta|původ|pochodzen|degree|diplom|titol|título|titre|abschl"
)


def _follows(passage: Passage, first: Hit, second: Hit) -> bool:
    return second.start > first.end and not passage.between(first.end, second.start).strip()


def _acts(passage: Passage, start: int, end: int) -> bool:
    """Whether a word for mentoring, for mentors or a "for" stands between two offsets."""
    return roles.is_parted(passage, start, end) or any(
        roles.has_between(passage, role, start, end) for role in _ACTS
    )


def _is_called_mentor(passage: Passage, hit: Hit) -> bool:
    """Whether a word for mentors equates itself with the trade; one that merely touches it as
    another's object does not.
    """
    return any(
        roles.overlap(cue, hit)
        or (cue.end <= hit.start and passage.words_between(cue.end, hit.start) <= 1)
        or (hit.end <= cue.start and passage.words_between(hit.end, cue.start) <= 1)
        for cue in passage.cues.get("mentor", ())
    )
