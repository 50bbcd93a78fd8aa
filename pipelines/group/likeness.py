"""Whether two names mean the same programme, the same organisation, the same place."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

_SAME_WORD = 82.0
_SAME_ORGANISATION = 90.0
_TELLING = 6  # letters of a lone word that may name a programme
_SHORT_NAME = 3
_PARTS = re.compile(r"[:()|–—]| - ")
_LISTED = re.compile(r"[,;/()]| – | - | and | und | et | en | e | og | och ")
_LEGAL = re.compile(
    r"\b(?:e\.?\s?v\.?|g?gmbh|ggmbh|asbl|vzw|aisbl|ivzw|a\.?s\.?b\.?l\.?|ltd|limited|cic|cio|inc|"
    r"llc|plc|ry|r\.y\.|z\.\s?s\.|o\.p\.s\.|onlus|ets|stichting|foundation|the|les?|la|der|die|das|"
    r"het|de)\b",
    re.I,
)
# A name of nothing but these says what it is, not which: it never joins two documents by itself.
_GENERIC = re.compile(
    r"\b(?:\w*mentor\w*|mentee\w*|programm?e?\w*|project\w*|projekt\w*|projet|proyecto|progetto|"
    r"buddy\w*|parrainage|tandem\w*|scheme|for|für|pour|voor|para|per|of|and|und|et|en|y|e|refugees?|"
    r"flüchtlinge?|geflüchtete\w*|réfugiés?|vluchtelingen|newcomers?|nieuwkomers|youth|young|people|"
    r"jugendliche|jeunes|jongeren|home|welcome|about|über|uns|a|an|in|our|your|with|to)\b",
    re.I,
)
_FILLER = frozenset({
    "the", "a", "an", "le", "la", "les", "der", "die", "das", "het", "de", "programme",
    "program", "programm", "programma", "programa", "programmet", "project", "projekt",
    "projet", "proyecto", "progetto", "projektet", "scheme", "welcome", "about",
})  # fmt: skip
_APART = re.compile(r"[^\w]+")


def same_name(first: str, second: str) -> bool:
    """Whether two names agree but for order, accents, endings and words such as "project".

    Every other word must have its counterpart: "for women" and "for men" are two programmes, and
    so are "2021" and "2022", "Family Mentorship" and "Youth Mentorship".
    """
    one, two = set(_plain(first).split()), set(_plain(second).split())
    kept = bool(one - _FILLER) and bool(two - _FILLER)
    lone_one, lone_two = one - two - _FILLER, two - one - _FILLER
    return kept and _have_counterparts(lone_one, two) and _have_counterparts(lone_two, one)


def _have_counterparts(words: set[str], others: set[str]) -> bool:
    return all(
        not word.isdecimal() and any(fuzz.ratio(word, other) >= _SAME_WORD for other in others)
        for word in words
    )


def is_generic(name: str) -> bool:
    """Whether a name only says what the thing is: "Mentoring for refugees"."""
    return len(_APART.sub("", _GENERIC.sub("", _plain(name)))) < 3


def holds_name(title: str, name: str) -> bool:
    """Whether a title holds every word of a name, or of one of its parts, that says which it is.

    "Mentorat Emploi Migration (MEM)" has two parts; a lone short word ("Tandem", "SEET") is too
    easily met by chance, and so is a name that only says what the thing is.
    """
    held = title_words(title)
    return any(
        _is_telling(part, words) and words <= held
        for part in _PARTS.split(name)
        if (words := {w for w in title_words(part) - _FILLER if not w.startswith("mentor")})
    )


def _is_telling(part: str, words: set[str]) -> bool:
    return not is_generic(part) and (len(words) > 1 or len("".join(words)) >= _TELLING)


def names_organisation(text: str, organisation: str) -> bool:
    """Whether a text names the organisation, or one of several that are listed together."""
    folded = f" {_plain(_LEGAL.sub(' ', text))} "
    parts = (_plain(_LEGAL.sub(" ", part)) for part in _LISTED.split(organisation))
    return any(len(part) >= _SHORT_NAME and f" {part} " in folded for part in parts)


def title_words(title: str) -> set[str]:
    """The words of a title, folded as names are compared."""
    return set(_plain(title).split())


def same_organisation(first: str, second: str) -> bool:
    """Whether two organisations' names agree once legal forms and articles are taken off."""
    one, two = _plain(_LEGAL.sub(" ", first)), _plain(_LEGAL.sub(" ", second))
    return bool(one and two) and fuzz.token_sort_ratio(one, two) >= _SAME_ORGANISATION


def may_be_same_place(first: str, second: str) -> bool:
    """False only where both name a place and neither holds the other: unknown is no difference."""
    one, two = _plain(first), _plain(second)
    return not one or not two or one in two or two in one


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(_APART.sub(" ", letters).split())
