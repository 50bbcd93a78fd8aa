"""Countries that a query names: "in Denmark", "au Portugal", "i Storbritannien".

The names come from CLDR (babel), which takes half a second to read: they are put into the index
when it is made, for the countries that the catalogue has practices in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import resources

import yaml

from search.terms import fold, split_words

LONGEST = 4
"""Words of the name of a country or a city: "Bosnien und Herzegowina", "Monaco di Baviera"."""
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
        names |= {place_key(split_words(territories[c])): c for c in codes if c in territories}
    return names | {
        place_key(split_words(name)): c for c in codes for name in _other_names().get(c, ())
    }


def find_countries(query: str, names: Mapping[str, str]) -> set[str]:
    """The codes of the countries that a query names as a place."""
    stretches = place_stretches(split_words(query))
    return {names[key] for words in stretches if (key := place_key(words)) in names}


def place_stretches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The stretches of a query's words that may name a place where a programme is."""
    for start in range(len(words)):
        if not start or words[start - 1].lower() not in FROM:
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                yield words[start:end]


def place_key(words: Collection[str]) -> str:
    """A place's name however its accents are written; `words` as `split_words` gives them."""
    return " ".join(fold(word) for word in words)


def _other_names() -> Mapping[str, list[str]]:
    text = (resources.files("search") / "data" / "places.yml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded
