"""The map and the charts: each a picture, a table, and three files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from search.charts.chart import Chart, chart_csv
from search.charts.overview import (
    Link,
    facet_chart,
    map_charts,
    mix_chart,
    year_chart,
    year_facet,
)
from search.charts.png import to_png
from search.charts.svg import to_svg
from search.gaps.cross import map_gaps
from search.query.joined import narrow
from search.web.ask import Ask, filter_names
from search.web.errors import PageNotFound
from search.web.pages.shared import ask_of, filters_in_words, matching_entries, site_of
from search.web.rendering import page
from search.web.site import Site

router = APIRouter()


@router.get("/charts", response_class=HTMLResponse)
def show(request: Request) -> HTMLResponse:
    """Show all charts of what passes the filters."""
    site, ask = site_of(request), ask_of(request)
    charts = list(_charts(site, ask))
    query = ask.bare().address("")
    return page(
        "charts.html",
        charts=charts,
        query=query,
        chosen=filters_in_words(ask),
        ask=ask,
    )


@router.get("/charts/{key}.{form}")
def as_file(request: Request, key: str, form: str) -> Response:
    """One chart as SVG, PNG or CSV."""
    found = (c for c in _charts(site_of(request), ask_of(request)) if c.key == key)
    chart = next(found, None)
    if chart is None or form not in {"svg", "png", "csv"}:
        raise PageNotFound("There is no such chart.", advice="See /charts.")
    if form == "svg":
        return Response(to_svg(chart.picture, as_file=True), media_type="image/svg+xml")
    if form == "png":
        return Response(to_png(chart.picture), media_type="image/png")
    return Response(chart_csv(chart), media_type="text/csv; charset=utf-8")


def _charts(site: Site, ask: Ask) -> Iterator[Chart]:
    entries = matching_entries(site, ask)
    link = _linker(ask)
    yield from map_charts(entries, link)
    yield mix_chart(map_gaps(site.searcher(), "target_group", "funding_model", ask.filters), link)
    for facet in ("evidence_level", "mentor_type"):
        if facet in filter_names():
            yield facet_chart(entries, facet, link)
    begun = year_facet()
    if begun is not None:
        yield year_chart(entries, begun)


def _linker(ask: Ask) -> Link:
    def link(more: Mapping[str, tuple[str, ...]]) -> str:
        narrowed = {f: narrow(ask.filters.get(f, ()), code) for f, (code,) in more.items()}
        return ask.bare().address("/practices", filters={**ask.filters, **narrowed})

    return link
