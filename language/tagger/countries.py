"""Whose government "the government of X" is where X stands in no list: a country's or a part's.

Names of countries come from CLDR. Only languages are read in which a name stands as it is behind
"of"; elsewhere its ending changes and the lists of `regions.py` alone decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from language.tagger.context import Passage
from language.tagger.finder import Hit
from language.tagger.folding import fold_word, strip_accents

_GOVERNMENT: Mapping[str, str] = {
    "en": r"[Gg]overnment of",
    "fr": r"[Gg]ouvernement (?:de l(?:a|es)? ?['’]?|du|des)",
    "es": r"[Gg]obierno (?:de|del)",
    "pt": r"[Gg]overno (?:de|do|da|dos|das)",
    "it": r"[Gg]overno (?:del|della|delle|dei|degli|dello|dell['’])",
    "ca": r"[Gg]overn (?:de|del|dels|d['’])",
    "nl": r"[Rr]egering van",
    "gl": r"[Gg]oberno (?:de|do|da|dos|das)",
}
_ARTICLE = r"(?:(?:the|la|le|les|l['’]|el|los|las|o|a|os|as|het|de)\s*)?"
_NAME = (
    r"(?P<name>[A-ZÀ-Þ][\w’'-]*"
    r"(?:\s+(?:(?:of|de|del|da|do|di|and|y|e|et)\s+|d['’])?[A-ZÀ-Þ][\w-]+){0,3})"
)
_STATE = re.compile(
    r"\b(?:repub+li\w*|kingdom|reino|royaume|regno|regne|koninkrijk|states|federa[ctz]\w+"
    r"|grand duch\w*|gran ?ducato|gran ducado|groothertogdom"
    r"|national|unity|majesty|prime|minister|president\w*|chancellor|premier\w*|king|queen)\b"
)
"""What is said of countries and of those who govern them."""
_ONE_STATE = re.compile(r"(?:estado|estat|stato|etat|state|staat) (?:de|do|da|del|di|of|van) ")
"""A state by its name, which may be one of a federation ("Estado de São Paulo")."""
_OTHERWISE: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        {
            "uk",
            "gb",
            "us",
            "usa",
            "britain",
            "great britain",
            "america",
            "holland",
            "palestine",
            "korea",
            "ivory coast",
            "cape verde",
            "turkey",
            "turkiye",
            "macedonia",
            "swaziland",
        }
    ),
    "fr": frozenset({"etat", "republique", "usa", "hollande", "grande-bretagne"}),
    "es": frozenset({"estado", "ee", "eeuu", "holanda", "gran bretana", "nacion"}),
    "pt": frozenset({"estado", "holanda", "gra-bretanha", "republica", "eua"}),
    "it": frozenset({"stato", "olanda", "gran bretagna", "usa", "paese"}),
    "ca": frozenset({"estat", "holanda", "gran bretanya"}),
    "nl": frozenset({"belgie", "holland", "engeland", "groot-brittannie"}),
}
"""Other names of countries, and words for the state, beside those of CLDR."""


_NAMED = re.compile(r"\s*" + _NAME)
_ENDS_IN_STATE = re.compile(r"\bstate of$", re.IGNORECASE)
_SHARED = frozenset({"georgia"})
"""Names that a country and a part of another have."""

_PARTS = re.compile(r" - | & |[()]")
"""What parts two names of a country in CLDR ("Myanmar (Burma)", "Congo - Kinshasa")."""


def find_part(passage: Passage, body: Hit) -> Hit | None:
    """The stretch that names the government of what is no country; None where nothing does.

    `body` is a word for a government in the passage. A person's name would be taken for a place's.
    """
    found = _pattern(passage.language)
    match = found.match(passage.text, body.start, passage.end) if found else None
    if match is None or _is_country(match["name"], passage.language):
        return None
    return Hit(body.facet, body.code, match.start(), match.end(), body.language_codes, body.pattern)


def find_country(passage: Passage, body: Hit) -> Hit | None:
    """The stretch that names a country behind a word for states ("the State of Israel"), which
    else is a part's; None where no country stands there, or a part has the same name.
    """
    name = _NAMED.match(passage.text, body.end, passage.end)
    if name is None or not _ENDS_IN_STATE.search(passage.between(body.start, body.end)):
        return None
    if _plain(name["name"]) in _SHARED or not _is_country(name["name"], passage.language):
        return None
    return Hit(body.facet, body.code, body.start, name.end(), body.language_codes, body.pattern)


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    government = _GOVERNMENT.get(language)
    return (
        re.compile(rf"(?:\w{{1,3}}\s+|[lL]['’])?{government}\s*{_ARTICLE}{_NAME}")
        if government
        else None
    )


def _is_country(name: str, language: str) -> bool:
    plain = _ONE_STATE.sub("", _plain(re.sub(r"['’]s$", "", name)))
    known = _country_names(language)
    words = plain.split()
    begins = any(" ".join(words[:n]) in known for n in range(1, len(words) + 1))
    return begins or _STATE.search(plain) is not None


@cache
def _country_names(language: str) -> frozenset[str]:
    from babel import Locale

    names = {
        _plain(part)
        for code, name in Locale(language).territories.items()
        if code.isalpha()
        for part in (name.replace("&", "and"), *_PARTS.split(name))
    }
    return frozenset(names | {_plain(name) for name in _OTHERWISE.get(language, ())})


def _plain(name: str) -> str:
    return strip_accents(fold_word(name.strip()))
