"""Whether two names mean the same programme, whether two documents may be of one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache

from pipelines.group.words import FILLER, have_counterparts, is_generic, plain, without_edition

_SAME_WORD = 82.0
_TELLING = 6  # letters of a lone word that may name a programme
_PARTS = re.compile(r":\s|[()|–—·•»«/]| - ")
_MENTOR = "mentor"
_KEPT = 100_000  # names whose words are kept, since each is compared with many


def same_name(first: str, second: str) -> bool:
    """Whether two names agree but for order, accents, endings, editions and fillers.

    Every other word must have its counterpart: "for women" and "for men" are two programmes, and
    so are "Family Mentorship" and "Youth Mentorship". A year or the number of a cohort tells
    editions of one programme apart, not programmes.
    """
    one, two = _words(first), _words(second)
    lone_one, lone_two = _telling(one - two), _telling(two - one)
    return (
        bool(one and two)
        and have_counterparts(lone_one, two, _SAME_WORD)
        and have_counterparts(lone_two, one, _SAME_WORD)
    )


def differ_in_edition(first: str, second: str) -> bool:
    """Whether two names of one programme say different years or numbers of an edition."""
    one, two = plain(first), plain(second)
    return one != two and (without_edition(one) != one or without_edition(two) != two)


def name_parts(name: str) -> list[str]:
    """The parts of a name that say which programme it is, the longest first.

    "Mentorat Emploi Migration (MEM)" has two; "Mentoring" has none.
    """
    parts = [part.strip() for part in (name, *_PARTS.split(name))]
    kept = dict.fromkeys(part for part in parts if part_words(part) and not is_generic(part))
    return sorted(kept, key=lambda part: (-len(part), part))


def part_words(part: str) -> Set[str]:
    """The words of a part of a name that a title must hold; "mentoring" itself is none."""
    return _telling(_words(part))


def is_telling(part: str) -> bool:
    """Whether a part of a name is not easily met by chance, as "Tandem" or "SEET" are."""
    words = part_words(part)
    return len(words) > 1 or len("".join(words)) >= _TELLING


def holds(title: str, part: str) -> bool:
    """Whether a title holds every telling word of this part of a name."""
    return part_words(part) <= title_words(title)


def says_only(title: str, part: str, known: str) -> bool:
    """Whether some part of a title is this name and no more, but for words of `known` and fillers.

    "Bridge: how it works" is about Bridge; "Bridge for women" is another programme. `known` are
    the programme's organisation and place.
    """
    wanted, known_words = part_words(part), set(plain(known).split())
    return any(
        wanted <= held and have_counterparts(held - wanted, known_words, _SAME_WORD)
        for held in (_telling(_words(piece)) for piece in _title_parts(title))
    )


@lru_cache(_KEPT)
def title_words(title: str) -> Set[str]:
    """The words of a title, folded as names are compared."""
    return frozenset(plain(title).split())


def may_be_same_place(first: str, second: str) -> bool:
    """False only where both name a place and neither holds the other: unknown is no difference."""
    one, two = set(plain(first).split()), set(plain(second).split())
    return one <= two or two <= one


def _title_parts(title: str) -> Iterator[str]:
    yield title
    for piece in _PARTS.split(title):
        yield piece
        # A comma parts less surely: "Ready, steady, work" is one name.
        yield piece.split(",")[0]


@lru_cache(_KEPT)
def _words(name: str) -> Set[str]:
    folded = plain(name)
    return frozenset((without_edition(folded) or folded).split()) - FILLER


@lru_cache(_KEPT)
def _telling(words: Set[str]) -> Set[str]:
    return frozenset(word for word in words if not word.startswith(_MENTOR))
