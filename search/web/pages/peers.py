"""Programmes like a given one: one of the catalogue, or a text that a reader pastes."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from practices_db.settings import Settings
from search.compare.peers import FacetMatch, Peer, Quoted, TagText, find_peers, find_similar
from search.web.ask import filter_names
from search.web.errors import BadRequest
from search.web.pages.shared import site_of
from search.web.rendering import page
from search.web.site import Site
from search.words import country

if TYPE_CHECKING:
    from language.tagger import Tagger

router = APIRouter()
LONGEST = 20_000
SHOWN = 10


@router.get("/peers", response_class=HTMLResponse)
def ask(request: Request) -> HTMLResponse:
    """Ask for the description of a programme."""
    site = site_of(request)
    return page("peers.html", text="", peers=None, title="Find peers", slug="", **_form(site, ""))


def _form(site: Site, chosen: str) -> dict[str, Any]:
    """What the form offers: the countries of the catalogue, the chosen one, the longest text."""
    return {
        "longest": LONGEST,
        "countries": sorted(site.holdings().countries, key=country),
        "chosen": chosen,
    }


@router.post("/peers", response_class=HTMLResponse)
async def answer(request: Request) -> HTMLResponse:
    """Show the programmes nearest to the pasted text, which is kept nowhere."""
    from starlette.concurrency import run_in_threadpool

    try:
        form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=5)
    except ValueError as error:
        raise BadRequest("The form has too many fields.", advice="Send text alone.") from error
    text, where = form.get("text", [""])[0], form.get("country", [""])[0]
    if len(text) > LONGEST:
        raise BadRequest(f"The text has {len(text)} characters; {LONGEST} are read.")
    return await run_in_threadpool(_answer, request, text, where)


def _answer(request: Request, text: str, where: str) -> HTMLResponse:
    site = site_of(request)
    filters = {"country": (where,)} if where else {}
    peers = find_peers(site.searcher(), text, tag_text(site.settings), SHOWN, filters)
    return page(
        "peers.html",
        text=text,
        peers=[(peer, shown_facets(peer)) for peer in peers],
        title="Programmes like yours",
        slug="",
        **_form(site, where),
    )


@router.get("/practices/{slug}/like", response_class=HTMLResponse)
def like(request: Request, slug: str) -> HTMLResponse:
    """Show programmes like one of the catalogue."""
    site = site_of(request)
    entry = site.entry(slug)
    peers = find_similar(site.searcher(), entry.slug, SHOWN)
    return page(
        "peers.html",
        text="",
        peers=[(peer, shown_facets(peer)) for peer in peers],
        title=f"Programmes like {entry.practice.name}",
        slug=entry.slug,
        **_form(site, ""),
    )


def shown_facets(peer: Peer) -> list[FacetMatch]:
    """Facets on which ours or theirs says something, in the order of the pages."""
    told = [f for f in peer.facets if f.same or f.only_ours or f.only_theirs]
    order = filter_names()
    return sorted(told, key=lambda f: order.index(f.facet))


def tag_text(settings: Settings) -> TagText:
    """The tagger of this installation, as peers asks for it."""

    def tag(text: str) -> dict[str, list[Quoted]]:
        from language.detect import detect_language
        from language.tagger import ACCEPT

        body = {"start": 0, "end": len(text), "level": 1, "heading": "", "role": "body"}
        language = detect_language(text).language
        tagging = _tagger(settings).tag(text, language, [body])
        found: dict[str, list[Quoted]] = {facet: [] for facet in tagging.read}
        for one in tagging.tags:
            values = found.setdefault(one.facet, [])
            sure = one.kind == "concept" and one.confidence >= ACCEPT
            if sure and all(one.value != known.value for known in values):
                values.append(Quoted(one.value, one.quote, language))
        return found

    return tag


_opening = Lock()


def _tagger(settings: Settings) -> Tagger:
    """Opened with the first pasted text, which waits some seconds, and kept for all others."""
    with _opening:  # two first readers must not both open it
        return _opened(settings)


@lru_cache(maxsize=1)
def _opened(settings: Settings) -> Tagger:
    # The tagger brings language pipelines and a model: only a pasted text needs them.
    from language.tagger import open_tagger

    return open_tagger(settings, "query")
