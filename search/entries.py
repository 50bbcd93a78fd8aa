"""One practice as pages, charts and exports show it: its view, its documents, its former slugs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import contains

from practices_db.models import Practice
from practices_db.recorded import recorded_value
from practices_db.view import FacetView, PracticeView, State
from search.figures import BANDS, any_touches
from search.index.facet_arrays import CITY
from search.index.place_names import city_keys
from search.query.joined import holds


@dataclass(frozen=True, slots=True)
class Page:
    """A document that speaks of a practice, in which role and why we think so."""

    id: int
    url: str
    title: str
    role: str
    reason: str
    kind: str
    language: str
    source: str
    published_on: date | None
    modified_on: date | None
    first_seen: datetime
    last_seen: datetime
    gone_on: datetime | None
    verdict: str
    verdict_reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A practice with its current view and its documents; gone ones are kept with the day.

    `former` are the slugs of practices that were merged into it: they lead here.
    """

    practice: Practice
    view: PracticeView
    pages: tuple[Page, ...]
    former: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return self.practice.slug

    @property
    def present(self) -> bool:
        return self.practice.gone_on is None

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({page.language for page in self.pages}))

    def facet(self, key: str) -> FacetView:
        """The facet's view; a practice that nobody read has not been assessed."""
        return self.view.get(key) or FacetView(key, State.NOT_ASSESSED)

    def codes(self, key: str) -> tuple[str, ...]:
        """The values that hold, or the one word that says why there is none."""
        found = self.facet(key)
        return tuple(value.value for value in found.values) or (found.state.value,)

    def recorded(self, key: str) -> str:
        """What the record of a source says of the facet, where no sentence states it."""
        return "" if self.facet(key).values else recorded_value(self.practice, key)

    def searched(self, key: str) -> tuple[str, ...]:
        """The values by which a search filters: the language is that of the pages, and what no
        sentence states of place and status is what a record says.
        """
        if key == "country":
            return (self.practice.country or State.NOT_STATED.value,)
        if key == CITY:
            return tuple(filter(None, (self.practice.city, self.practice.seat_city))) or (
                State.NOT_STATED.value,
            )
        if key == "language":
            return self.languages
        recorded = self.recorded(key)
        return (recorded,) if recorded else self.codes(key)

    def passes(self, facet: str, wanted: Collection[str]) -> bool:
        """Whether a filter by these values would find it, as the index does."""
        return holds(self.searched(facet), wanted, _HAS.get(facet, contains))


def _is_in_city(cities: Collection[str], asked: str) -> bool:
    return any(city_keys(city) & city_keys(asked) for city in cities)


def _fits(stated: Collection[str], asked: str) -> bool:
    return asked in stated or any_touches(stated, asked)


_HAS: Mapping[str, Callable[[Collection[str], str], bool]] = {
    CITY: _is_in_city,
    **dict.fromkeys(BANDS, _fits),
}
"""Facets whose values are asked for by something else than themselves."""
