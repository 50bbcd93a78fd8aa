"""One practice: what is known of it, each value with its words, and how that came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from practices_db.exports import plain
from practices_db.view import Value
from practices_db.vocabulary import load_vocabulary
from search.compare import NOTES
from search.export.jsonld import JSONLD, practice_jsonld
from search.export.records import entry_record
from search.history import read_history
from search.holdings import Entry
from search.quotes import read_contexts
from search.web.errors import PageNotFound
from search.web.pages.shared import base_of, site_of
from search.web.rendering import json_script, page
from search.web.site import Site
from search.words import country, day, facet_label, value_label

router = APIRouter()

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("For whom", "", ("target_group", "mentee_")),
    ("Who mentors", "", ("mentor_", "stakeholder", "partner")),
    ("Who pays", "", ("fund", "cost", "budget")),
    ("How it works", "", ("goal", "format", "duration", "hours", "dose", "frequency", "scale")),
    ("Since when and where", "", ("start", "status", "country", "place", "delivery", "region")),
    (
        "Results",
        "How results were found out, and the figures as the pages give them.",
        ("evidence", "outcome", "output", "pairs", "participants"),
    ),
    (
        "Is this mentoring?",
        "Conditions that research names for mentoring to work, where the pages state them.",
        ("mentoring_condition",),
    ),
    (
        "Four findings",
        "What a study of 2015 found to matter: collaboration, core funding, a change of mindset "
        "on both sides, benchmarks.",
        ("profile", "finding"),
    ),
)
"""Headings and the beginnings of the facets' keys under them; the rest comes under the last."""
REST = "More"
STATUS = {"unknown": "status not stated"}


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value in words with its supports."""

    label: str
    supports: tuple[Any, ...]


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


@router.get("/practices/{slug}", response_class=HTMLResponse)
def show(request: Request, slug: str) -> Response:
    """Show the practice; programs that ask for JSON or JSON-LD get that instead."""
    site = site_of(request)
    entry = site.entry(slug)
    if entry.slug != slug:
        return RedirectResponse(f"/practices/{entry.slug}", 301)
    accept = request.headers.get("accept", "")
    if JSONLD in accept and "text/html" not in accept:
        return as_jsonld(request, slug)
    if "application/json" in accept and "text/html" not in accept:
        return as_json(request, slug)
    return _page(request, site, entry)


@router.get("/quotes/{statement}", response_class=HTMLResponse)
def quote(request: Request, statement: str) -> HTMLResponse:
    """One statement with its quote in context, at an address that can be cited."""
    site = site_of(request)
    for entry in site.holdings().entries.values():
        for facet in entry.view.values():
            for value in (*facet.values, *facet.pending):
                for support in value.supports:
                    if support.statement == statement:
                        with site.session() as session:
                            contexts = read_contexts(session, [statement])
                        return page(
                            "quote.html",
                            entry=entry,
                            facet=facet_label(facet.facet),
                            value=value_label(facet.facet, value),
                            support=support,
                            context=contexts.get(statement),
                        )
    raise PageNotFound("There is no such statement, or it was withdrawn since.")


def _page(request: Request, site: Site, entry: Entry) -> HTMLResponse:
    with site.session() as session:
        contexts = read_contexts(session, list(_statements(entry)))
        history = read_history(session, entry)
    practice = entry.practice
    base = base_of(request)
    return page(
        "practice.html",
        practice=practice,
        place=_place(practice.city, practice.country),
        status=STATUS.get(practice.status, practice.status),
        groups=_groups(entry),
        pages=entry.pages,
        contexts=contexts,
        history=history,
        citation=citation(entry, site.holdings().release, base),
        jsonld=json_script(practice_jsonld(entry, base)),
    )


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
    left = dict.fromkeys(load_vocabulary().facets)
    groups = []
    for title, note, starts in (*GROUPS, (REST, "", ("",))):
        keys = [key for start in starts for key in left if key.startswith(start)]
        for key in keys:
            del left[key]
        if keys:
            facets = [_facet(entry, key) for key in keys]
            groups.append({"title": title, "note": note, "facets": facets})
    return groups


def _facet(entry: Entry, key: str) -> dict[str, Any]:
    found = entry.facet(key)
    return {
        "key": key,
        "label": facet_label(key),
        "state": found.state.value,
        "values": [ShownValue(value_label(key, v), v.supports) for v in found.values],
        "pending": [ShownValue(value_label(key, v), v.supports) for v in found.pending],
        "conflict": _disagree(key, found.values),
    }


def _disagree(key: str, values: tuple[Value, ...]) -> bool:
    """Several values where there can be one: one choice, or one thing measured."""
    if load_vocabulary().facet(key).single:
        return len(values) > 1
    measured = [
        tuple(str(value.supports[0].detail.get(note, "")) for note in NOTES)
        for value in values
        if value.kind == "literal"
    ]
    return len(measured) > len(set(measured))


def citation(entry: Entry, release: str, base: str) -> str:
    """How to cite the entry: name, catalogue, release, address and the day it was last read."""
    practice = entry.practice
    maker = f"{practice.organisation}: " if practice.organisation else ""
    return (
        f"{maker}{practice.name}. In: Mentoring practices, release {release}, "
        f"read {day(practice.last_seen)}. {base}/practices/{practice.slug}"
    )
