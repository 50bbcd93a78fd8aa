"""One practice: what is known of it, each value with its words, and how that came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from practices_db.exports import plain
from practices_db.view import FacetView, Support, Value, is_recorded
from practices_db.vocabulary import load_vocabulary
from search.compare.alike import disagree
from search.entries import Entry
from search.export.cite import CITATIONS, cite_quote, cite_text
from search.export.jsonld import JSONLD, practice_jsonld
from search.export.records import entry_record
from search.groups import CHECKLISTS, groups
from search.history import read_history
from search.provenance import read_provenance
from search.quotes import read_contexts, read_opening
from search.web.errors import PageNotFound
from search.web.negotiation import preferred
from search.web.pages.shared import base_of, site_of
from search.web.rendering import json_script, page
from search.web.site import Site
from search.words import UNKNOWN, counted, country, facet_label, inline, label, value_label

router = APIRouter()

HTML, JSON = "text/html", "application/json"


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value in words with its supports; `backed` counts its quotes and its records."""

    code: str
    label: str
    note: str
    supports: tuple[Support, ...]

    @property
    def backed(self) -> str:
        records = sum(is_recorded(self.code, one.quote, one.origin) for one in self.supports)
        kinds = (("quote", len(self.supports) - records), ("record", records))
        told = (counted(number, kind) for kind, number in kinds if number)
        return ", ".join(told)


@router.get("/practices/{slug}.json")
def as_json(request: Request, slug: str) -> JSONResponse:
    """The practice with every facet, value, quote and document."""
    return JSONResponse(plain(entry_record(site_of(request).entry(slug))))


@router.get("/practices/{slug}.jsonld")
def as_jsonld(request: Request, slug: str) -> JSONResponse:
    """The practice as schema.org Service."""
    site = site_of(request)
    record = practice_jsonld(site.entry(slug), base_of(request))
    return JSONResponse(record, media_type=JSONLD)


@router.get("/practices/{slug}.{form}", response_class=PlainTextResponse)
def as_citation(request: Request, slug: str, form: str) -> Response:
    """The entry for reference managers: .bib or .ris."""
    if form not in CITATIONS:
        raise PageNotFound(f"There is no form .{form[:20]} of an entry.")
    site, citation = site_of(request), CITATIONS[form]
    text = citation.write(site.entry(slug), site.holdings().release, base_of(request))
    headers = {"content-disposition": f'attachment; filename="{site.entry(slug).slug}.{form}"'}
    return Response(text, media_type=citation.kind, headers=headers)


@router.get("/practices/{slug}", response_class=HTMLResponse)
def show(request: Request, slug: str) -> Response:
    """Show the practice; programs that ask for JSON or JSON-LD get that instead."""
    site = site_of(request)
    entry = site.entry(slug)
    if entry.slug != slug:
        return RedirectResponse(f"/practices/{entry.slug}", 301)
    form = preferred(request.headers.get("accept", ""), (HTML, JSONLD, JSON))
    if form == HTML:
        return _page(request, site, entry)
    return as_jsonld(request, slug) if form == JSONLD else as_json(request, slug)


@router.get("/quotes/{statement}", response_class=HTMLResponse)
def quote(request: Request, statement: str) -> HTMLResponse:
    """One statement with its quote in context, at an address that can be cited."""
    site = site_of(request)
    found = site.statement(statement)
    with site.session() as session:
        contexts = read_contexts(session, [statement])
        provenance = read_provenance(session, statement)
    entry, release, base = found.entry, site.holdings().release, base_of(request)
    return page(
        "quote.html",
        provenance=provenance,
        citation=cite_quote(found.support, entry, release, base),
        address=f"{base}/quotes/{statement}",
        entry=found.entry,
        facet=facet_label(found.facet),
        value=value_label(found.facet, found.value),
        code=found.value.value,
        support=found.support,
        context=contexts.get(statement),
    )


def _page(request: Request, site: Site, entry: Entry) -> HTMLResponse:
    with site.session() as session:
        contexts = read_contexts(session, list(_statements(entry)))
        history = read_history(session, entry)
        opening = read_opening(session, entry)
    practice = entry.practice
    base = base_of(request)
    return page(
        "practice.html",
        practice=practice,
        place=_place(practice.city, practice.country),
        status=_status(entry),
        opening=opening,
        titles={source.slug: source.title for source in site.holdings().sources},
        groups=_groups(entry),
        pages=entry.pages,
        contexts=contexts,
        history=history,
        citation=cite_text(entry, site.holdings().release, base),
        citations=[(one.name, form) for form, one in CITATIONS.items()],
        jsonld=json_script(practice_jsonld(entry, base)),
    )


def _status(entry: Entry) -> str:
    """The same as search says, in a line of its own: "running"."""
    code = entry.searched("status")[0]
    return "status not stated" if code in UNKNOWN else inline(label("status", code))


def _place(city: str, code: str) -> str:
    where = country(code) if code else "country not stated"
    return f"{city}, {where}" if city else where


def _statements(entry: Entry) -> set[str]:
    return {
        support.statement
        for facet in entry.view.values()
        for value in (*facet.values, *facet.pending)
        for support in value.supports
    }


def _groups(entry: Entry) -> list[dict[str, Any]]:
    """The facets under their questions; of which nothing is known, they are named in one line."""
    found = []
    for group in groups():
        facets = [_facet(entry, key) for key in group.facets]
        told = [facet for facet in facets if _tells(facet)]
        silent = [
            (state, [facet for facet in facets if facet not in told and facet["state"] == state])
            for state in UNKNOWN
        ]
        found.append(
            {
                "title": group.title,
                "note": group.note,
                "facets": told,
                "silent": [(state, named) for state, named in silent if named],
            }
        )
    return found


def _tells(facet: dict[str, Any]) -> bool:
    checked = facet["missing"] and facet["state"] != "not_assessed"
    return bool(facet["values"] or facet["pending"] or facet["recorded"] or checked)


def _facet(entry: Entry, key: str) -> dict[str, Any]:
    found = entry.facet(key)
    return {
        "key": key,
        "label": facet_label(key),
        "state": found.state.value,
        "values": [_shown(key, value) for value in found.values],
        "pending": [_shown(key, value) for value in found.pending],
        "conflict": disagree(key, found.values),
        "missing": _missing(found) if key in CHECKLISTS else [],
        "recorded": label(key, recorded) if (recorded := entry.recorded(key)) else "",
    }


def _shown(key: str, value: Value) -> ShownValue:
    note = ""
    if key in CHECKLISTS:
        note = load_vocabulary().concept(key, value.value).note
    return ShownValue(value.value, value_label(key, value), note, value.supports)


def _missing(found: FacetView) -> list[tuple[str, str]]:
    """Label and note of each term of a checklist that no page states."""
    said = {value.value for value in (*found.values, *found.pending)}
    terms = load_vocabulary().facet(found.facet).concepts.values()
    return [(term.label(), term.note) for term in terms if term.code not in said]
