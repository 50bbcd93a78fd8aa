"""Names of countries and cities, as the index keeps them for queries that name a place.

Names of countries come from CLDR (babel), which takes half a second to read: they are put into the
index when it is made, for the countries that the catalogue has practices in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib import resources

import numpy as np
import yaml

from search.index.postings import Postings, PostingsBuilder
from search.index.terms import fold, split_words

CITIES = "cities"
"""The name of the word matrix: a row a practice, a term a city."""


def country_names(codes: Collection[str], languages: Collection[str]) -> dict[str, str]:
    """Folded names of these countries in these languages, with their codes."""
    from babel import Locale, UnknownLocaleError

    names: dict[str, str] = {}
    for language in sorted(languages):
        try:
            territories = Locale(language).territories
        except (UnknownLocaleError, ValueError):
            continue
        names |= {place_key(split_words(territories[c])): c for c in codes if c in territories}
    return names | {
        place_key(split_words(name)): c for c in codes for name in _other_names().get(c, ())
    }


def build_cities(cities: Iterable[Sequence[str]]) -> Postings:
    """The matrix "cities" from the cities of each practice."""
    builder = PostingsBuilder()
    rows = 0
    for named in cities:
        builder.add({city_key(name) for name in named if name})
        rows += 1
    return builder.build(np.ones(rows, dtype=np.float32), lambda _: rows, 1.0)


def city_key(name: str) -> str:
    """A city's name as the matrix knows it."""
    return place_key(split_words(name))


def place_key(words: Collection[str]) -> str:
    """A place's name however its accents are written; `words` as `split_words` gives them."""
    return " ".join(fold(word) for word in words)


def _other_names() -> Mapping[str, list[str]]:
    text = (resources.files("search") / "data" / "places.yml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded
