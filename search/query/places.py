"""Countries that a query names: "in Denmark", "au Portugal", "i Storbritannien".

`search.index.place_names` has the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from search.index.place_names import place_key
from search.index.terms import split_words
from search.query.denied import denies

LONGEST = 4
"""Words of the name of a country or a city: "Bosnien und Herzegowina", "Monaco di Baviera"."""
_BETWEEN = {
    "en": "in the",
    "de": "in im der die das den dem",
    "nl": "in het de",
    "fr": "en au aux la le les",
    "es": "en el la los las",
    "pt": "em na nas nos o a os as",
    "it": "in il la lo gli i",
    "sv": "i",
    "cs": "v ve",
    "pl": "w we",
    "hr": "u",
    "bg": "в във",
    "uk": "в у",
    "el": "την το τη στην στη στο",
}
BETWEEN = frozenset(word for words in _BETWEEN.values() for word in words.split())
"""Words for "in" and "the" that may stand between: "not in", "sans la", "ohne die"."""
IN_THE = "no"
"""In Portuguese and Galician: "no Brasil". Where it denies, another word stands between."""
FROM = frozenset({"from", "aus", "uit", "från", "fra", "frå", "z", "ze", "из", "з"})
"""Before a country these say where people come from, which is no place of a programme."""


def find_countries(query: str, names: Mapping[str, str]) -> set[str]:
    """The codes of the countries that a query names as a place."""
    stretches = place_stretches(split_words(query))
    return {names[key] for words in stretches if (key := place_key(words)) in names}


def find_denied_countries(query: str, names: Mapping[str, str]) -> set[str]:
    """The countries straight before which a word denies: "not in Germany", "sauf la France"."""
    words = split_words(query)
    behind = [at + 1 for at, word in enumerate(words) if denies(word)]
    starts = [at for at in behind if words[at - 1] != IN_THE]
    starts += [at + 1 for at in behind if at < len(words) and words[at] in BETWEEN]
    keys = (place_key(words[at : at + size]) for at in starts for size in range(1, LONGEST + 1))
    return {names[key] for key in keys if key in names}


def place_stretches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The stretches of a query's words that may name a place where a programme is."""
    for start in range(len(words)):
        if not start or words[start - 1].lower() not in FROM:
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                yield words[start:end]
