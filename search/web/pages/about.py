"""Method, licences, how to correct an entry; and the vocabulary, to read and to take along."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from practices_db.vocabulary import UnknownConcept, load_vocabulary, serialise_skos
from search.groups import groups
from search.web.ask import filter_names
from search.web.errors import PageNotFound
from search.web.pages.shared import site_of
from search.web.rendering import page

router = APIRouter()

FORMS: dict[str, tuple[Literal["turtle", "json-ld"], str]] = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
}


@router.get("/about", response_class=HTMLResponse)
def about(request: Request) -> HTMLResponse:
    """Show how the catalogue is made."""
    holdings = site_of(request).holdings()
    return page("about.html", holdings=holdings, facets=len(load_vocabulary().facets))


@router.get("/vocabulary", response_class=HTMLResponse)
def vocabulary() -> HTMLResponse:
    """Show all facets under the questions that they answer."""
    known = load_vocabulary()
    shown = [(group.title, [known.facet(key) for key in group.facets]) for group in groups()]
    return page("vocabulary.html", groups=shown)


@router.get("/vocabulary.{form}")
def as_skos(form: str) -> Response:
    """The vocabulary as SKOS, in Turtle or JSON-LD."""
    if form not in FORMS:
        raise PageNotFound("The vocabulary comes as .ttl and .jsonld.")
    name, kind = FORMS[form]
    return Response(serialise_skos(load_vocabulary(), name), media_type=kind)


@router.get("/vocabulary/{key}", response_class=HTMLResponse)
def facet(request: Request, key: str) -> HTMLResponse:
    """Show one facet: its concepts with notes, labels, words, and how many practices have each."""
    try:
        found = load_vocabulary().facet(key)
    except UnknownConcept as error:
        raise PageNotFound(error.message, advice=error.advice) from error
    counts: Counter[str] = Counter()
    for entry in site_of(request).holdings().present:
        counts.update(set(entry.searched(key)))
    return page("facet.html", facet=found, counts=counts, searchable=found.key in filter_names())
