"""The words of one language for what a sentence tells of a figure, as compiled expressions.

Only the making of expressions from `lexicon/told.yml` belongs here; `told.py` reads with them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from language.tagger.lexicon import load_lexicon

_FILL = r"(?:[\w’'.]{1,5},?\s|\d[\d.,\u00a0\u202f]*\s)"
"""What may stand before a group of people: an article, a number, no word that narrows it."""
_ONE_YEAR = r"(?:19[89]|20[0-4])\d"
_GROUPS = ("finished", "answered", "seeking_work", "mentors", "participants")
_NARROW = frozenset({"finished", "answered", "seeking_work"})
"""Groups that may be named as the participants who ..."""


@dataclass(frozen=True, slots=True)
class ToldWords:
    """The compiled expressions of one language."""

    parts: re.Pattern[str]
    another: re.Pattern[str]
    within: re.Pattern[str] | None
    after: re.Pattern[str] | None
    later: re.Pattern[str]
    spent: re.Pattern[str] | None
    stretches: Mapping[float, re.Pattern[str]]
    other: re.Pattern[str]
    years: re.Pattern[str]
    groups: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]
    joint: re.Pattern[str]


@lru_cache(maxsize=32)
def told_words(language: str) -> ToldWords | None:
    """Give the expressions of a language; None where nobody stood for its words."""
    raw = load_lexicon("told")
    if language not in raw["and"]:
        return None
    say = {name: str(by[language]) for name, by in raw.items() if language in by}
    stretches = raw["stretch"].get(language, {})
    return ToldWords(
        parts=_compiled(rf"\b(?:{say['and']})\b"),
        another=_compiled(rf"\b(?:{say['and']})\s$"),
        within=_lead(say.get("within")),
        after=_lead(say.get("after")),
        later=_compiled(rf"\s(?:{say['later']})\b"),
        spent=_compiled(rf"\s(?:{say['spent']})(?:\b|(?<=['’]))") if "spent" in say else None,
        stretches={float(n): _compiled(rf"\b(?:{words})\b") for n, words in stretches.items()},
        other=_compiled(rf"\b(?:{say['other_year']})\b"),
        years=_compiled(_year_expression(say, language)),
        groups={code: _group(code, say) for code in _GROUPS},
        joint=_compiled(f"{_joint(say, 'work', 'study')}|{_joint(say, 'study', 'work')}"),
    )


def _lead(words: str | None) -> re.Pattern[str] | None:
    return _compiled(rf"\b(?:{words})(?:\s|(?<=['’]))$") if words else None


def _joint(say: Mapping[str, str], one: str, other: str) -> str:
    return (
        rf"\b(?:{say[one]})(?:,[^,;:.]{{1,25}})*,?\s(?:{say['or']})\s(?:\w{{1,5}}\s){{0,2}}"
        rf"(?:{say[other]})\b"
    )


def _group(code: str, say: Mapping[str, str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What names a group right behind a share ("of the participants"), and before it."""
    people = say[code]
    if code in _NARROW:
        group = rf"(?:(?:{say['participants']}),?\s)?(?:{people})\b"
    else:
        group = rf"(?:{people})\b(?!,?\s(?:{say['who']})\b)"
    lead = rf"(?:{say['of']})(?:\s|(?<=['’])){_FILL}{{0,3}}" if "of" in say else _FILL + "{0,2}"
    return _compiled(rf"\s(?:{lead})?{group}"), _compiled(rf"\W*{lead}{group}")


def _year_expression(say: Mapping[str, str], language: str) -> str:
    to = load_lexicon("numbers")["range"][language]
    last = rf"(?:{_ONE_YEAR}|\d\d)(?![\w.,/-]*\d)"
    opening = r"(?:^|(?<=\n)|(?<=[,;:.!?]\s))"
    alone = rf"|{opening}({_ONE_YEAR})(?=\s\w)" if "bare_year" in say else ""
    return (
        rf"\b(?:{say['from_year']})\s({_ONE_YEAR})\s?(?:{to})\s?({last})"
        rf"|\b(?:{say['in_year']})\s({_ONE_YEAR})(?:\s?[-–/]\s?({last})|(?![\w/–-]|[.,]\d)){alone}"
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
