"""Countries that a query names: "in Denmark", "au Portugal", "i Storbritannien".

`search.index.place_names` has the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from search.index.place_names import place_key
from search.index.terms import split_words
from search.query.outside import LONGEST, bare, denied_places, silent_words

FROM = frozenset({"from", "aus", "uit", "från", "fra", "frå", "z", "ze", "из", "з"})
"""Before a country these say where people come from, which is no place of a programme."""


def find_countries(query: str, names: Mapping[str, str]) -> set[str]:
    """The codes of the countries that a query names as a place."""
    stretches = place_stretches(split_words(query))
    return {names[key] for words in stretches if (key := place_key(words)) in names}


def find_denied_countries(query: str, names: Mapping[str, str]) -> set[str]:
    """The countries that a query leaves out: "not in Germany", "outside France"."""
    words = split_words(query)
    found = denied_places(words, lambda stretch: place_key(stretch) in names)
    return {names[place_key(stretch)] for stretch in found}


def without_denied(query: str, names: Mapping[str, str], cities: Iterable[str]) -> str:
    """The words of a query that leaves places out, without their names and what leaves them out:
    a page that has these is no better for it. The query itself, where nothing else is in it.
    """
    words = split_words(query)
    left_out = {word for city in cities for word in split_words(city)} | silent_words(words)
    for stretch in denied_places(words, lambda stretch: place_key(stretch) in names):
        left_out.update(stretch)
    return " ".join(word for word in words if bare(word) not in left_out) or query


def place_stretches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The stretches of a query's words that may name a place where a programme is."""
    for start in range(len(words)):
        if not start or words[start - 1].lower() not in FROM:
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                yield words[start:end]
