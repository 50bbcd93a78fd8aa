"""Choosing practices by facet, and counting what is left. Unknown is a value like any other.

Filtering is exact and comes before ranking; it never touches a practice's rank.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from practices_db.vocabulary import load_vocabulary
from practices_db.vocabulary.near import near_codes
from search.errors import UnknownFilter
from search.figures import BANDS, is_figure, read_range
from search.index.facet_arrays import CITY, COUNTRY, UNKNOWN, Bits, Mask, pack_bits, unpack_bits
from search.index.figure_arrays import touching
from search.index.packed import PackedIndex
from search.query.in_cities import count_cities, in_city, is_city
from search.query.joined import NOT, PLUS, in_wanted, leaves_out, left_out, parts

Filters = Mapping[str, Collection[str]]
"""By facet: the values any of which will do; "not_stated" and "not_assessed" are values, and one
value may join several or leave out what it names (`search.query.joined`).
"""


def read_masks(index: PackedIndex, filters: Filters) -> dict[str, Mask]:
    """For each facet of `filters`, which practices pass. Raises UnknownFilter."""
    return {facet: _mask(index, facet, values) for facet, values in filters.items() if values}


def all_pass(index: PackedIndex, masks: Mapping[str, Mask]) -> Mask:
    """Which practices pass all masks."""
    passing = np.ones(index.manifest.practices, dtype=bool)
    for mask in masks.values():
        passing &= mask
    return passing


def count_facets(
    index: PackedIndex, masks: Mapping[str, Mask], filters: Filters
) -> dict[str, dict[str, int]]:
    """By facet and value, how many practices a reader would see on choosing it.

    A facet's own choice is left out of its counts, so that its other values stay comparable.
    Values that the filters join or leave out are counted too, and come first.
    """
    chosen = pack_bits(all_pass(index, masks))
    counts = {}
    for facet in (*index.manifest.facets, CITY, *BANDS):
        passing = chosen
        if facet in masks:
            others = {name: mask for name, mask in masks.items() if name != facet}
            passing = pack_bits(all_pass(index, others))
        listed = _count_listed(index, facet, passing)
        counts[facet] = {
            value: int(np.bitwise_count(pack_bits(_has(index, facet, value)) & passing).sum())
            for value in filters.get(facet, ())
            if value not in listed and (PLUS in value or leaves_out(value) or not _is_term(facet))
        } | listed
    return counts


def _is_term(facet: str) -> bool:
    """Whether it has values of its own and no ranges or names, which are many."""
    return facet != CITY and not is_figure(facet)


def _count_listed(index: PackedIndex, facet: str, passing: Bits) -> dict[str, int]:
    """The values of a facet that are counted without being asked for, and the unknown."""
    if facet == CITY:
        return count_cities(index, unpack_bits(passing, index.manifest.practices))
    if is_figure(facet):
        codes, bits = BANDS[facet], index[f"figure_{facet}_bits"]
        numbers = np.bitwise_count(bits & passing).sum(axis=1, dtype=np.int64).tolist()
        return dict(zip((*codes, *UNKNOWN), numbers, strict=True))
    return _count(index.manifest.facets[facet], index[f"facet_{facet}_bits"] & passing)


def _count(codes: Collection[str], bits: Bits) -> dict[str, int]:
    numbers = np.bitwise_count(bits).sum(axis=1, dtype=np.int64).tolist()
    counts = {code: number for code, number in zip(codes, numbers, strict=False) if number}
    unknown = dict(zip(UNKNOWN, numbers[len(codes) :], strict=True))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) | unknown


def owners_of(index: PackedIndex, facet: str) -> NDArray[np.int64]:
    """The practice of each entry of `facet_<facet>_codes`."""
    at = list(index.manifest.facets).index(facet)
    sizes = np.diff(index["facet_starts"][:, at])
    return np.repeat(np.arange(len(sizes)), sizes)


def _mask(index: PackedIndex, facet: str, values: Collection[str]) -> Mask:
    choices = (*index.manifest.facets, CITY, *BANDS)
    if facet not in choices:
        if facet in load_vocabulary().facets:
            raise UnknownFilter(
                f"{facet} has figures or texts for values and cannot be chosen from.",
                advice=f"Try {', '.join(sorted(choices))}.",
            )
        raise _unknown("facet", facet, choices)
    asked = in_wanted(values)
    mask = np.full(index.manifest.practices, not asked)
    for value in asked:
        mask |= _has(index, facet, value)
    for code in left_out(values):
        mask &= _has(index, facet, NOT + code)
    return mask


def holders(index: PackedIndex, facet: str, value: str) -> Mask:
    """Which practices have a value, or of which it is unknown in this way; none for a new one."""
    values = [*index.manifest.facets[facet], *UNKNOWN]
    if value not in values:
        return np.zeros(index.manifest.practices, dtype=bool)
    bits = index[f"facet_{facet}_bits"][values.index(value)]
    return unpack_bits(bits, index.manifest.practices)


def _has(index: PackedIndex, facet: str, value: str) -> Mask:
    if leaves_out(value):
        return ~_has_term(index, facet, value.removeprefix(NOT))
    joined = parts(value)
    if "" in joined:
        raise _no_range(facet, value) if is_figure(facet) else _no_value(facet, value)
    together: Mask = np.logical_and.reduce([_has_one(index, facet, part) for part in joined])
    return together


def _has_term(index: PackedIndex, facet: str, value: str) -> Mask:
    """The unknown is never left out with others: who says nothing may be meant."""
    if value in UNKNOWN:
        raise UnknownFilter(
            f"{facet} value {value!r} cannot be left out: who says nothing may be meant.",
            advice="Choose the values that are wanted.",
        )
    return _has_one(index, facet, value, NOT)


def _has_one(index: PackedIndex, facet: str, value: str, sign: str = "") -> Mask:
    """`sign` stands before the value as it was asked for, and before what advice names."""
    if is_figure(facet):
        return _in_range(index, facet, value, sign)
    if facet == CITY:
        if not is_city(index, value):
            raise _unknown(
                f"{facet} value", value, sorted(index.manifest.cities.values()), (), sign
            )
        return in_city(index, value)
    known = [*index.manifest.facets[facet], *([] if sign else UNKNOWN)]
    if value not in known and not _is_concept(facet, value):
        raise _unknown(f"{facet} value", value, known, _named(facet, value), sign)
    return holders(index, facet, value)


def _in_range(index: PackedIndex, facet: str, value: str, sign: str) -> Mask:
    listed = (*BANDS[facet], *UNKNOWN)
    if value in listed:
        bits = index[f"figure_{facet}_bits"][listed.index(value)]
        return unpack_bits(bits, index.manifest.practices)
    if read_range(value) is None:
        raise _no_range(facet, sign + value)
    mask = np.zeros(index.manifest.practices, dtype=bool)
    low, high = index[f"figure_{facet}_low"], index[f"figure_{facet}_high"]
    fits = touching(low, high, value) & index[f"figure_{facet}_holds"]
    mask[index[f"figure_{facet}_rows"][fits]] = True
    return mask


def _no_range(facet: str, given: str) -> UnknownFilter:
    return UnknownFilter(
        f"There is no {facet} value {given!r}.",
        advice="Write a range of whole numbers: 18..25, 18.., ..25 or 18; or not_stated.",
    )


def _no_value(facet: str, given: str) -> UnknownFilter:
    """Of a value that joins nothing to something."""
    return UnknownFilter(
        f"There is no {facet} value {given!r}.", advice="A plus stands between two values."
    )


def _is_concept(facet: str, value: str) -> bool:
    """A known concept or country that no practice has is a fair question with the answer none."""
    from search.words import is_country

    if facet == COUNTRY:
        return is_country(value)
    known = load_vocabulary().facets.get(facet)
    return known is None or value in known.concepts


def _named(facet: str, given: str) -> list[str]:
    """The code that is meant by a value's name ("Germany", "Paid coaches") or in other letters."""
    from search.words import countries, label

    known = load_vocabulary().facets.get(facet)
    codes = countries() if facet == COUNTRY else list(known.concepts) if known else []
    wanted = given.strip().casefold()
    return [code for code in codes if wanted in {code.casefold(), label(facet, code).casefold()}]


MOST_NAMED = 20
"""Values that advice names; how many more there are is told."""


def _unknown(
    what: str, given: str, known: Collection[str], meant: Sequence[str] = (), sign: str = ""
) -> UnknownFilter:
    near = meant or near_codes(given, known) or sorted(known)
    more = f" and {len(near) - MOST_NAMED} more" if len(near) > MOST_NAMED else ""
    tried = f"Try {', '.join(sign + one for one in near[:MOST_NAMED])}{more}."
    return UnknownFilter(f"There is no {what} {sign + given!r}.", advice=tried)
