"""Ages that only the young have, as words for young people.

Whose age it is, that of those who came or of their mentors, is settled here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from language.tagger import roles
from language.tagger.clauses import leads_to
from language.tagger.context import PEOPLE, Passage
from language.tagger.finder import Hit
from language.tagger.numbers import measures_of

_NEAR = 3
YOUNG = range(16, 36)
"""Years at the end of a range of ages of the young, as programmes and funders in Europe count. A
range that ends earlier is as often how long somebody has been here, or the age of a child."""
_BETWEEN = re.compile(
    r"\s+(?:between|entre|tussen|zwischen|tra|fra|mellan|mellem|mellom|iäl\w*|między|mezi|μεταξύ)"
    r"(?: (?:los|les|i|gli|as|os|de))?\s+(?P<low>[1-3]\d)\s+"
    r"(?:and|et|en|und|y|e|och|og|ja|a|i|και)(?: (?:los|les|i|gli|as|os))?\s+"
    r"(?P<high>[1-3]\d)(?=\s*(?:[,.;:)!?]|\b[^\W\d]|$))",
    re.IGNORECASE,
)
"""Two numbers right behind people, in any language: who came "between 15 and 24" is so old."""
_NO_AGE = re.compile(
    r"\s+(?:(?-i:(?!Jahr)[A-ZÀ-Þ])|h\b|o['’]clock|[ap]\.?m\b"
    r"|(?:every|each|elke|chaque|cada|ogni|varje|hver|hvert|każd\w+|každ\w+|κάθε)\b"
    r"(?!\s+(?:year|jaar|ann|añ|ano|any|år|rok|χρόνο)))",
    re.IGNORECASE,
)
"""What follows hours and days ("16 and 18 every Tuesday", "15 and 24 March"), in any language: a
name, a noun in German, or a word that leads to a day."""


def young_by_age(passage: Passage, origins: Sequence[Hit]) -> Iterator[Hit]:
    """Yield ranges of ages that only the young have, as words for young people."""
    codes = frozenset({passage.language})
    for one in measures_of(passage):
        if one.kind != "age" or not one.low or not one.high or one.low == one.high:
            continue
        age = Hit(PEOPLE, "youth", one.start, one.end, codes, "age")
        if one.high in YOUNG and not _is_mentors_age(passage, age, origins):
            yield age
    yield from _between(passage, origins)


def _is_mentors_age(passage: Passage, age: Hit, origins: Sequence[Hit]) -> bool:
    """Whether an age is that of mentors: nobody else stands between them and it ("volunteers of 18
    to 30"), or mentoring lies between it and those who came ("18 to 25 accompany refugees").
    """
    told = [*passage.hits.get("mentor_type", ()), *passage.cues.get("mentor", ())]
    mentors = [one for one in told if not roles.touches(passage, one, origins)]
    return any(
        leads_to(passage, one, age, _NEAR)
        and not roles.has_between(passage, "mentoring", one.end, age.start)
        and not roles.is_parted(passage, one.end, age.start)
        and not any(one.end <= origin.start < age.start for origin in origins)
        for one in mentors
    ) or all(roles.has_between(passage, "mentoring", *roles.stretch(age, one)) for one in origins)


def _between(passage: Passage, origins: Sequence[Hit]) -> Iterator[Hit]:
    """Yield two numbers right behind people as their age, although no "years" stands there."""
    codes = frozenset({passage.language})
    for one in origins:
        found = _BETWEEN.match(passage.text, one.end, passage.end)
        if (
            found
            and int(found["low"]) < int(found["high"])
            and int(found["high"]) in YOUNG
            and not _NO_AGE.match(passage.text, found.end(), passage.end)
            and not _measures_else(passage, found)
        ):
            yield Hit(PEOPLE, "youth", found.start("low"), found.end(), codes, "age")


def _measures_else(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the second number is one of hours, months, money or per cent; years are an age."""
    at, years = found.start("high"), 12 * int(found["high"])
    return any(
        one.start <= at < one.end and one.kind != "age" and one.high != years
        for one in measures_of(passage)
    )
