"""What a page or its header asks of robots: not to be kept, quoted or followed, or not for ever."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from pipelines.dates import read_date

_VALUED = re.compile(r"unavailable_after|max-[a-z-]+")  # directives with a colon
_ROBOT = re.compile(r"\*|[a-z][\w.-]*")
_WORD = re.compile(r"max-[a-z-]+\s*:\s*\S+|\S+")
_WEEKDAY = re.compile(r"(unavailable_after\s*:\s*)[a-z]+,")  # no comma that parts directives
_NO_INDEX = frozenset({"noindex", "none"})
_NO_QUOTES = frozenset({"nosnippet", "max-snippet:0"})
_NO_FOLLOW = frozenset({"nofollow", "none"})


def header_directives(headers: Mapping[str, str], token: str = "") -> frozenset[str]:
    """Directives of X-Robots-Tag that speak to all robots or to us, lower case.

    `otherbot: noindex, nofollow` speaks to otherbot alone, up to the next name.
    """
    spoken, to_us = set(), True
    for part in read_directives(headers.get("x-robots-tag", "")):
        name, colon, rest = part.partition(":")
        if named := bool(colon) and _names_robot(name):
            to_us = name.strip() in {token.lower(), "*", "robots"}
        if to_us:
            spoken.add((rest if named else part).strip())
    return frozenset(spoken - {""})


def robots_header(lines: Iterable[str]) -> str:
    """Several X-Robots-Tag lines as one: those that speak to all robots before those that name one.

    A name speaks for what follows it in its own line alone; joined as they came, `otherbot:
    nofollow` would take the `noindex` of the next line to itself.
    """

    def names_one(line: str) -> bool:
        names = (part.lower().partition(":") for part in line.split(","))
        return any(colon and _names_robot(name) for name, colon, _ in names)

    return ", ".join(sorted(lines, key=names_one))


def _names_robot(text: str) -> bool:
    """Whether what stands before a colon is a robot's name: no directive with a value, no hour."""
    return bool(_ROBOT.fullmatch(text.strip())) and not _VALUED.fullmatch(text.strip())


def read_directives(content: str) -> Iterator[str]:
    """The directives in a robots meta tag or header, lower case.

    Commas stand between them; where an author wrote blanks or semicolons, these do.
    """
    for part in re.split("[,;]", _WEEKDAY.sub(r"\1", content.lower())):
        name, colon, rest = part.partition(":")
        robot = f"{name.strip()}: " if colon and _names_robot(name) else ""
        plain, until, day = (rest if robot else part).partition("unavailable_after")
        told = [*_WORD.findall(plain), *([f"{until}{day}".strip()] if until else [])]
        yield from [f"{robot}{(told or [''])[0]}", *told[1:]] if robot else told


def forbids_index(directives: Iterable[str]) -> bool:
    return not _NO_INDEX.isdisjoint(directives)


def forbids_quotes(directives: Iterable[str]) -> bool:
    return not _NO_QUOTES.isdisjoint(one.replace(" ", "") for one in directives)


def forbids_following(directives: Iterable[str]) -> bool:
    return not _NO_FOLLOW.isdisjoint(directives)


def end_of_index(directives: Iterable[str]) -> datetime | None:
    """When the page ceases to be meant for any index, where it names such a day."""
    told = (one.partition(":") for one in directives if one.startswith("unavailable_after"))
    return next((at for _, _, written in told if (at := read_date(written))), None)
