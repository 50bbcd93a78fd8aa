"""The gap map: two facets crossed, as a picture with links and as a table that says the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from practices_db.view import State
from practices_db.vocabulary import load_vocabulary
from search.charts.heat import draw_gaps, evidence_words
from search.charts.picture import Picture
from search.charts.png import to_png
from search.charts.svg import to_svg
from search.figures import BANDS
from search.gaps.cross import GapCell, GapMap, map_gaps
from search.gaps.files import gaps_to_csv, only_words, searched_words, told_alone
from search.query.joined import leaves_out
from search.web.ask import Ask, crossed_names, filter_names, read_choice
from search.web.errors import BadRequest
from search.web.pages.shared import ask_of, site_of
from search.web.rendering import page
from search.web.site import Site
from search.words import facet_label, label

router = APIRouter()
ALSO = ("rows", "columns", "only")
DEFAULT = ("target_group", "mentor_type")


@router.get("/gaps", response_class=HTMLResponse)
def show(request: Request) -> HTMLResponse:
    """Show the map with its controls."""
    gaps, ask = _read(request)
    here = _addresses(request)
    return page(
        "gaps.html",
        gaps=gaps,
        picture=draw_gaps(gaps, lambda cell: cell_address(ask, gaps, cell)),
        searched=searched_words(gaps.searched),
        evidence=evidence_words,
        address=lambda cell: cell_address(ask, gaps, cell),
        facets=[(key, facet_label(key)) for key in crossed_names()],
        groups=_only_choices(site_of(request)),
        only=request.query_params.get("only", ""),
        chosen=only_words(ask.filters),
        kept=Ask(filters=ask_of(request, ALSO).filters),
        files=here,
        ask=ask,
    )


@router.get("/gaps.svg")
def as_svg(request: Request) -> Response:
    """The picture as a file."""
    picture = _picture(request)
    return Response(to_svg(picture, as_file=True), media_type="image/svg+xml")


@router.get("/gaps.png")
def as_png(request: Request) -> Response:
    """The picture for slides."""
    return Response(to_png(_picture(request)), media_type="image/png")


@router.get("/gaps.csv")
def as_csv(request: Request) -> Response:
    """One line a cell, with its denominator."""
    text = gaps_to_csv(_read(request)[0])
    return Response(text.encode("utf-8-sig"), media_type="text/csv; charset=utf-8")


def cell_address(ask: Ask, gaps: GapMap, cell: GapCell) -> str:
    """The practices of a cell."""
    filters = {
        **ask.filters,
        gaps.row_facet: _in_cell(ask, gaps.row_facet, cell.row),
        gaps.column_facet: _in_cell(ask, gaps.column_facet, cell.column),
    }
    return ask.address("/practices", filters=filters)


def _in_cell(ask: Ask, facet: str, value: str) -> tuple[str, ...]:
    """The value of a cell, beside what the filters leave out: no cell counts that."""
    return (value, *filter(leaves_out, ask.filters.get(facet, ())))


def _picture(request: Request) -> Picture:
    gaps, ask = _read(request)
    return draw_gaps(gaps, more=told_alone(gaps, ask.filters))


def _read(request: Request) -> tuple[GapMap, Ask]:
    ask, rows, columns = read_crossing(request)
    return map_gaps(site_of(request).searcher(), rows, columns, ask.filters), ask


def read_crossing(request: Request) -> tuple[Ask, str, str]:
    """The search, and the two facets to cross. Raises BadRequest."""
    ask = read_only(ask_of(request, ALSO), request.query_params.get("only", ""))
    names = crossed_names()
    rows = read_choice(request.query_params.get("rows", DEFAULT[0]), "rows", names)
    columns = read_choice(request.query_params.get("columns", DEFAULT[1]), "columns", names)
    if rows == columns:
        raise BadRequest("A facet cannot be crossed with itself.", advice="Choose two.")
    return ask, rows, columns


def read_only(ask: Ask, only: str) -> Ask:
    """The third facet, given as facet:value, joined to the other filters."""
    if not only:
        return ask
    facet, colon, value = only.partition(":")
    read_choice(facet if colon else "", "only", filter_names())
    return ask.toggled(facet, value) if value not in ask.filters.get(facet, ()) else ask


def _addresses(request: Request) -> dict[str, str]:
    query = str(request.url.query)
    return {form: f"/gaps.{form}{'?' + query if query else ''}" for form in ("svg", "png", "csv")}


def _only_choices(site: Site) -> list[dict[str, Any]]:
    """All that a third facet can be, the unknown too; of places those where programmes are."""
    holdings = site.holdings()
    places = {"country": holdings.countries, "language": holdings.languages}
    return [{"label": facet_label(key), "values": _choices(key, places)} for key in crossed_names()]


def _choices(key: str, places: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    codes = (
        places[key] if key in places else BANDS.get(key) or load_vocabulary().facet(key).values()
    )
    named = [(code, label(key, code)) for code in codes]
    if key in places:
        named.sort(key=lambda pair: pair[1])
    silent = State.NOT_STATED.value
    return [
        *((f"{key}:{code}", name) for code, name in named),
        (f"{key}:{silent}", f"{facet_label(key)}: {label(key, silent)}"),
    ]
