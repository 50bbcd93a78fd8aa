"""Whether two names mean the same organisation, and whether a text names one."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.group.words import FILLER, have_counterparts, plain

_SAME_WORD = 88.0
_SHORT_NAME = 3
_LISTED = re.compile(r"[,;/()]| – | - | and | und | et | en | e | og | och ")
_ASIDE = re.compile(r"\([^)]*\)")
_LEGAL = re.compile(
    r"\b(?:e\.?\s?v\.?|g?gmbh|asbl|vzw|aisbl|ivzw|a\.?s\.?b\.?l\.?|ltd|limited|cic|cio|inc|llc|plc|"
    r"ry|r\.y\.|z\.\s?s\.|o\.p\.s\.|onlus|ets|aps|ab|as|ag|bv|the|les?|la|der|die|das|het|de)(?!\w)",
    re.I,
)
_KINDS = {
    "foundation": """foundation stichting stiftung fondation fundacion fundacao fondazione
        stiftelsen stiftelse fundacja saatio nadace""",
    "association": """association verein vereins asociacion associacao associazione vereniging
        foreningen forening yhdistys stowarzyszenie spolek""",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()}


def same_organisation(first: str, second: str) -> bool:
    """Whether two organisations' names agree once legal forms and articles are taken off.

    Word by word: "of Eastbrook" and "of Westbrook" are two. A foundation is no association, but
    either word may be left out; so may what stands in brackets, if only one name has it.
    """
    if bool(_ASIDE.search(first)) != bool(_ASIDE.search(second)):
        one, two = _ASIDE.sub(" ", first), _ASIDE.sub(" ", second)
        if plain(one) and plain(two) and _agree(one, two):
            return True
    return _agree(first, second)


def names_organisation(text: str, organisation: str) -> bool:
    """Whether a text names the organisation, or one of several that are listed together."""
    folded = _folded(text)
    parts = (_plain(part) for part in _LISTED.split(organisation))
    return any(len(part) >= _SHORT_NAME and f" {part} " in folded for part in parts) or any(
        f" {core} " in folded for core in _cores(organisation)
    )


def organisation_words(organisation: str) -> set[str]:
    """The words that tell an organisation from others: no legal form, no "association"."""
    return {word for word in _plain(organisation).split() if word not in _KIND} - FILLER


def _agree(first: str, second: str) -> bool:
    one, two = organisation_words(first), organisation_words(second)
    kinds = _kinds(first), _kinds(second)
    return (
        bool(one and two)
        and (kinds[0] == kinds[1] or not all(kinds))
        and have_counterparts(one - two, two, _SAME_WORD)
        and have_counterparts(two - one, one, _SAME_WORD)
    )


def _kinds(organisation: str) -> set[str]:
    return {_KIND[word] for word in _plain(organisation).split() if word in _KIND}


def _cores(organisation: str) -> list[str]:
    """The name without "association": texts put it in the genitive. Short ones prove nothing."""
    parts = (_ASIDE.sub(" ", organisation),)
    words = ([w for w in _plain(part).split() if w not in _KIND] for part in parts)
    return [" ".join(core) for core in words if len(core) > 1]


@lru_cache(100_000)
def _plain(organisation: str) -> str:
    return plain(_LEGAL.sub(" ", organisation))


@lru_cache(1_000)
def _folded(text: str) -> str:
    return f" {plain(_LEGAL.sub(' ', text))} "
