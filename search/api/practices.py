"""Practices by the API: found, shown with their history and statements, compared, their peers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from search.api.overviews import (
    ComparisonOut,
    PeerOut,
    PeerText,
)
from search.api.parameters import (
    LIMIT,
    MOST_A_PAGE,
    PAGE,
    PICK,
    SORT,
    TEXT,
    parameters,
)
from search.api.schemas import EventOut, PracticeOut, SearchOut, StatementOut
from search.compare.peers import find_peers, find_similar
from search.compare.side_by_side import compare
from search.export.jsonld import JSONLD, practice_jsonld
from search.export.records import entry_record
from search.history import read_history
from search.index.facet_arrays import COUNTRY
from search.provenance import read_provenance
from search.quotes import read_contexts
from search.web.ask import PAGE_SIZE, read_number
from search.web.errors import BadRequest, NoSuchPage
from search.web.negotiation import preferred
from search.web.pages.peers import tag_text
from search.web.pages.shared import ask_of, base_of, run_search, site_of

Slug = Annotated[str, Path(max_length=200, description="The practice's slug, as search gives it")]
router = APIRouter()


@router.get(
    "/practices",
    response_model=SearchOut,
    openapi_extra=parameters(TEXT, SORT, PAGE, LIMIT),
    tags=["Practices"],
    summary="Search practices",
)
def search(request: Request, response: Response) -> dict[str, Any]:
    """Practices that pass the filters, best first, in pages; next and the Link header lead on.

    A page behind the last is 404, and the advice has the address of the last one.
    """
    site = site_of(request)
    ask = ask_of(request, ("limit",))
    limit = read_number(request.query_params.get("limit", str(PAGE_SIZE)), "limit", 1, MOST_A_PAGE)
    result = run_search(site, ask, limit)
    pages = math.ceil(result.total / limit)

    def address(page: int) -> str:
        asked = replace(ask, page=page).pairs()
        asked += [("limit", str(limit))] if limit != PAGE_SIZE else []
        return f"{base_of(request)}/api/practices?{urlencode(asked)}"

    if ask.page > max(pages, 1):
        raise NoSuchPage(ask.page, pages, address(max(pages, 1)))
    links = {
        "next": address(ask.page + 1) if ask.page < pages else None,
        "prev": address(ask.page - 1) if ask.page > 1 else None,
        "last": address(pages) if pages > 1 else None,
    }
    if any(links.values()):
        response.headers["link"] = ", ".join(f'<{to}>; rel="{n}"' for n, to in links.items() if to)
    return {
        "release": site.holdings().release,
        "total": result.total,
        "page": ask.page,
        "pages": pages,
        "next": links["next"],
        "previous": links["prev"],
        "notice": result.notice,
        "understood": _terms(result.understood),
        "denied": _terms(result.denied),
        "facets": result.facets,
        "practices": result.practices,
    }


def _terms(found: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"facet": facet, "value": code} for facet, code in found]


@router.get(
    "/practices/{slug}",
    response_model=PracticeOut,
    responses={200: {"content": {JSONLD: {}}, "description": "JSON, or JSON-LD if asked for"}},
    tags=["Practices"],
    summary="One practice",
)
def show(request: Request, slug: Slug) -> Any:
    """One practice with every value, quote and document; JSON-LD by content negotiation."""
    entry = site_of(request).entry(slug)
    if preferred(request.headers.get("accept", ""), ("application/json", JSONLD)) == JSONLD:
        return JSONResponse(practice_jsonld(entry, base_of(request)), media_type=JSONLD)
    return entry_record(entry)


@router.get(
    "/practices/{slug}/history",
    response_model=list[EventOut],
    tags=["Practices"],
    summary="History of a practice",
)
def history(request: Request, slug: Slug) -> Any:
    """What happened to an entry and when: first seen, values that came and went, reviews."""
    site = site_of(request)
    with site.session() as session:
        return read_history(session, site.entry(slug))


@router.get(
    "/statements/{statement}",
    response_model=StatementOut,
    tags=["Practices"],
    summary="One statement",
)
def statement(request: Request, statement: str) -> dict[str, Any]:
    """One statement by its id: of which practice, what it says, and its quote in context."""
    site = site_of(request)
    found = site.statement(statement)
    with site.session() as session:
        context = read_contexts(session, [statement]).get(statement)
        provenance = read_provenance(session, statement)
    return {
        "practice": found.entry.slug,
        "facet": found.facet,
        "value": found.value.value,
        "support": found.support,
        "before": context.before if context else "",
        "after": context.after if context else "",
        "provenance": provenance,
    }


@router.get(
    "/practices/{slug}/similar",
    response_model=list[PeerOut],
    openapi_extra=parameters(),
    tags=["Practices"],
    summary="Practices like one",
)
def similar(request: Request, slug: Slug, limit: Annotated[int, Query(ge=1, le=50)] = 10) -> Any:
    """Programmes like one of the catalogue that pass the filters: what is the same, what not."""
    site = site_of(request)
    where = ask_of(request, ("limit",)).filters
    return find_similar(site.searcher(), site.entry(slug).slug, limit, where)


@router.post(
    "/peers",
    response_model=list[PeerOut],
    openapi_extra=parameters(),
    tags=["Practices"],
    summary="Practices like a text",
)
def peers(request: Request, given: PeerText) -> Any:
    """Programmes like a described one that pass the filters. The text is kept nowhere."""
    site = site_of(request)
    where = dict(ask_of(request).filters)
    if given.country:
        where[COUNTRY] = (given.country,)
    return find_peers(site.searcher(), given.text, tag_text(site.settings), given.limit, where)


@router.get(
    "/compare",
    response_model=ComparisonOut,
    openapi_extra={"parameters": [PICK]},
    tags=["Overviews"],
    summary="Practices side by side",
)
def side_by_side(request: Request) -> Any:
    """Two to six practices, facet by facet, with quotes, conflicts and what is not alike."""
    site = site_of(request)
    picks = ask_of(request).picks
    if len(picks) < 2:
        raise BadRequest("Fewer than two practices.", advice="Give `pick` two to six times.")
    slugs = [site.entry(slug).slug for slug in picks]
    with site.session() as session:
        return compare(session, slugs)
