"""Programmes like a given one: one of the catalogue, or a text that a reader pastes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from practices_db.errors import PracticesError
from practices_db.settings import Settings
from search.compare.given_text import read_tags
from search.compare.peers import FacetMatch, Peer, Quoted, TagText, find_peers, find_similar
from search.errors import UnknownFilter, UnreadableQuery
from search.gaps.files import only_words
from search.index.facet_arrays import COUNTRY, concept_facets
from search.query.filters import Filters
from search.web.ask import Ask, filter_names
from search.web.errors import BadRequest, status_of
from search.web.pages.shared import ask_of, site_of
from search.web.problems import outward
from search.web.rendering import page, render
from search.web.site import Site
from search.words import country, is_country

if TYPE_CHECKING:
    from language.tagger import Tagger

router = APIRouter()
LONGEST = 20_000
SHOWN = 10
PEOPLE = "target_group"


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader put into the form, and the other filters, which its address has."""

    text: str = ""
    country: str = ""
    kept: Ask = field(default_factory=Ask)

    @property
    def filters(self) -> Filters:
        """All filters; a country that is chosen stands for those of the address."""
        return {**self.kept.filters, **({COUNTRY: (self.country,)} if self.country else {})}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a pasted text, what it does not say, and the search for its people."""

    told: Sequence[tuple[str, Sequence[Quoted]]]
    silent: Sequence[str]
    search: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer, and the field that it stands beside; none where no field is wrong."""

    message: str
    advice: str
    field: str


@router.get("/peers", response_class=HTMLResponse)
def ask(request: Request) -> HTMLResponse:
    """Ask for the description of a programme."""
    given = Given(kept=ask_of(request))
    codes = given.kept.filters.get(COUNTRY, ())
    if len(codes) == 1 and codes[0] in site_of(request).holdings().countries:
        given = Given(country=codes[0], kept=given.kept.choosing(COUNTRY, ()))
    return page("peers.html", title="Find peers", **_form(site_of(request), given))


def _form(site: Site, given: Given, refused: Refused | None = None) -> dict[str, Any]:
    """What the page needs of a form: as given, what it offers, and why it came back."""
    return {
        "text": given.text,
        "chosen": given.country,
        "only": only_words(given.kept.filters),
        "action": Ask(filters=given.kept.filters).address("/peers"),
        "longest": LONGEST,
        "countries": sorted(site.holdings().countries, key=country),
        "refused": refused,
        "peers": None,
        "reading": None,
        "slug": "",
    }


@router.post("/peers", response_class=HTMLResponse)
async def answer(request: Request) -> HTMLResponse:
    """Show the programmes nearest to the pasted text, which is kept nowhere."""
    from starlette.concurrency import run_in_threadpool

    try:
        form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=5)
    except ValueError as error:
        raise BadRequest("The form has too many fields.", advice="Send text alone.") from error
    # Browsers send each line break as two letters, and readers count it as one.
    text = form.get("text", [""])[0].replace("\r\n", "\n")
    given = Given(text, form.get(COUNTRY, [""])[0], ask_of(request))
    return await run_in_threadpool(_answer, site_of(request), given)


def _answer(site: Site, given: Given) -> HTMLResponse:
    """The peers; where there are none to show, the form as it was given, with the reason."""
    try:
        found, read = _find(site, given)
        shown = {
            "peers": [(peer, shown_facets(peer)) for peer in found],
            "reading": read_out(read),
        }
    except PracticesError as error:
        status = status_of(error)
        told = outward(error, status)
        refused = Refused(told.message, told.advice, _field(error, given))
        form = _form(site, given, refused)
        return HTMLResponse(render("peers.html", title="Find peers", **form), status)
    return page("peers.html", title="Programmes like yours", **_form(site, given) | shown)


def _find(site: Site, given: Given) -> tuple[Sequence[Peer], Mapping[str, Sequence[Quoted]]]:
    """The peers, and what the tagger read in the text, by facet."""
    if len(given.text) > LONGEST:
        raise UnreadableQuery(
            f"The text has {len(given.text):,} letters; {LONGEST:,} are read.",
            advice="Keep the part that says whom the programme serves, who mentors and who pays.",
        )
    read: dict[str, Sequence[Quoted]] = {}

    def tag(text: str) -> Mapping[str, Sequence[Quoted]]:
        read.update(tag_text(site.settings)(text))
        return read

    return find_peers(site.searcher(), given.text, tag, SHOWN, given.filters), read


def read_out(read: Mapping[str, Sequence[Quoted]]) -> Reading:
    """What was read, in the order of the pages: a reader sees what a comparison rests on."""
    facets = [facet for facet in filter_names() if facet in read and facet in concept_facets()]
    people = tuple(one.value for one in read.get(PEOPLE, ()))
    return Reading(
        told=[(facet, read[facet]) for facet in facets if read[facet]],
        silent=[facet for facet in facets if not read[facet]],
        search=Ask(filters={PEOPLE: people}).address("/practices") if people else "",
    )


def _field(error: PracticesError, given: Given) -> str:
    """The field that an error is of; none where the address is to blame."""
    if isinstance(error, UnknownFilter):
        return "" if is_country(given.country) or not given.country else "country"
    return "text" if isinstance(error, UnreadableQuery) else ""


@router.get("/practices/{slug}/like", response_class=HTMLResponse)
def like(request: Request, slug: str) -> HTMLResponse:
    """Show programmes like one of the catalogue."""
    site = site_of(request)
    entry = site.entry(slug)
    ask = ask_of(request)
    peers = find_similar(site.searcher(), entry.slug, SHOWN, ask.filters)
    shown = {"peers": [(peer, shown_facets(peer)) for peer in peers], "slug": entry.slug}
    title = f"Programmes like {entry.practice.name}"
    return page("peers.html", title=title, **_form(site, Given(kept=ask)) | shown)


def shown_facets(peer: Peer) -> list[FacetMatch]:
    """Facets on which ours or theirs says something, in the order of the pages."""
    told = [f for f in peer.facets if f.same or f.only_ours or f.only_theirs]
    order = filter_names()
    return sorted(told, key=lambda f: order.index(f.facet))


def tag_text(settings: Settings) -> TagText:
    """The tagger of this installation, as peers asks for it."""

    def tag(text: str) -> dict[str, list[Quoted]]:
        from language.detect import detect_language

        body = {"start": 0, "end": len(text), "level": 1, "heading": "", "role": "body"}
        language = detect_language(text).language
        return read_tags(_tagger(settings).tag(text, language, [body]), language)

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
