"""The addresses of the API. Each is thin: read the question, ask the read side, give the answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from practices_db.exports import plain
from practices_db.vocabulary import load_vocabulary
from search.api.describe import PROBLEMS
from search.api.overviews import (
    GapsOut,
    ReleaseOut,
    SourceOut,
    VocabularyFacet,
)
from search.api.parameters import (
    COLUMNS,
    ROWS,
    TEXT,
    TITLE,
    WISH,
    parameters,
)
from search.api.practices import router as practices_router
from search.api.releases import router as releases_router
from search.gaps.cross import map_gaps
from search.pack.blocks import paper_record
from search.web.ask import filter_names
from search.web.pages.gaps import read_crossing
from search.web.pages.pack import read_pack
from search.web.pages.shared import ask_of, base_of, site_of
from search.web.rendering import page

api_router = APIRouter(prefix="/api", responses=PROBLEMS)
api_router.include_router(releases_router)


@api_router.get("", response_class=HTMLResponse, include_in_schema=False)
def index(request: Request) -> HTMLResponse:
    """A page that lists the addresses; the full description is /api/openapi.json."""
    paths = request.app.openapi()["paths"]
    rows = [
        (method.upper(), path, operation.get("summary", ""), operation.get("description", ""))
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]
    return page("api.html", rows=rows, base=base_of(request), filters=filter_names())


@api_router.get("/release", response_model=ReleaseOut, tags=["Catalogue"], summary="The release")
def release(request: Request) -> dict[str, Any]:
    """What the catalogue holds now, under a name that changes with its content."""
    holdings = site_of(request).holdings()
    return {
        "release": holdings.release,
        "as_of": holdings.as_of,
        "practices": len(holdings.present),
        "countries": holdings.countries,
        "languages": holdings.languages,
    }


api_router.include_router(practices_router)


@api_router.get(
    "/gaps",
    response_model=GapsOut,
    openapi_extra=parameters(ROWS, COLUMNS),
    tags=["Overviews"],
    summary="Gap map",
)
def gaps(request: Request) -> dict[str, Any]:
    """Two facets crossed over what passes the filters, with what was searched."""
    ask, rows, columns = read_crossing(request)
    found = map_gaps(site_of(request).searcher(), rows, columns, ask.filters)
    return {
        "rows": rows,
        "columns": columns,
        "cells": list(found.cells.values()),
        "row_totals": found.row_totals,
        "column_totals": found.column_totals,
        "searched": found.searched,
    }


@api_router.get(
    "/facets", openapi_extra=parameters(), tags=["Overviews"], summary="Counts by facet"
)
def facets(request: Request) -> dict[str, dict[str, int]]:
    """How many practices have each value of each facet, the unknown included."""
    ask = ask_of(request)
    counts = site_of(request).searcher().search("", ask.filters, limit=0).facets
    return {facet: dict(found) for facet, found in counts.items()}


@api_router.get(
    "/pack", openapi_extra=parameters(TEXT, TITLE, WISH), tags=["Overviews"], summary="Scoping pack"
)
def pack(request: Request) -> dict[str, Any]:
    """The scoping pack for a question, block by block."""
    paper = read_pack(request)
    record: dict[str, Any] = plain(paper_record(paper))
    return record


@api_router.get("/sources", response_model=list[SourceOut], tags=["Catalogue"], summary="Sources")
def sources(request: Request) -> Any:
    """What is read, and how it went."""
    return site_of(request).holdings().sources


@api_router.get(
    "/vocabulary", response_model=list[VocabularyFacet], tags=["Catalogue"], summary="Vocabulary"
)
def vocabulary() -> list[dict[str, Any]]:
    """The facets and their terms, in English; /vocabulary.ttl has all languages."""
    return [
        {
            "key": facet.key,
            "label": facet.label(),
            "note": facet.note,
            "kind": facet.kind,
            "single": facet.single,
            "concepts": [
                {"code": c.code, "label": c.label(), "note": c.note, "broader": c.broader}
                for c in facet.concepts.values()
            ],
        }
        for facet in load_vocabulary().facets.values()
    ]
