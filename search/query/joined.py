"""Several values of one facet at once: `refugees+immigrant_women` asks for programmes for both.

Of the values of a filter any will do; a value that joins several with a plus wants all of them.
`-BE` leaves out who states it, whatever else is wanted; of whom nothing is known stays. The rules
are the same in addresses, in the API, on the command line and in packs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from operator import contains

from practices_db.view import State

PLUS = "+"
NOT = "-"
"""Begins a value that is left out."""
SILENT = frozenset({State.NOT_STATED.value, State.NOT_ASSESSED.value})
"""Unknown is no term: it joins no others, and stands beside them where it is wanted too."""


def parts(value: str) -> list[str]:
    """The values that a value of a filter joins; itself where it joins none."""
    return list(dict.fromkeys(value.split(PLUS)))


def join(values: Iterable[str]) -> str:
    """One value that wants all of these, each once."""
    return PLUS.join(dict.fromkeys(part for value in values for part in parts(value)))


def holds(
    codes: Collection[str],
    wanted: Collection[str],
    has: Callable[[Collection[str], str], bool] = contains,
) -> bool:
    """Whether a practice with these values (or the word for why there is none) passes; `has` says
    whether one of its values is what a part of a filter asks for.
    """
    asked = in_wanted(wanted)
    has_any = any(all(has(codes, part) for part in parts(value)) for value in asked)
    return (has_any or not asked) and not any(has(codes, code) for code in left_out(wanted))


def leaves_out(value: str) -> bool:
    """Whether a value of a filter names what is not wanted."""
    return value.startswith(NOT)


def in_wanted(wanted: Iterable[str]) -> list[str]:
    """The values any of which will do."""
    return [value for value in wanted if not leaves_out(value)]


def left_out(wanted: Iterable[str]) -> list[str]:
    """The codes of what is not wanted."""
    return [value.removeprefix(NOT) for value in wanted if leaves_out(value)]


def named(wanted: Iterable[str]) -> list[str]:
    """The wanted values that are terms."""
    return [value for value in in_wanted(wanted) if value not in SILENT]


def at_once(wanted: Collection[str]) -> tuple[str, ...]:
    """The same terms, all of them at once; the unknown and what is left out stay beside them."""
    beside = [value for value in wanted if value in SILENT or leaves_out(value)]
    return (join(named(wanted)), *beside)


def one_by_one(wanted: Iterable[str]) -> tuple[str, ...]:
    """The same terms, any of which will do."""
    return tuple(dict.fromkeys(part for value in wanted for part in parts(value)))


def narrow(wanted: Collection[str], code: str) -> tuple[str, ...]:
    """What finds, of the practices that pass `wanted`, those that have `code`."""
    without = tuple(value for value in wanted if leaves_out(value))
    if code in SILENT or code in wanted:
        return (code, *without)
    joined = tuple(dict.fromkeys(join((value, code)) for value in named(wanted)))
    return (*(joined or (code,)), *without)
