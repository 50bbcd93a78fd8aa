"""Cities that a query names: "in Berlin", "à Anvers", "goteborg".

Half of all pages say no city, so silence speaks neither for a practice nor much against it. Names
in other languages come from `data/cities.yml`; which cities there are comes from the catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import yaml

from search.concepts import evidence
from search.encoding import Floats
from search.facet_arrays import Mask
from search.packed import PackedIndex
from search.places import place_key, place_stretches
from search.postings import Postings, PostingsBuilder
from search.terms import WORD, split_words

CITIES = "cities"
"""The name of the word matrix: a row a practice, a term a city."""
MEANT = 0.97
"""How often what seems to be a city is really asked for."""
THERE, SILENT, ELSEWHERE = 0.97, 0.1, 0.02
"""The chance that a practice works in a city: it says so, says none, says another."""
RAREST, COMMONEST = 0.02, 0.8


def build_cities(cities: Iterable[Sequence[str]]) -> Postings:
    """The matrix "cities" from the cities of each practice."""
    builder = PostingsBuilder()
    rows = 0
    for named in cities:
        builder.add({_key(name) for name in named if name})
        rows += 1
    return builder.build(np.ones(rows, dtype=np.float32), lambda _: rows, 1.0)


def find_cities(query: str, postings: Postings) -> dict[str, Mask]:
    """The cities that a query names, as it names them, with the practices that are there."""
    found: dict[str, Mask] = {}
    for words in place_stretches(WORD.findall(query)):  # as written: a capital tells some of them
        named = " ".join(words)
        keys = _other_names().get(_key(named), frozenset({_key(named)}))
        there = _rows_of(postings, keys)
        if there.any() and not _is_word(named):
            found[named] = there
    return found


def read_cities(index: PackedIndex, cities: Mapping[str, Mask], query: str) -> Floats:
    """The evidence, for each practice, that it works in one of these cities.

    It counts up to twice: the less else a query says, the less meaning there is to compare.
    """
    there = np.logical_or.reduce([*cities.values()])
    silent = index["practice_placeless"]
    chance = np.where(there, THERE, np.where(silent, SILENT, ELSEWHERE)).astype(np.float32)
    usual = min(max(float(chance.mean()), RAREST), COMMONEST)
    said = sum(len(split_words(named)) for named in cities)
    share = min(said / max(len(split_words(query)), 1), 1.0)
    return evidence(chance, usual, MEANT) * np.float32(1 + share)


def _rows_of(postings: Postings, keys: Collection[str]) -> Mask:
    there = np.zeros(postings.size, dtype=bool)
    for key in keys:
        at = postings.terms.find(key)
        if at is not None:
            there[postings.rows[postings.starts[at] : postings.starts[at + 1]]] = True
    return there


def _is_word(named: str) -> bool:
    return named[:1].islower() and named in _everyday()


@cache
def _loaded() -> Mapping[str, list[Any]]:
    text = (resources.files("search") / "data" / "cities.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, list[Any]] = yaml.safe_load(text)
    return loaded


@cache
def _other_names() -> dict[str, frozenset[str]]:
    named: dict[str, frozenset[str]] = {}
    for names in _loaded()["same"]:
        keys = frozenset(map(_key, names))
        for key in keys:
            named[key] = named.get(key, frozenset()) | keys
    return named


@cache
def _everyday() -> frozenset[str]:
    return frozenset(word.lower() for word in _loaded()["words"])


def _key(name: str) -> str:
    return place_key(split_words(name))
