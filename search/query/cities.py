"""Cities that a query names: "in Berlin", "à Anvers", "goteborg".

Half of all pages say no city, so silence speaks neither for a practice nor much against it. Names
in other languages come from `data/cities.yml`; which cities there are comes from the catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np
import yaml

from search.index.encoding import Floats
from search.index.facet_arrays import Mask
from search.index.packed import PackedIndex
from search.index.place_names import city_key, place_key
from search.index.postings import Postings
from search.index.terms import WORD, split_words
from search.query.concepts import evidence
from search.query.outside import denied_places
from search.query.places import place_stretches

MEANT = 0.97
"""How often what seems to be a city is really asked for."""
THERE, SILENT, ELSEWHERE = 0.97, 0.1, 0.02
"""The chance that a practice works in a city: it says so, says none, says another."""
RAREST, COMMONEST = 0.02, 0.8


def find_cities(query: str, postings: Postings) -> dict[str, Mask]:
    """The cities that a query names, as it names them, with the practices that are there."""
    found: dict[str, Mask] = {}
    for words in place_stretches(WORD.findall(query)):  # as written: a capital tells some of them
        named = " ".join(words)
        key = place_key([_key(word) for word in words])
        keys = _other_names().get(key, frozenset({key}))
        there = _rows_of(postings, keys)
        if there.any() and not _is_word(named):
            found[named] = there
    return found


def find_denied_cities(query: str, cities: Mapping[str, Mask]) -> dict[str, Mask]:
    """Those of the cities a query names that it leaves out: "not in Brussels"."""
    if not cities:
        return {}
    found = denied_places(WORD.findall(query), lambda words: " ".join(words) in cities)
    return {named: cities[named] for named in map(" ".join, found)}


def read_denied_cities(cities: Mapping[str, Mask]) -> Floats:
    """What denied cities speak against those that are there; who names none loses nothing."""
    there = np.logical_or.reduce([*cities.values()])
    usual = min(max(float(there.mean()), RAREST), COMMONEST)
    against = evidence(np.array([THERE], dtype=np.float32), usual, MEANT)
    return np.where(there, -np.maximum(against, 0), 0).astype(np.float32)


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


@lru_cache(maxsize=10_000)
def _key(word: str) -> str:
    return city_key(word)


@cache
def _loaded() -> Mapping[str, list[Any]]:
    text = (resources.files("search") / "data" / "cities.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, list[Any]] = yaml.safe_load(text)
    return loaded


@cache
def _other_names() -> dict[str, frozenset[str]]:
    named: dict[str, frozenset[str]] = {}
    for names in _loaded()["same"]:
        keys = frozenset(map(city_key, names))
        for key in keys:
            named[key] = named.get(key, frozenset()) | keys
    return named


@cache
def _everyday() -> frozenset[str]:
    return frozenset(word.lower() for word in _loaded()["words"])
