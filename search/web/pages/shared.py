"""What several pages need: the site of a request, its search, and the state of filters in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from starlette.requests import Request

from search.entries import Entry
from search.index.facet_arrays import CITY
from search.query.found import SearchResult
from search.query.in_cities import city_called
from search.web.ask import PAGE_SIZE, Ask, read_ask
from search.web.site import Site
from search.words import facet_label, values_in_words


def site_of(request: Request) -> Site:
    """The site that this request is for."""
    site: Site = request.app.state.site
    return site


def ask_of(request: Request, also: Iterable[str] = ()) -> Ask:
    """The search that the address asks for. Raises BadRequest."""
    return as_catalogue_names(site_of(request), read_ask(request.query_params.multi_items(), also))


def as_catalogue_names(site: Site, ask: Ask) -> Ask:
    """The search with its cities called as the catalogue calls them ("Ghent" is its "Gent")."""
    if CITY not in ask.filters:
        return ask
    known = site.searcher().index.manifest.cities
    called = (city_called(known, value) for value in ask.filters[CITY])
    return replace(ask, filters={**ask.filters, CITY: tuple(dict.fromkeys(called))})


def run_search(site: Site, ask: Ask, size: int = PAGE_SIZE) -> SearchResult:
    """The results of the asked page."""
    skip = (ask.page - 1) * size
    return site.searcher().search(ask.text, ask.filters, limit=size, sort=ask.sort, skip=skip)


def matching_entries(site: Site, ask: Ask, most: int | None = None) -> list[Entry]:
    """All entries that pass the filters (the first `most`), best first when there is a text."""
    entries = site.holdings().entries
    limit = most or len(entries)
    found = site.searcher().search(ask.text, ask.filters, limit=limit, sort=ask.sort)
    return [entries[one.slug] for one in found.practices if one.slug in entries]


def base_of(request: Request) -> str:
    """The start of absolute addresses of this site, without a slash at the end."""
    return str(request.base_url).rstrip("/")


def filters_in_words(ask: Ask) -> list[tuple[str, str]]:
    """Each chosen facet with its values: ("Target group", "refugees or asylum seekers")."""
    return [
        (facet_label(facet), values_in_words(facet, values))
        for facet, values in ask.filters.items()
    ]
