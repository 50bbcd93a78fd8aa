"""Choosing practices by city, and counting them. The unknown is a value: half of all name none."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from search.index.facet_arrays import UNKNOWN, Mask
from search.index.packed import PackedIndex
from search.index.place_names import CITIES, city_key, city_keys, is_known_city
from search.index.postings import Postings
from search.query.joined import NOT, leaves_out


def is_city(index: PackedIndex, value: str) -> bool:
    """Whether it can be asked for: a city of the catalogue in any language, one that is known and
    has no practice, or one of both kinds of unknown.
    """
    known = value in UNKNOWN or is_known_city(city_key(value))
    return known or not city_keys(value).isdisjoint(index.manifest.cities)


def city_called(cities: Mapping[str, str], value: str) -> str:
    """A value of the filter with the city's name as the catalogue has it, where it has that city
    under one name only; any other value as it is.
    """
    sign = NOT if leaves_out(value) else ""
    found = {cities[key] for key in city_keys(value.removeprefix(sign)) if key in cities}
    return sign + found.pop() if len(found) == 1 else value


def in_city(index: PackedIndex, value: str) -> Mask:
    """Which practices are in a city, or of which it is unknown in this way."""
    if value in UNKNOWN:
        stated: Mask = index["practice_placeless"]
        return stated if value == UNKNOWN[0] else np.zeros_like(stated)
    return _postings(index).holding(city_keys(value))


def count_cities(index: PackedIndex, passing: Mask) -> dict[str, int]:
    """By city, the most frequent first, how many of the practices that pass are there; then of how
    many no city is known. Cities without one are left out.
    """
    if passing.all():
        return dict(index.kept("counts of all cities", lambda one: _count(one, passing)))
    return _count(index, passing)


def _count(index: PackedIndex, passing: Mask) -> dict[str, int]:
    names, postings = index.kept("names of cities", _names), _postings(index)
    summed = np.concatenate([[0], np.cumsum(passing[postings.rows])])
    numbers = summed[postings.starts[1:]] - summed[postings.starts[:-1]]
    found = np.flatnonzero(numbers)
    order = found[np.argsort(-numbers[found], kind="stable")]
    counts = dict(zip(names[order].tolist(), numbers[order].tolist(), strict=True))
    silent = int(np.count_nonzero(index["practice_placeless"] & passing))
    return counts | dict(zip(UNKNOWN, (silent, 0), strict=True))


def _postings(index: PackedIndex) -> Postings:
    return index.kept("postings of cities", lambda one: one.postings(CITIES))


def _names(index: PackedIndex) -> NDArray[np.object_]:
    """The name of each term of the matrix, in its order."""
    terms = _postings(index).terms
    cities = index.manifest.cities
    return np.array([cities[terms[at].decode()] for at in range(len(terms))], dtype=object)
