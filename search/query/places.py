"""Places that a query names, read once: countries ("w Belgii") and cities ("à Anvers").

Which it wants, which it leaves out, and what is left of its words for the pages. Names come from
`search.index.place_names`, what leaves out from `outside.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from search.index.facet_arrays import CITY, COUNTRY, Mask
from search.index.place_names import (
    cities_called,
    is_known_city,
    load_cities,
    place_key,
)
from search.index.postings import Postings
from search.index.terms import WORD, fold, split_words
from search.query.city_forms import Bent, cities_bent
from search.query.outside import (
    AND,
    ARTICLES,
    IN,
    LONGEST,
    bare,
    denied_spans,
    is_origin,
    outside_words,
    silent_words,
)

_LEAST_OF = 5
"""Letters of a city's name that may have an s behind it ("Berlins Mentoren")."""


@dataclass(frozen=True, slots=True)
class City:
    """A city as a query names it: the terms of the matrix that it may be, and who is there."""

    named: str
    terms: tuple[str, ...]
    rows: Mask


@dataclass(frozen=True, slots=True)
class Places:
    """What a query says of places. `missing` are cities in which no practice is and that no page
    names; `asked` is what is left of it for the pages: without names of places that it leaves out,
    which make no page better; the query itself where nothing else is in it. `told` is what is left
    of it for our terms: without cities that are called as one is ("in Rome").
    """

    asked: str = ""
    told: str = ""
    countries: frozenset[str] = frozenset()
    denied_countries: frozenset[str] = frozenset()
    cities: tuple[City, ...] = ()
    denied_cities: tuple[City, ...] = ()
    missing: tuple[str, ...] = ()
    denied_missing: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """A query's words with what each stretch of them names."""

    words: Sequence[str]
    names: Mapping[str, str]
    postings: Postings | None
    is_term: Callable[[str], object]
    lowered: list[str] = field(init=False)
    countries: dict[tuple[int, int], str] = field(default_factory=dict)
    cities: dict[tuple[int, int], City] = field(default_factory=dict)
    absent: dict[tuple[int, int], str] = field(default_factory=dict)
    also_terms: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.lowered = [word.lower() for word in self.words]
        folded = [fold(word) for word in self.lowered]
        bared = [fold(bare(w)) if "'" in w or "’" in w else "" for w in self.lowered]
        for start, first in enumerate(folded):
            for end in range(start + 1, min(start + LONGEST, len(folded)) + 1):
                key = first if end == start + 1 else " ".join(folded[start:end])
                if not self._read(start, end, key) and bared[start]:
                    self._read(start, end, " ".join([bared[start], *folded[start + 1 : end]]))

    def _read(self, start: int, end: int, key: str) -> bool:
        """Whether such words name a place; a city may have an s behind it."""
        code = self.names.get(key)
        if code:
            self.countries[start, end] = code
        longer = key[-1] == "s" and len(key) - key.rfind(" ") > _LEAST_OF + 1
        city = self._read_city(start, end, key)
        city = city or (longer and self._read_city(start, end, key[:-1]))
        return city or bool(code) or self._read_bent(start, end, key)

    def _read_bent(self, start: int, end: int, key: str) -> bool:
        """Whether it is a city's name in some case, or made of one ("Wiener"); a term is none."""
        if end > start + 1 and (self.words[start].islower() or self.words[end - 1].islower()):
            return False  # most words of a query are no name of several words
        before = self.lowered[start - 1] if start else ""
        word = Bent(key, not self.words[start][:1].islower(), before)
        names = list(cities_bent(word, self._is_city))
        if not names or self.is_term(key) or any(name in _everyday() for name in names):
            return False
        return any(self._read_city(start, end, name) for name in names)

    def _is_city(self, key: str) -> bool:
        found = self.postings.terms if self.postings is not None else ()
        return is_known_city(key) or key in found

    def _read_city(self, start: int, end: int, key: str) -> bool:
        if not self._is_city(key):
            return False
        if key in _everyday() and not self._is_name(start, end):
            return False
        named = " ".join(self.words[start:end])
        if self.is_term(named):  # "Roma" are people as well
            if not (start and self._is_place(start)):
                return False
            self.also_terms.add((start, end))
        terms = tuple(sorted(cities_called(key)))
        cities = self.postings
        if cities and any(cities.terms.find(term) is not None for term in terms):
            self.cities[start, end] = City(named, terms, cities.holding(terms))
        else:
            self.absent[start, end] = named
        return True

    def _is_place(self, start: int) -> bool:
        """Whether the words before say that what begins there is a place."""
        outside = {end for _, end in outside_words(self.lowered)}
        return self.lowered[start - 1] in IN or start in outside

    def _is_name(self, start: int, end: int) -> bool:
        """Whether words that are everyday words too are written as a name: what a query begins
        with has a capital anyhow ("Reading mentors").
        """
        if self.words[start][:1].islower():
            return False
        behind = self.lowered[end : end + 1]
        return start > 0 or not behind or fold(behind[0]) in self.names

    def kinds(self, start: int, end: int) -> list[str]:
        """What a place at these words may be. A country that is denied may have an s behind it."""
        span = (start, end)
        found = [CITY] if span in self.cities or span in self.absent else []
        if span not in self.countries:
            stretch = [*self.lowered[start : end - 1], self.lowered[end - 1].removesuffix("s")]
            code = self.names.get(place_key(stretch))
            if code is None:
                return found
            self.countries[span] = code
        return [COUNTRY, *found]

    def wanted(self, denied: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where places stand that are not denied and not where people come from."""
        lowered = self.lowered
        ends: set[int] = set()
        found = []
        for start, end in _longest({*self.countries, *self.cities, *self.absent}):
            at = start - (lowered[start - 1] in ARTICLES) if start else 0
            joined = at > 0 and lowered[at - 1] in AND and at - 1 in ends
            if joined or is_origin(lowered, start, end):
                ends.add(end)
            elif not any(begins <= start and end <= stops for begins, stops in denied):
                found.append((start, end))
        return found


def read_places(
    query: str,
    names: Mapping[str, str],
    postings: Postings | None = None,
    is_term: Callable[[str], object] = lambda _: False,
) -> Places:
    """The places of a query: `names` of countries with their codes, `postings` of cities, and what
    tells whether a city's name is a term of ours as well.
    """
    text = unicodedata.normalize("NFKC", query)
    words, lowered = WORD.findall(text), split_words(query)
    if len(words) != len(lowered):
        text, words = query.lower(), lowered  # "İsveç" comes apart so, and so do the names
    reading = _Reading(words, names, postings, is_term)
    denied = list(denied_spans(words, reading.kinds))
    wanted = reading.wanted(denied)
    cities = [reading.cities[span] for span in wanted if span in reading.cities]
    absent = [reading.absent[span] for span in wanted if span in reading.absent]
    return Places(
        asked=_without(query, words, denied) if denied else query,
        told=_cut(text, reading.also_terms & {*wanted, *denied}) or query,
        countries=frozenset(reading.countries[s] for s in wanted if s in reading.countries),
        denied_countries=frozenset(reading.countries[s] for s in denied if s in reading.countries),
        cities=tuple({city.named: city for city in cities}.values()),
        denied_cities=tuple(reading.cities[span] for span in denied if span in reading.cities),
        missing=tuple(dict.fromkeys(absent)),
        denied_missing=tuple(reading.absent[span] for span in denied if span in reading.absent),
    )


def _longest(spans: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that are part of no longer one: "Den Haag" is not also "Haag"."""
    return [
        (start, end)
        for start, end in sorted(spans)
        if not any(
            begins <= start and end <= stops and (begins, stops) != (start, end)
            for begins, stops in spans
        )
    ]


def _cut(text: str, spans: Collection[tuple[int, int]]) -> str:
    """A text without some stretches of its words."""
    found = [match.span() for match in WORD.finditer(text)] if spans else []
    for start, end in sorted(spans, reverse=True):
        text = text[: found[start][0]] + text[found[end - 1][1] :]
    return text


def _without(query: str, words: Sequence[str], denied: Sequence[tuple[int, int]]) -> str:
    lowered = [word.lower() for word in words]
    silent = silent_words(lowered)
    inside = {at for start, end in denied for at in range(start, end)}
    kept = [w for at, w in enumerate(lowered) if at not in inside and w not in silent]
    return " ".join(kept) or query


@cache
def _everyday() -> frozenset[str]:
    return frozenset(place_key([word.lower()]) for word in load_cities()["words"])
