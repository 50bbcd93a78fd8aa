"""Governments of parts of a country: the Flemish or the Scottish one is no national government.

A word for a government says nothing of its level; the adjective or the name beside it does. Only
the level is settled here; whether it pays is judged where all payers are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from language.tagger import roles
from language.tagger.context import Passage
from language.tagger.countries import find_country, find_part
from language.tagger.finder import Entry, Hit, PhraseFinder, in_order
from language.tagger.lexicon import load_lexicon

_FACET, _NATIONAL, _REGIONAL = "funding_model", "national_government", "regional_local_government"

_SCRIPTS: Mapping[str, str] = {**dict.fromkeys(("bg", "mk", "ru", "uk"), "cyrillic"), "el": "greek"}
_NAME, _LEVEL, _GOVERNMENT = "name", "level", "government"

_ADJECTIVE_BEHIND = frozenset({"fr", "es", "it", "pt", "ca", "ro", "gl", "sq", "cy", "ga"})

_FEDERAL = re.compile(r"f[eé]d[eé]r|bund|national|nacional|nazional|central|rijks|federa", re.I)
"""What is the whole state's, whatever stands beside it."""

_LINK = re.compile(r"\s*(?:(?:[^\W\d_]{1,3}|dell[aeo]?|degli)(?:['’]|\s+)){0,2}\s*")
"""Up to two short words ("of the") and no other, such as a verb of five letters."""
_JOINS = re.compile(
    r"\b(?:and|or|et|ou|und|oder|en|y|e|ed|och|og|ja|i|a|an|in|im|v|w|u|na|se|si|și|és|ir|un|eta"
    r"|и|і|та|й|в|у|на|και|ve|dhe|agus)\b",
    re.IGNORECASE,
)
"""Short words between two names that make two bodies of them, or a place."""

_OF = re.compile(
    r"(?:\b(?:of|de|du|des|del|della|delle|dei|di|da|do|dos|van|von|der|les)|\bd['’]"
    r"|\b[dD]es (?:Landes|Freistaates|Freistaats)|\bde la|\bdel Land)\s*$"
)
_CAPITAL = re.compile(r"(?<= )[A-ZÄÖÜÉÈÅØÆ]\w+ $")
_FAR = 9
"""Words between a ministry and the land that it belongs to, its full name among them."""


def tell_levels(passages: Sequence[Passage]) -> list[Passage]:
    """Make the governments of parts of a country regional, where their names stand beside them."""
    if not passages:
        return []
    found = _finder(passages[0].language).find(passages[0].text)
    return [_told(passage, _within(passage, found)) for passage in passages]


@cache
def _finder(language: str) -> PhraseFinder:
    words = load_lexicon("regions")
    names = words[_NAME][_SCRIPTS.get(language, "latin")]
    blocks = {
        _NAME: names,
        **{kind: words[kind].get(language, ()) for kind in (_LEVEL, _GOVERNMENT)},
    }
    codes = frozenset({language})
    return PhraseFinder(
        (Entry("", kind, word, codes) for kind, listed in blocks.items() for word in listed),
        accents=False,
    )


def _within(passage: Passage, found: Sequence[Hit]) -> list[Hit]:
    return [one for one in found if passage.start <= one.start and one.end <= passage.end]


def _told(passage: Passage, found: Sequence[Hit]) -> Passage:
    """The passage, in which whoever pays is regional where a part of a country stands beside it."""
    parts = [one for one in found if one.code != _GOVERNMENT]
    known = [_of_country(passage, one) for one in passage.hits.get(_FACET, ())]
    bodies = [one for one in known if one.code == _NATIONAL]
    bodies += [one for one in found if one.code == _GOVERNMENT]
    if not bodies:
        return passage
    regional = [one for one in known if one.code == _REGIONAL]
    whose = {one: _place(passage, one, parts, [*bodies, *regional]) for one in bodies}
    places = [place for place in whose.values() if place]
    kept = [
        one
        for one in known
        if not whose.get(one)
        and not (one.code == _NATIONAL and any(roles.is_piece(one, place) for place in places))
    ]
    for body, place in whose.items():
        if place and not any(roles.overlap(one, place) for one in kept if one.code == _REGIONAL):
            kept.append(replace(place, facet=_FACET, code=_REGIONAL, pattern=body.pattern))
    return replace(passage, hits={**passage.hits, _FACET: sorted(kept, key=in_order)})


def _of_country(passage: Passage, body: Hit) -> Hit:
    """The body, national where it is a region's only by a word for states ("State of Israel")."""
    country = find_country(passage, body) if body.code == _REGIONAL else None
    return replace(country, code=_NATIONAL) if country else body


def _place(passage: Passage, body: Hit, parts: Sequence[Hit], others: Sequence[Hit]) -> Hit | None:
    """The stretch that says whose government it is; None where nothing does."""
    if _FEDERAL.search(passage.between(body.start, body.end)):
        return None
    for part in parts:
        if _is_beside(passage, body, part):
            return replace(body, start=min(body.start, part.start), end=max(body.end, part.end))
    if unlisted := find_part(passage, body):
        return unlisted
    far = any(_belongs(passage, body, part, others) for part in parts if part.code == _NAME)
    return body if far else None


def _is_beside(passage: Passage, body: Hit, part: Hit) -> bool:
    """Whether the name touches the word for a government, or nothing but "of the" lies between."""
    if roles.overlap(body, part):
        return True
    if part.start >= body.end and roles.has_between(passage, "paying", body.start, body.end):
        return False  # "government funds" and what it pays for
    between = passage.between(min(body.end, part.end), max(body.start, part.start))
    if part.code == _LEVEL or not between.strip():
        return not between.strip() and (part.code == _NAME or _is_on_its_side(passage, body, part))
    return bool(_LINK.fullmatch(between)) and not _JOINS.search(between)


def _is_on_its_side(passage: Passage, body: Hit, part: Hit) -> bool:
    """Whether an adjective stands where its language has it ("a ministry's regional office")."""
    return (part.start > body.start) == (passage.language in _ADJECTIVE_BEHIND)


def _belongs(passage: Passage, body: Hit, part: Hit, others: Sequence[Hit]) -> bool:
    """Whether the name ends that of a ministry ("Ministry of Labour and Trade of Tuscany")."""
    between = passage.between(body.end, part.start)
    of = _OF.search(between)
    own = part.start if of is None else body.end + of.start()
    return (
        part.start > body.end
        and (of is not None or _CAPITAL.search(between) is not None)
        and passage.words_between(body.end, part.start) <= _FAR
        and not roles.has_between(passage, "paying", body.end, part.start)
        and not any(body.end <= one.start < own for one in others)
    )
