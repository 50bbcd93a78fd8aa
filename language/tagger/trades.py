"""Words for trades where those who came have learned them: engineers who fled do not mentor here.

The same word stands for mentors and for those mentored. An attribute ("refugee doctors"), a clause
("nurses who qualified abroad") or what they brought along ("with foreign degrees") tells them
apart; only that is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.tagger import roles
from language.tagger.context import PEOPLE, Passage
from language.tagger.finder import Hit

TRADE = ("mentor_type", "active_professionals")

_FAR, _CLOSE = 12, 3
_LIST = re.compile(r"[\w\s,’'-]*")
"""What may stand between a trade and what is said of it: other trades and no other sign."""
_BEHIND = frozenset({"fr", "es", "it", "pt", "ca", "ro", "gl", "sq", "cy", "ga", "eu"})
"""Languages in which an attribute stands behind its noun."""
_WHO = re.compile(
    r"\b(?:who|that|qui|ayant|die|der|que|che|som|jotka|joka|którzy|które|kteří|které|που|care"
    r"|akik|koji|koje|които|ktorí|ktoré|ki|kes|kurie|kas|sem|котор\w+|які|кои)\b"
)
_WITH = re.compile(
    r"\b(?:with|avec|met|mit|con|com|med|z|ze|s|se|so|amb|με|cu|со|с|з|ar|su)\s+(?:\w+\s+){0,2}$"
)
_ACTS = ("accompany", "mentoring")


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
    """Whether the origin is the trade's attribute, on the side where its language has it."""
    behind = passage.language in _BEHIND
    first, second = (trade, origin) if behind else (origin, trade)
    return second.start - first.end == 1 and passage.between(first.end, second.start) == " "


def _fled(passage: Passage, trade: Hit, origin: Hit) -> bool:
    """Whether a clause behind the trade says that they fled, and does not go on to what they do
    for others ("engineers who fled accompany newcomers").
    """
    between = passage.between(trade.end, origin.start)
    who = _WHO.search(between)
    if origin.code != "fled" or who is None or not _LIST.fullmatch(between):
        return False
    return (
        passage.words_between(trade.end, origin.start) <= _FAR
        and not _acts(passage, trade.end, origin.start)
        and not any(
            cue.start >= origin.end and passage.words_between(origin.end, cue.start) <= _CLOSE
            for cue in passage.cues.get("accompany", ())
        )
        and not any(
            trade.end <= one.start < trade.end + who.start() and one.code != "fled"
            for one in _origins(passage)
        )
    )


def _brought(passage: Passage, trade: Hit, origin: Hit) -> bool:
    """Whether "with" leads to a background or a degree from elsewhere, not to other people."""
    between = passage.between(trade.end, origin.start)
    return (
        _LIST.fullmatch(between) is not None
        and _WITH.search(between) is not None
        and passage.words_between(trade.end, origin.start) <= _FAR
        and not _acts(passage, trade.end, origin.start)
        and _is_thing(passage, origin)
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
