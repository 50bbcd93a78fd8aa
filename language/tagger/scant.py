"""Descriptions of people told by a lack: long without work, little or no schooling.

Few texts say "long-term unemployed" or "low-skilled": they tell how long somebody has had no work
("langer dan drie jaar werkloos") and which schooling is missing ("liten eller ingen skolgång").
The words are data in `lexicon/people.yml`; only putting them together belongs here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from language.tagger import roles
from language.tagger.clauses import leads_to
from language.tagger.context import PEOPLE, Passage
from language.tagger.finder import Hit
from language.tagger.numbers import Measure, measures_of

_YEAR = 12
"""Months from which on the European offices of statistics call unemployment long."""

_AT_WORK = 15
"""Years of age from which on somebody may be out of work."""

_NEAR = 3
_STOP = re.compile(r"[,;:()–—!?.]")
_RECOGNISED = re.compile(
    r"anerkannt|recogni[sz]|reconnu|erkend|erkänd|godkend|godkjent|reconocid|riconosciut"
    r"|reconhecid|reconegu|tunnust|uznan|αναγνωρ",
    re.IGNORECASE,
)
"""A degree that is only not recognised was earned: nobody lacks schooling for that."""


def find_lacking(passage: Passage) -> Iterator[Hit]:
    """Yield the target groups that a sentence tells by what people lack."""
    yield from _long_without_work(passage)
    yield from _without_schooling(passage)


def _long_without_work(passage: Passage) -> Iterator[Hit]:
    """Yield those without work for a year and more, or for "years".

    Of words that also name the unemployed as a group ("help unemployed people for two years") the
    time is theirs only where "more than" or "at least" leads to it: no programme lasts like that.
    """
    measures = [
        Hit(PEOPLE, "measure", one.start, one.end, frozenset({passage.language}), "a year or more")
        for one in measures_of(passage)
        if _is_long(one)
    ]
    for state in _blocks(passage, "jobless"):
        for time in [*measures, *_blocks(passage, "lasting")]:
            if _is_linked(passage, state, time, "since", "more"):
                yield _made("long_term_unemployed", state, time)
    for state in _blocks(passage, "unemployed"):
        for time in measures:
            if _leads_through(passage, state, time, "more"):
                yield _made("long_term_unemployed", state, time)


def _is_long(measure: Measure) -> bool:
    """Whether a measure is a year or more; what "more than two years" is read as is an age, but of
    nobody who looks for work.
    """
    if measure.low is None:
        return False
    return measure.low >= _YEAR if measure.kind == "duration" else _is_no_age(measure)


def _is_no_age(measure: Measure) -> bool:
    return measure.kind == "age" and 1 <= (measure.low or 0) < _AT_WORK


def _is_linked(passage: Passage, state: Hit, time: Hit, *links: str) -> bool:
    """Whether nothing but such words stands between a state and a time, in either order; a verb
    may, where a time without a number comes first ("sedan länge står utanför").
    """
    if roles.overlap(state, time):
        return False
    start, end = roles.stretch(state, time)
    if _STOP.search(passage.between(start, end)):
        return False
    verb = time.code == "lasting" and time.start < state.start
    return _strange_words(passage, start, end, links) <= (1 if verb else 0)


def _leads_through(passage: Passage, state: Hit, time: Hit, link: str) -> bool:
    """Whether such a word stands between a state and the time behind it, and hardly another."""
    return any(
        leads_to(passage, state, one, 1) and one.end <= time.start
        for one in _blocks(passage, link)
        if passage.words_between(one.end, time.start) == 0
    )


def _strange_words(passage: Passage, start: int, end: int, links: Sequence[str]) -> int:
    """Count the words of a stretch that are none of the links."""
    known = [one for link in links for one in _blocks(passage, link)]
    return sum(
        not any(one.start <= word.start() and word.end() <= one.end for one in known)
        for word in re.compile(r"\w+").finditer(passage.text, start, end)
    )


def _without_schooling(passage: Passage) -> Iterator[Hit]:
    """Yield those who went to school for a short time or learned no trade; not what mentors or a
    post do not need ("no qualifications required").
    """
    for lack in _blocks(passage, "lacking"):
        for learning in _blocks(passage, "schooling"):
            if (
                lack.end <= learning.start
                and passage.words_between(lack.end, learning.start) <= _NEAR
                and not _STOP.search(passage.between(lack.end, learning.start))
                and not _RECOGNISED.search(passage.between(lack.end, learning.end))
                and not _is_not_needed(passage, lack, learning)
            ):
                yield _made("low_skilled_immigrants", lack, learning)


def _is_not_needed(passage: Passage, lack: Hit, learning: Hit) -> bool:
    mentors = passage.cues.get("mentor", ())
    return any(roles.gap(passage, one, lack) <= 1 for one in mentors) or any(
        roles.gap(passage, one, learning) <= _NEAR for one in _blocks(passage, "needed")
    )


def _blocks(passage: Passage, code: str) -> list[Hit]:
    return [one for one in passage.hits.get(PEOPLE, ()) if one.code == code]


def _made(code: str, first: Hit, second: Hit) -> Hit:
    start, end = min(first.start, second.start), max(first.end, second.end)
    pattern = f"{first.pattern} + {second.pattern}"
    return Hit("target_group", code, start, end, first.language_codes, pattern)
