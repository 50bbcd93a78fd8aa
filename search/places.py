"""Countries that a query names: "in Denmark", "au Portugal", "i Storbritannien".

The names come from CLDR (babel), which takes half a second to read: they are put into the index
when it is made, for the countries that the catalogue has practices in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import resources

import yaml

from search.terms import fold, split_words

LONGEST = 4
"""Words of a country's name: "Bosnien und Herzegowina" has three."""
FROM = frozenset({"from", "aus", "uit", "från", "fra", "frå", "z", "ze", "из", "з"})
"""Before a country these say where people come from, which is no place of a programme."""


def country_names(codes: Collection[str], languages: Collection[str]) -> dict[str, str]:
    """Folded names of these countries in these languages, with their codes."""
    from babel import Locale, UnknownLocaleError

    names: dict[str, str] = {}
    for language in sorted(languages):
        try:
            territories = Locale(language).territories
        except (UnknownLocaleError, ValueError):
            continue
        names |= {_key(split_words(territories[c])): c for c in codes if c in territories}
    return names | {_key(split_words(name)): c for c in codes for name in _other_names().get(c, ())}


def find_countries(query: str, names: Mapping[str, str]) -> set[str]:
    """The codes of the countries that a query names as a place."""
    words = split_words(query)
    return {
        names[key]
        for start in range(len(words))
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1)
        if (key := _key(words[start:end])) in names and (not start or words[start - 1] not in FROM)
    }


def _other_names() -> Mapping[str, list[str]]:
    text = (resources.files("search") / "data" / "places.yml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded


def _key(words: Collection[str]) -> str:
    return " ".join(fold(word) for word in words)
