"""What cities that a query names or leaves out speak for each practice.

Half of all pages say no city, so silence speaks neither for a practice nor much against it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.index.encoding import Floats
from search.index.facet_arrays import Mask
from search.index.packed import PackedIndex
from search.index.place_names import other_names, place_key
from search.index.postings import Postings
from search.index.terms import split_words
from search.query.concepts import evidence
from search.query.places import City

MEANT = 0.97
"""How often what seems to be a city is really asked for."""
THERE, SILENT, ELSEWHERE = 0.97, 0.1, 0.02
"""The chance that a practice works in a city: it says so, says none, says another."""
RAREST, COMMONEST = 0.02, 0.8


def read_denied_cities(cities: Sequence[City]) -> Floats:
    """What denied cities speak against those that are there; who names none loses nothing."""
    there = _in_any(cities)
    usual = min(max(float(there.mean()), RAREST), COMMONEST)
    against = evidence(np.array([THERE], dtype=np.float32), usual, MEANT)
    return np.where(there, -np.maximum(against, 0), 0).astype(np.float32)


def read_cities(index: PackedIndex, cities: Sequence[City], query: str) -> Floats:
    """The evidence, for each practice, that it works in one of these cities.

    It counts up to twice: the less else a query says, the less meaning there is to compare.
    """
    there = _in_any(cities)
    silent = index["practice_placeless"]
    chance = np.where(there, THERE, np.where(silent, SILENT, ELSEWHERE)).astype(np.float32)
    usual = min(max(float(chance.mean()), RAREST), COMMONEST)
    said = sum(len(split_words(city.named)) for city in cities)
    share = min(said / max(len(split_words(query)), 1), 1.0)
    return evidence(chance, usual, MEANT) * np.float32(1 + share)


def called_in_pages(named: str, pages: Postings) -> str:
    """A city as pages call it: by this name, or by the one that most have where none has this (of
    Ghent pages may say only "Gent"); "" where no page names it.
    """
    key = place_key(split_words(named))
    known = {name: _count(pages, name) for name in (key, *other_names(key))}
    best = max(known, key=lambda name: known[name])
    return named if known[key] else best if known[best] else ""


def _count(pages: Postings, name: str) -> int:
    return min(map(pages.count, name.split()), default=0)


def _in_any(cities: Sequence[City]) -> Mask:
    there: Mask = np.logical_or.reduce([city.rows for city in cities])
    return there
