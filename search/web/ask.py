"""What a reader asks for, read from the address and written back to it: every state is a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, cast, get_args
from urllib.parse import urlencode

from practices_db.vocabulary import load_vocabulary
from search.figures import BANDS, read_range
from search.index.facet_arrays import CITY
from search.links import clean
from search.query.joined import join, parts
from search.query.searcher import Sort
from search.web.errors import BadRequest
from search.words import facet_label, inline

LONGEST_TEXT = 500
MOST_VALUES = 40
PAGE_SIZE = 10
LAST_PAGE = 1_000_000
"""Beyond any catalogue: only what cannot be a page is refused."""
MOST_PICKS = 6
PLACES = ("country", "city", "language")
FIRST = ("target_group", "mentor_type", "funding_model", "evidence_level", "goal", "format")
"""What most readers ask first: whom, by whom, with whose money, with what result."""
SORTS: tuple[str, ...] = get_args(Sort)
FROM, TO = ".from", ".to"
"""Behind the name of a facet with numbers: the ends of a range that somebody types into a form."""
TRACKING = "utm_"
"""Marks that newsletters add to links; they ask for nothing."""

Pairs = Iterable[tuple[str, str]]


@cache
def filter_names() -> tuple[str, ...]:
    """The facets that can be filtered by, in the order they are shown."""
    facets = load_vocabulary().facets
    concepts = [k for k, facet in facets.items() if facet.kind == "concept" and k not in PLACES]
    first = [key for key in FIRST if key in concepts]
    return (*first, *PLACES, *BANDS, *(key for key in concepts if key not in first))


@cache
def crossed_names() -> tuple[str, ...]:
    """Those whose values are few enough to be rows of a map: all but cities."""
    return tuple(name for name in filter_names() if name != CITY)


@dataclass(frozen=True, slots=True)
class Ask:
    """A search: text, filters (any value of a facet, all facets), order, page, and the picks.

    A value may join several (`search.query.joined`).
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    picks: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """The query of the address; what is at its usual value is left out."""
        found = [("q", self.text)] if self.text else []
        found += [(key, value) for key, values in self.filters.items() for value in values]
        if self.sort != "relevance":
            found.append(("sort", self.sort))
        if self.page > 1:
            found.append(("page", str(self.page)))
        return found + [("pick", slug) for slug in self.picks]

    def address(self, path: str = "/practices", **changes: Any) -> str:
        """The address of this search, or of one that differs in `changes`."""
        query = urlencode(replace(self, **changes).pairs() if changes else self.pairs())
        return f"{path}?{query}" if query else path

    def toggled(self, facet: str, value: str) -> Ask:
        """The search with a value chosen, or no longer chosen; begins again at page 1."""
        now = self.filters.get(facet, ())
        then = tuple(v for v in now if v != value) if value in now else (*now, value)
        filters = {**self.filters, facet: then}
        return replace(self, filters={k: v for k, v in filters.items() if v}, page=1)

    def choosing(self, facet: str, values: tuple[str, ...]) -> Ask:
        """The search with these values of a facet; begins again at page 1."""
        return replace(self, filters={**self.filters, facet: values}, page=1)

    def picked(self, slug: str) -> Ask:
        """The search with a practice added to, or taken from, the comparison."""
        picks = self.picks
        then = tuple(p for p in picks if p != slug) if slug in picks else (*picks, slug)
        return replace(self, picks=then[:MOST_PICKS])

    def bare(self) -> Ask:
        """Text and filters alone: what exports and the scoping pack depend on."""
        return replace(self, page=1, picks=())


def read_ask(pairs: Pairs, also: Iterable[str] = ()) -> Ask:
    """Read a query string. Raises BadRequest for what is unknown or too much; nothing is dropped.

    `also` are names that the calling page reads itself.
    """
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    names = filter_names()
    ends = {name + end for name in BANDS for end in (FROM, TO)}
    _refuse_unknown(values, {*names, "q", "sort", "page", "pick", *also}, ends)
    typed = {name: _read_ends(name, values) for name in BANDS}
    filters = {
        name: _read_values(name, [*values.get(name, []), *typed.get(name, ())]) for name in names
    }
    if sum(len(parts(v)) for given in filters.values() for v in given) > MOST_VALUES:
        raise BadRequest(f"More than {MOST_VALUES} filters.", advice="Choose fewer.")
    return Ask(
        text=read_text(values.get("q", [""])[-1]),
        filters={name: chosen for name, chosen in filters.items() if chosen},
        sort=_read_sort(values.get("sort", ["relevance"])[-1]),
        page=read_number(values.get("page", ["1"])[-1], "page", 1, LAST_PAGE),
        picks=read_slugs(values.get("pick", [])),
    )


def _read_values(facet: str, given: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_read_value(facet, value) for value in given if value.strip()))


def _read_value(facet: str, value: str) -> str:
    """Whoever types a plus into an address sends a space, which no code has."""
    known = load_vocabulary().facets.get(facet)
    pieces = value.split()
    typed = known is not None and all(piece in known.concepts for piece in pieces)
    return join(pieces if typed else [value])


def _read_ends(facet: str, values: Mapping[str, list[str]]) -> list[str]:
    """The range whose ends were typed into a form, if any. Raises BadRequest."""
    low, high = (values.get(facet + end, [""])[-1].strip() for end in (FROM, TO))
    if not low and not high:
        return []
    asked = f"{low}..{high}" if low != high else low
    if read_range(asked) is None:
        name = inline(facet_label(facet))
        raise BadRequest(
            f"{low or 'open'} to {high or 'open'} is no range of {name}.",
            advice="Give whole numbers, the smaller one first; either may be left open.",
        )
    return [asked]


def _refuse_unknown(values: Iterable[str], known: set[str], also: set[str]) -> None:
    strange = sorted(n for n in values if n not in known | also and not n.startswith(TRACKING))
    if strange:
        raise BadRequest(
            f"There is no filter {strange[0][:60]!r}.",
            advice=f"Use {', '.join(sorted(known))}.",
        )


def read_text(text: str) -> str:
    """A query's text with single spaces and no signs that turn it. Raises BadRequest: too long."""
    if len(text) > LONGEST_TEXT:
        raise BadRequest(
            f"The query has {len(text)} characters; {LONGEST_TEXT} are read.",
            advice="Shorten it, or paste it under “Find peers”.",
        )
    return " ".join(clean(text.replace("\x00", " ")).split())


def read_number(text: str, name: str, least: int, most: int) -> int:
    """A whole number in its bounds. Raises BadRequest."""
    if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
        raise BadRequest(f"{name} is a number from {least} to {most}.")
    return int(text)


def read_slugs(values: Iterable[str]) -> tuple[str, ...]:
    """Slugs of the practices to compare, each once. Raises BadRequest for more than six."""
    slugs = tuple(dict.fromkeys(value for value in values if value))
    if len(slugs) > MOST_PICKS or any(len(slug) > 200 for slug in slugs):
        raise BadRequest(
            f"At most {MOST_PICKS} practices can be compared.", advice="Go back and take some out."
        )
    return slugs


def read_choice(text: str, name: str, choices: Iterable[str]) -> str:
    """One of the choices. Raises BadRequest that names them."""
    known = list(choices)
    if text not in known:
        raise BadRequest(f"{name} is one of {', '.join(known)}.")
    return text


def _read_sort(text: str) -> Sort:
    return cast("Sort", read_choice(text, "sort", SORTS))
