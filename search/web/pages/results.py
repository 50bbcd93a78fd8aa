"""The results of a search: facets with counts, passages, reasons, and the way to a comparison."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from search.entries import Entry
from search.figures import is_figure, read_range
from search.holdings import Holdings
from search.index.facet_arrays import CITY
from search.openings import skip_headings
from search.query.found import BestPassage, Found, Why
from search.query.joined import one_by_one
from search.web.ask import MOST_PICKS, PAGE_SIZE, Ask, filter_names
from search.web.pages.narrowing import (
    chosen_terms,
    denied_terms,
    understood_terms,
    ways_to_join,
    with_the_silent,
)
from search.web.pages.shared import ask_of, run_search, site_of
from search.web.rendering import page
from search.words import UNKNOWN, facet_label, inline, label

router = APIRouter()

SORTS = (
    ("relevance", "best fit"),
    ("evidence", "strongest evidence"),
    ("recency", "newest page"),
)
FORMS = (("CSV", "csv"), ("Excel", "xlsx"), ("JSON Lines", "jsonl"), ("JSON-LD", "jsonld"))
OPEN_AT_FIRST = 3
SHOWN_VALUES = 7
"""Values of a facet that are shown at once; the rest is one click away."""
MOST_LISTED = 60
"""Of the rest: cities can be thousands, and any can be typed."""
GIST = {
    "target_group": "For",
    "mentor_type": "Mentors",
    "funding_model": "Money from",
    "evidence_level": "Evidence",
}
"""What a reader wants to know of each programme at once, and how a line of it begins."""
MOST_VALUES = 4
CHANNELS = {"meaning": "close in meaning", "name": "its name"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One practice of the list, in words."""

    slug: str
    name: str
    organisation: str
    country: str
    city: str
    languages: tuple[str, ...]
    passage: BestPassage | None
    why: list[str]
    gist: list[dict[str, Any]]
    pick: str
    picked: bool


@router.get("/practices", response_class=HTMLResponse)
def results(request: Request) -> HTMLResponse:
    """Show one page of results."""
    site = site_of(request)
    ask = ask_of(request)
    result = run_search(site, ask)
    holdings = site.holdings()
    last_page = math.ceil(result.total / PAGE_SIZE)
    first = (ask.page - 1) * PAGE_SIZE
    return page(
        "results.html",
        ask=ask,
        filter_names=filter_names(),
        facets=facet_boxes(ask, result.facets),
        sorts=SORTS,
        forms=FORMS,
        total=result.total,
        notice=result.notice,
        first=first + 1,
        found=[_hit(ask, holdings, found) for found in result.practices],
        everything=result.total == len(holdings.present),
        chosen=chosen_terms(ask),
        joining=ways_to_join(site, ask),
        understood=understood_terms(ask, result),
        denied=denied_terms(site, ask, result),
        silent=with_the_silent(ask),
        picks=_picks(ask, holdings),
        compare=ask.address("/compare"),
        overviews=[
            (name, ask.bare().address(path, text="", sort="relevance"))
            for name, path in (("Gap map", "/gaps"), ("Map and charts", "/charts"))
        ],
        last_page=last_page,
        # Nothing lies there; a search without results has a first page all the same.
        status_code=404 if ask.page > max(last_page, 1) else 200,
    )


def facet_boxes(ask: Ask, counts: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """Every facet with its values and counts: some, more of them, and always the unknown."""
    boxes = []
    for key in filter_names():
        chosen = ask.filters.get(key, ())
        known = dict(counts.get(key, {}))
        # A chosen value that nothing has any more must stay visible, or it could not be unchosen.
        known.update({value: 0 for value in chosen if value not in known})
        values = [
            {
                "code": code,
                "label": label(key, code),
                "count": number,
                "chosen": code in chosen,
                "unknown": code in UNKNOWN,
            }
            for code, number in known.items()
            if number or code in chosen
        ]
        told = _in_order(key, [value for value in values if not value["unknown"]])
        first = [v for at, v in enumerate(told) if at < SHOWN_VALUES or v["chosen"]]
        more = [value for value in told if value not in first]
        boxes.append(
            {
                "key": key,
                "label": facet_label(key),
                "first": first,
                "more": more[:MOST_LISTED],
                "rest": len(more[MOST_LISTED:]),
                "typed": "range" if is_figure(key) else key if key == CITY else "",
                "unknown": [value for value in values if value["unknown"]],
                "chosen": len(chosen),
                "open": bool(chosen),
            }
        )
    ready = [box for box in boxes if box["first"] or box["unknown"]]
    for box in [box for box in ready if box["key"] in GIST][:OPEN_AT_FIRST]:
        box["open"] = True
    return ready


def _in_order(facet: str, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ranges by where they begin; all others as they are counted."""
    ranges = [(read, value) for value in values if (read := read_range(value["code"]))]
    if not is_figure(facet) or len(ranges) < len(values):
        return values
    return [value for _, value in sorted(ranges, key=lambda one: (one[0].low, one[0].high))]


def _hit(ask: Ask, holdings: Holdings, found: Found) -> Hit:
    picked = found.slug in ask.picks
    full = len(ask.picks) >= MOST_PICKS and not picked
    return Hit(
        slug=found.slug,
        name=found.name,
        organisation=found.organisation,
        country=found.country,
        city=found.city,
        languages=found.languages,
        passage=_from_first_sentence(found.passage),
        why=[reason_in_words(why) for why in found.why],
        gist=_gist(ask, holdings.entries.get(found.slug)),
        pick="" if full else ask.picked(found.slug).address(),
        picked=picked,
    )


def reason_in_words(why: Why) -> str:
    """Why a practice was found, as a reader would say it."""
    if why.channel in CHANNELS:
        return CHANNELS[why.channel]
    if why.channel in {"concepts", "figures"}:
        pairs = [part.split(": ", 1) for part in why.detail.split(", ") if ": " in part]
        return ", ".join(f"{inline(facet_label(f))}: {label(f, code)}" for f, code in pairs)
    begins = {"words": "the words", "place": "the place"}.get(why.channel, why.channel)
    return f"{begins} {why.detail}"


def _from_first_sentence(passage: BestPassage | None) -> BestPassage | None:
    if passage is None:
        return None
    text, spans = skip_headings(passage.text, passage.spans)
    return replace(passage, text=text, spans=tuple(spans))


def _gist(ask: Ask, entry: Entry | None) -> list[dict[str, Any]]:
    """One line a facet: what was asked for first, then the surest; silence says which it is."""
    if entry is None:
        return []
    lines = []
    for facet, begins in GIST.items():
        asked = one_by_one(ask.filters.get(facet, ()))
        codes = sorted(entry.codes(facet), key=lambda code: code not in asked)
        shown = [
            {"label": label(facet, code), "asked": code in asked, "unknown": code in UNKNOWN}
            for code in codes[:MOST_VALUES]
        ]
        lines.append({"begins": begins, "values": shown, "more": len(codes[MOST_VALUES:])})
    return lines


def _picks(ask: Ask, holdings: Holdings) -> list[dict[str, str]]:
    return [
        {"name": holdings.entries[slug].practice.name, "without": ask.picked(slug).address()}
        for slug in ask.picks
        if slug in holdings.entries
    ]
