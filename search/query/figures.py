"""Numbers that a query asks for: "aged 18 to 25", "at least a year", "since 2020".

They are read by what reads the numbers of pages, and the words around them make ranges of them.
Ages of mentors, and years of people, are none that can be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from search.figures import Range
from search.query.figure_words import (
    ARRIVED,
    JOINS,
    LIVED,
    LIVED_BEHIND,
    MENTORS,
    NUMBERED,
    OF_MORE,
    OF_PEOPLE,
    OTHER_UNITS,
    THAN,
    FigureWords,
    figure_words,
    may_be_in,
    spoken,
)
from search.query.function_words import FUNCTION_WORDS

if TYPE_CHECKING:
    from language.tagger.numbers import Measure

TRIED = ("en", "fr", "nl", "de", "es", "it")
"""Languages in which a query is read where its own says nothing of its numbers: it may be short."""
LEAST_AGE, OLDEST = 5, 99
LONGEST_MONTHS = 60
"""As the tagger takes it: more is an age, or how long something exists."""
_INF = float("inf")
_YEAR = re.compile(r"(?<![\w.,/-])(?P<first>19[5-9]\d|20[0-4]\d)(?![\w/])")
_NEXT_YEAR = re.compile(rf"{JOINS}(19[5-9]\d|20[0-4]\d)(?![\w/])", re.IGNORECASE)
_LOWER = re.compile(rf"(?<![\w.,])(\d{{1,2}}){JOINS}(?:i |los |os )?$", re.IGNORECASE)
_OLD = re.compile(r"[\s-]olds?\b", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w.,/€$£+-])(?P<low>\d{{1,2}})(?:(?P<plus>\s?\+)|{JOINS}(?P<high>\d{{1,2}})|(?P<s>['’]?s))?"
    r"(?![\w]|\s?[%€$£]|[.,/:-]\d)",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"(\w+)\s*$")
_RELATING = OF_PEOPLE | OF_MORE | THAN
_NEXT_WORD = re.compile(r"\s*([^\W\d_]+)")
_ONE = re.compile(
    r"\b(of|for|over|lasts?|lasting|during|least|than|up to)(\s+)a(?=\s+(?:year|month))",
    re.IGNORECASE,
)
_UNITS = (
    r"(?:year|month|week|mois|ans?\b|année|semaine|jaar|jaren|maand|we(?:ek|ken)|monat|jahr|woche|año"
    r"|mes(?:es)?\b|semana|anni?\b|anno|mes[ei]\b|settiman|ano|mês|år\b|månad|måned|uge|uke|veck"
    r"|vuo[dt]|kuukau|viik|rok|mies|měsíc|týd|anys?\b|mesos|godin|mjesec|an[iu]\b|lun[iă]|év|hónap"
    r"|рок|міся|годин|месец)"
)
"""How words for years and months begin, without which a number word is no length."""
_HALF_OPEN = re.compile(r"(?<=\d)-(?=\s)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A range of a facet that a query asks for, and the words that say so."""

    facet: str
    range: Range
    words: str

    @property
    def term(self) -> tuple[str, str]:
        """As a filter has it."""
        return self.facet, str(self.range)


def read_figures(query: str, language: str) -> tuple[Asked, ...]:
    """The ranges that a query asks for, each facet once. A query without a number costs nothing."""
    if not _may_have(query):
        return ()
    text = _ONE.sub(r"\1\g<2>1", _HALF_OPEN.sub("", query))
    text = _plus_behind().sub(r"\1 \2+", text)
    best: tuple[Asked, ...] = ()
    for one in dict.fromkeys((language, *TRIED, *_others(text, language))):
        words = figure_words(one)
        found = _read(text, one, words) if words else ()
        if found and one == language:
            best = found
            break
        if sum(map(_is_told, found)) > sum(map(_is_told, best)) or not best:
            best = found
    return tuple(_as_written(one, query) for one in best)


def _as_written(asked: Asked, query: str) -> Asked:
    """With the "a" of "for a year", which was read as a 1."""
    words = f"a{asked.words[1:]}"
    return replace(asked, words=words) if asked.words not in query and words in query else asked


def _others(text: str, language: str) -> Iterator[str]:
    """Languages that a query in none that is known may be in: it has words of theirs for ranges,
    years or months. Reading it in all of them would take longer than ranking.
    """
    if figure_words(language) is None:
        yield from (one for one in spoken() if may_be_in(text, one))


def _read(text: str, language: str, words: FigureWords) -> tuple[Asked, ...]:
    found: dict[str, Asked] = {}
    for asked in (*_years(text, words), *_measured(text, language, words), *_ages(text, words)):
        found.setdefault(asked.facet, asked)
    return tuple(found.values())


def _is_told(asked: Asked) -> bool:
    """Whether words beside the number make a range of it: a language that has them was meant."""
    return asked.range.low != asked.range.high


def _measured(text: str, language: str, words: FigureWords) -> Iterator[Asked]:
    """Numbers with a unit: ages and lengths."""
    # Words for numbers and their units take a moment to read.
    from language.tagger.numbers import read_measures

    for one in (*read_measures(text, language, 0, len(text)), *_single_ages(text, language)):
        if one.low is None or one.high is None or _is_lived(one, text):
            continue
        old = _OLD.match(text, one.end)
        span = (one.start, old.end() if old else one.end)
        if _is_age(one, text):
            years = 1 if one.kind == "age" else 12
            joined = _LOWER.search(text[: one.start])
            low = float(joined.group(1)) if joined else one.low / years
            start = joined.start() if joined else one.start
            yield from _age(text, low, one.high / years, (start, span[1]), words)
        elif one.kind == "duration" and one.high <= LONGEST_MONTHS:
            asked = _around(text, one.low // 1, one.high // 1, span, words)
            yield Asked("duration_months", asked, text[slice(*span)])


def _is_age(one: Measure, text: str) -> bool:
    long = one.kind == "duration" and (one.high or 0) > LONGEST_MONTHS
    return one.kind == "age" or (one.kind == "duration" and bool(_OLD.match(text, one.end))) or long


def _is_lived(one: Measure, text: str) -> bool:
    """Whether it is how long people have worked or lived so, or how often they meet."""
    low, high = one.low or 0, one.high or 0
    if one.kind != "duration" or (low != high > LONGEST_MONTHS):
        return False  # an age
    lived = high <= LONGEST_MONTHS and LIVED.search(text[: one.start])
    return bool(lived or LIVED_BEHIND.match(text, one.end))


def _single_ages(text: str, language: str) -> Iterator[Measure]:
    """Ages that only words for people tell from lengths: "16-Jährige", "16-jarigen"."""
    from language.tagger.number_words import number_words
    from language.tagger.numbers import Measure, read_number

    grammar = number_words(language)
    for match in grammar.ages[0].finditer(text) if grammar else ():
        low = read_number(match["low"], grammar.words) if grammar else None
        if low is not None and grammar and not grammar.duration.fullmatch(match.group().strip()):
            high = read_number(match["high"], grammar.words) if match["high"] else low
            yield Measure("age", low, high, "years", "", match.start("low"), match.end())


def _ages(text: str, words: FigureWords) -> Iterator[Asked]:
    """Numbers that are ages without a unit: "16+", "under 25", "young people 16-25"."""
    for match in _BARE.finditer(text):
        low, high = float(match["low"]), float(match["high"] or match["low"])
        said = text[: match.start()].lower().split()[-3:]
        told = not OF_PEOPLE.isdisjoint(said)
        asked = told or not OF_MORE.isdisjoint(said) or match["plus"] or match["high"]
        if asked and low <= high and not _counts_other(text, match.span(), told):
            yield from _age(text, low, high, match.span(), words)


def _counts_other(text: str, span: tuple[int, int], told: bool) -> bool:
    """Whether a number without a unit of age is of something else: meetings, hours, a school year.

    `told` are numbers beside a word for younger or older people, which may have a noun behind them.
    """
    if NUMBERED.search(text[: span[0]]) or OTHER_UNITS.match(text, span[1]):
        return True
    follows = _NEXT_WORD.match(text, span[1])
    noun = follows and len(follows[1]) > 3 and follows[1].lower() not in _function_words()
    return bool(noun) and not told


def _age(
    text: str, low: float, high: float, span: tuple[int, int], words: FigureWords
) -> Iterator[Asked]:
    if not LEAST_AGE <= high <= OLDEST or low > high:
        return
    asked = _around(text, low, high, span, words)
    if not MENTORS.search(text[: _begin(text, span, words)]):
        yield Asked("mentee_age", asked, text[slice(*span)].strip())


def _begin(text: str, span: tuple[int, int], words: FigureWords) -> int:
    """Where a number begins with the words that make a range of it."""
    found = (words.stands(what, text, *span) for what in ("least", "most", "below"))
    begin = min((one.start() for one in found if one), default=span[0])
    while (word := _LAST_WORD.search(text[:begin])) and word[1].lower() in _RELATING:
        begin = word.start()  # in whatever language
    return begin


def _around(text: str, low: float, high: float, span: tuple[int, int], words: FigureWords) -> Range:
    """The range that a number is with the words around it."""
    if low != high:
        return Range(low, high)
    if words.stands("below", text, *span):
        return Range(high=high - 1)
    plus = "+" in text[span[0] : span[1] + 2]
    if plus or words.stands("least", text, *span) or words.stands("or_more", text, *span):
        return Range(low=low)
    if words.stands("most", text, *span) or words.stands("or_less", text, *span):
        return Range(high=high)
    return Range(low, high)


def _years(text: str, words: FigureWords) -> Iterator[Asked]:
    """Years in which programmes began: since, after or before one, between two, or begun in one."""
    for match in _YEAR.finditer(text):
        year, span = float(match.group()), match.span()
        joined = _NEXT_YEAR.match(text, match.end())
        if joined and _stands_any(text, span, words, "between", "since", "begun"):
            last = float(joined.group(1))
            found = Range(year, last) if year <= last else None
            span = (match.start(), joined.end())
        else:
            found = _relative(text, year, span, words)
        if found is not None:
            yield Asked("start_year", found, text[slice(*span)])


def _stands_any(text: str, span: tuple[int, int], words: FigureWords, *what: str) -> bool:
    return any(words.stands(one, text, *span) for one in what)


def _relative(text: str, year: float, span: tuple[int, int], words: FigureWords) -> Range | None:
    said = {
        "after": Range(low=year + 1),
        "before": Range(high=year - 1),
        "since": Range(low=year),
        "begun": Range(year, year),
    }
    for what, asked in said.items():
        if before := words.stands(what, text, *span):
            return None if ARRIVED.search(text[: before.start()]) else asked
    return None


@cache
def _function_words() -> frozenset[str]:
    return frozenset().union(*FUNCTION_WORDS.values())


def _may_have(query: str) -> bool:
    return any(map(str.isdigit, query)) or bool(_units().search(query))


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:halb|half)?{_UNITS}", re.IGNORECASE)


@cache
def _plus_behind() -> re.Pattern[str]:
    """ "12+ months", to be read as "12 months+"."""
    return re.compile(rf"(\d)\+[\s-]?({_UNITS}\w*)", re.IGNORECASE)
