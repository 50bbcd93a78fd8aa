"""Names of countries and cities, as the index keeps them for queries that name a place.

Names of countries come from CLDR (babel), which takes half a second to read: they are put into the
index when it is made, for the countries that the catalogue has practices in, also in the cases of
languages that bend them (`case_forms.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np
import yaml

from search.index.case_forms import bent
from search.index.postings import Postings, PostingsBuilder
from search.index.terms import fold, split_words

CITIES = "cities"
"""The name of the word matrix: a row a practice, a term a city."""


def country_names(codes: Collection[str], languages: Collection[str]) -> dict[str, str]:
    """Folded names of these countries in these languages, with their codes.

    A bent form that is also a name, that two countries share, or that is what a language is called
    somewhere ("Nederlands") is left out: it tells neither.
    """
    from babel import Locale, UnknownLocaleError

    names: dict[str, str] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    spoken: set[str] = set()
    for language in sorted(languages):
        try:
            locale = Locale(language)
        except (UnknownLocaleError, ValueError):
            continue
        spoken.update(place_key(split_words(name)) for name in locale.languages.values())
        for code in codes:
            if words := split_words(locale.territories.get(code, "")):
                names[place_key(words)] = code
                for form in bent(words, language):
                    forms[place_key(form)].add(code)
    names |= {place_key(split_words(name)): c for c in codes for name in _more_names().get(c, ())}
    told = {form: min(of) for form, of in forms.items() if len(of) == 1 and form not in spoken}
    return told | names


def build_cities(cities: Iterable[Sequence[str]]) -> Postings:
    """The matrix "cities" from the cities of each practice."""
    builder = PostingsBuilder()
    rows = 0
    for named in cities:
        builder.add(set[str]().union(*(city_keys(name) for name in named if city_key(name))))
        rows += 1
    return builder.build(np.ones(rows, dtype=np.float32), lambda _: rows, 1.0)


def city_names(cities: Iterable[Sequence[str]]) -> dict[str, str]:
    """By term of the matrix, the city's name as most practices write it; "+" joins values of
    filters, so no name has it.
    """
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for name in (name for named in cities for name in named if city_key(name)):
        for key in city_keys(name):
            written[key][" ".join(name.replace("+", " ").split())] += 1
    return {key: min(names, key=lambda one: (-names[one], one)) for key, names in written.items()}


def city_keys(name: str) -> frozenset[str]:
    """The terms of the matrix that a city's name may mean, in whatever language it is written."""
    return cities_called(city_key(name))


def cities_called(key: str) -> frozenset[str]:
    """As `city_keys`, of a name that is a key already."""
    return _same_cities().get(key) or frozenset({key})


def is_known_city(key: str) -> bool:
    """Whether it is a city that is called differently elsewhere, be there a practice or not."""
    return key in _same_cities()


def other_names(key: str) -> list[str]:
    """What a city is called in other languages, as keys; none of a city that has one name."""
    return sorted(_names_of_cities().get(key, frozenset()) - {key})


@lru_cache(maxsize=10_000)
def city_key(name: str) -> str:
    """A city's name without accents and capitals."""
    return place_key(split_words(name))


def place_key(words: Collection[str]) -> str:
    """A place's name however its accents are written; `words` as `split_words` gives them."""
    return " ".join(fold(word) for word in words)


@cache
def load_cities() -> Mapping[str, list[Any]]:
    """What `data/cities.yml` says: names of the same city, and names that are words as well."""
    text = (resources.files("search") / "data" / "cities.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, list[Any]] = yaml.safe_load(text)
    return loaded


@cache
def _same_cities() -> dict[str, frozenset[str]]:
    """By key, the first name of each line that it stands in: one term a city."""
    named: dict[str, frozenset[str]] = {}
    for first, *others in load_cities()["same"]:
        for key in map(city_key, (first, *others)):
            named[key] = named.get(key, frozenset()) | {city_key(first)}
    return named


@cache
def _names_of_cities() -> dict[str, frozenset[str]]:
    named: dict[str, frozenset[str]] = {}
    for names in load_cities()["same"]:
        keys = frozenset(map(city_key, names))
        for key in keys:
            named[key] = named.get(key, frozenset()) | keys
    return named


def _more_names() -> Mapping[str, list[str]]:
    text = (resources.files("search") / "data" / "places.yml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded
