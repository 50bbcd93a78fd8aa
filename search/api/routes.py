"""The addresses of the API. Each is thin: read the question, ask the read side, give the answer."""

from __future__ import annotations

import math
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse

from practices_db.exports import plain
from practices_db.vocabulary import load_vocabulary
from search.api.schemas import (
    ComparisonOut,
    GapsOut,
    PeerOut,
    PeerText,
    PracticeOut,
    Problem,
    ReleaseOut,
    SearchOut,
    SourceOut,
    VocabularyFacet,
)
from search.blocks import paper_record
from search.compare import compare
from search.export.jsonld import JSONLD, practice_jsonld
from search.export.records import entry_record
from search.gaps import map_gaps
from search.peers import find_peers, find_similar
from search.web.ask import (
    LAST_PAGE,
    LONGEST_TEXT,
    MOST_PICKS,
    PAGE_SIZE,
    SORTS,
    Ask,
    filter_names,
    read_ask,
)
from search.web.errors import BadRequest
from search.web.negotiation import preferred
from search.web.pages.gaps import read_crossing
from search.web.pages.pack import LONGEST_TITLE, MOST_WISHES, read_pack
from search.web.pages.peers import tag_text
from search.web.pages.shared import base_of, run_search, site_of
from search.web.rendering import page

API_DESCRIPTION = (
    "Published mentoring programmes; every value with its quote, address and date. Read only, "
    "without keys. `not_stated` means read and not said, `not_assessed` not read: both are values "
    "of every facet. Answers carry an ETag; errors are application/problem+json."
)
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": what,
        "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
    }
    for status, what in (
        (400, "The question names what does not exist or asks too much"),
        (404, "There is no such thing"),
        (413, "The request body is too large"),
        (429, "Too many requests"),
        (503, "The catalogue or its index cannot be read now"),
    )
}

api_router = APIRouter(prefix="/api", responses=_PROBLEMS)


def _parameters(*also: dict[str, Any]) -> dict[str, Any]:
    """Parameters for OpenAPI. Filters come from the vocabulary, so no signature can list them."""
    listed = [
        {
            "name": name,
            "description": "Any of these values will do; not_stated and not_assessed too.",
            "schema": {"type": "array", "items": {"type": "string"}},
        }
        for name in filter_names()
    ]
    return {"parameters": [{"in": "query", "required": False, **one} for one in (*also, *listed)]}


_TEXT = {
    "name": "q",
    "description": "What to look for, in any language",
    "schema": {"type": "string", "maxLength": LONGEST_TEXT},
}
_SORT = {"name": "sort", "schema": {"type": "string", "enum": list(SORTS)}}
_PAGE = {"name": "page", "schema": {"type": "integer", "minimum": 1, "maximum": LAST_PAGE}}
_TITLE = {"name": "title", "schema": {"type": "string", "maxLength": LONGEST_TITLE}}
_WISH = {
    "name": "wish",
    "description": "facet:value to look up in each programme; it decides nothing",
    "schema": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_WISHES},
}
_ROWS = {"name": "rows", "schema": {"type": "string", "enum": list(filter_names())}}
_COLUMNS = {**_ROWS, "name": "columns"}
_PICK = {
    "name": "pick",
    "required": True,
    "description": "Slugs",
    "schema": {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 2,
        "maxItems": MOST_PICKS,
    },
}


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


@api_router.get("/release", response_model=ReleaseOut)
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


@api_router.get(
    "/practices", response_model=SearchOut, openapi_extra=_parameters(_TEXT, _SORT, _PAGE)
)
def search(request: Request) -> dict[str, Any]:
    """Practices that pass the filters, best first. Pages of 10."""
    site = site_of(request)
    ask = _ask(request)
    result = run_search(site, ask)
    pages = min(LAST_PAGE, math.ceil(result.total / PAGE_SIZE))
    more = ask.address("/api/practices", page=ask.page + 1) if ask.page < pages else None
    return {
        "release": site.holdings().release,
        "total": result.total,
        "page": ask.page,
        "pages": pages,
        "next": f"{base_of(request)}{more}" if more else None,
        "notice": result.notice,
        "facets": result.facets,
        "practices": result.practices[(ask.page - 1) * PAGE_SIZE :],
    }


@api_router.get(
    "/practices/{slug}",
    response_model=PracticeOut,
    responses={200: {"content": {JSONLD: {}}, "description": "JSON, or JSON-LD if asked for"}},
)
def show(request: Request, slug: str) -> Any:
    """One practice with every value, quote and document; JSON-LD by content negotiation."""
    entry = site_of(request).entry(slug)
    if preferred(request.headers.get("accept", ""), ("application/json", JSONLD)) == JSONLD:
        return JSONResponse(practice_jsonld(entry, base_of(request)), media_type=JSONLD)
    return entry_record(entry)


@api_router.get("/practices/{slug}/similar", response_model=list[PeerOut])
def similar(request: Request, slug: str, limit: Annotated[int, Query(ge=1, le=50)] = 10) -> Any:
    """Programmes like one of the catalogue, with what is the same and what differs."""
    site = site_of(request)
    return find_similar(site.searcher(), site.entry(slug).slug, limit)


@api_router.post("/peers", response_model=list[PeerOut])
def peers(request: Request, given: PeerText) -> Any:
    """Programmes like a described one. The text is kept nowhere."""
    site = site_of(request)
    return find_peers(site.searcher(), given.text, tag_text(site.settings), given.limit)


@api_router.get(
    "/compare",
    response_model=ComparisonOut,
    openapi_extra={"parameters": [{"in": "query", **_PICK}]},
)
def side_by_side(request: Request) -> Any:
    """Two to six practices, facet by facet, with quotes, conflicts and what is not alike."""
    site = site_of(request)
    picks = _ask(request).picks
    if len(picks) < 2:
        raise BadRequest("Fewer than two practices.", advice="Give `pick` two to six times.")
    slugs = [site.entry(slug).slug for slug in picks]
    with site.session() as session:
        return compare(session, slugs)


@api_router.get("/gaps", response_model=GapsOut, openapi_extra=_parameters(_ROWS, _COLUMNS))
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


@api_router.get("/facets", openapi_extra=_parameters())
def facets(request: Request) -> dict[str, dict[str, int]]:
    """How many practices have each value of each facet, the unknown included."""
    ask = _ask(request)
    counts = site_of(request).searcher().search("", ask.filters, limit=0).facets
    return {facet: dict(found) for facet, found in counts.items()}


@api_router.get("/pack", openapi_extra=_parameters(_TEXT, _TITLE, _WISH))
def pack(request: Request) -> dict[str, Any]:
    """The scoping pack for a question, block by block."""
    paper = read_pack(request)
    record: dict[str, Any] = plain(paper_record(paper))
    return record


@api_router.get("/sources", response_model=list[SourceOut])
def sources(request: Request) -> Any:
    """What is read, and how it went."""
    return site_of(request).holdings().sources


@api_router.get("/vocabulary", response_model=list[VocabularyFacet])
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


def _ask(request: Request) -> Ask:
    return read_ask(request.query_params.multi_items())
