"""The scoping pack: a form, the page, and the same as a file of each form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from practices_db.vocabulary import load_vocabulary
from search.figures import BANDS
from search.links import clean
from search.pack.blocks import Paper, kind_of
from search.pack.material import Question
from search.pack.whole import make_pack
from search.query.joined import at_once, named
from search.web.ask import PLACES, Ask, filter_names, read_ask, read_choice
from search.web.errors import BadRequest, PageNotFound
from search.web.pages.narrowing import has_several, understood_terms
from search.web.pages.shared import base_of, filters_in_words, site_of
from search.web.papers import FORMS
from search.web.rendering import page
from search.words import country, facet_label, inline, label

router = APIRouter()
LONGEST_TITLE = 200
MOST_WISHES = 8
MOST_CITIES = 60
"""Cities to choose from in the form; the address takes any."""
EXAMPLE = Ask(
    text="Mentoring to work for unemployed migrants who do not speak Dutch yet, in three groups: "
    "with higher education; with at most secondary education; under 25 with at most lower "
    "secondary education. A volunteer mentor and a professional coach accompany each of them.",
    filters={
        "target_group": (
            "highly_skilled_immigrants",
            "low_skilled_immigrants",
            "immigrant_youth",
            "immigrants_newcomers",
            "refugees",
        ),
        "goal": ("employment",),
    },
)
EXAMPLE_WISHES = (
    ("mentor_type", "community_volunteers"),
    ("mentor_type", "paid_coaches"),
    ("stakeholder", "public_employment_service"),
)
EXAMPLE_TITLE = "Mentoring to work, call of the Flemish employment service, 2019"


@router.get("/pack", response_class=HTMLResponse)
def show(request: Request) -> HTMLResponse:
    """Ask what the pack is about; with a question in the address, show it."""
    title, ask, wishes = _read(request.query_params.multi_items())
    asked = bool(title or ask.text or ask.filters or wishes)
    paper = read_pack(request) if asked else None
    query = request.url.query
    named = _named(request, title, ask, wishes) if asked and not ask.filters else None
    return page(
        "pack.html",
        title=title,
        ask=ask,
        paper=paper,
        named=named,
        kind=kind_of,
        forms=[(one.name, f"/pack.{form}?{query}") for form, one in FORMS.items()],
        choices=_choices(request, title, ask, wishes),
        wished=len(wishes),
        example=_example(),
    )


def _named(
    request: Request, title: str, ask: Ask, wishes: Iterable[tuple[str, str]]
) -> dict[str, str] | None:
    """The terms in the words of a question without filters, and the pack that counts by them."""
    found = site_of(request).searcher().search(ask.text, limit=1) if ask.text else None
    filters: dict[str, tuple[str, ...]] = {}
    for term in understood_terms(ask, found) if found else []:
        filters[term["key"]] = (*filters.get(term["key"], ()), term["code"])
    if not filters:
        return None
    asked = replace(ask, filters=filters)
    words = [f"{inline(facet)}: {values}" for facet, values in filters_in_words(asked)]
    return {"words": "; ".join(words), "address": f"/pack?{_query(title, asked, wishes)}"}


@router.get("/pack.{form}")
def as_file(request: Request, form: str) -> Response:
    """The pack as a file."""
    if form not in FORMS:
        raise PageNotFound(f"There is no pack as .{form[:20]}.", advice=f"Take {', '.join(FORMS)}.")
    headers = {"content-disposition": f'attachment; filename="scoping-pack.{form}"'}
    return Response(
        FORMS[form].write(read_pack(request)), media_type=FORMS[form].kind, headers=headers
    )


def _read(pairs: Sequence[tuple[str, str]]) -> tuple[str, Ask, tuple[tuple[str, str], ...]]:
    title = " ".join(clean(next((value for name, value in pairs if name == "title"), "")).split())
    if len(title) > LONGEST_TITLE:
        raise BadRequest(f"The title has more than {LONGEST_TITLE} characters.")
    wished = [value for name, value in pairs if name == "wish"]
    wishes = tuple(dict.fromkeys(map(_read_wish, wished)))
    if len(wishes) > MOST_WISHES:
        raise BadRequest(f"More than {MOST_WISHES} wishes.", advice="Choose fewer.")
    return title, read_ask(pairs, ("title", "wish")), wishes


def _read_wish(text: str) -> tuple[str, str]:
    """A wish is facet:value."""
    facet, _, value = text.partition(":")
    read_choice(facet, "wish", (key for key in filter_names() if key not in {*PLACES, *BANDS}))
    load_vocabulary().concept(facet, value)
    return facet, value


def read_pack(request: Request) -> Paper:
    """The pack that the address asks for. Raises BadRequest."""
    site, base = site_of(request), base_of(request)
    question = read_question(request.query_params.multi_items(), base)
    return make_pack(site.searcher(), site.holdings(), question, base)


def read_question(pairs: Sequence[tuple[str, str]], base: str) -> Question:
    """The question of an address, given as its pairs. Raises BadRequest."""
    title, ask, wishes = _read(pairs)
    address = f"{base}/pack?{_query(title, ask, wishes)}"
    return Question(title, ask.text, ask.filters, wishes, address)


def _query(title: str, ask: Ask, wishes: Iterable[tuple[str, str]]) -> str:
    """The address of a pack, in one order whatever the order in which it was asked for."""
    named = [("title", title)] if title else []
    wished = [("wish", f"{facet}:{value}") for facet, value in wishes]
    return urlencode([*named, *ask.bare().pairs(), *wished])


def _together(title: str, ask: Ask, wishes: Iterable[tuple[str, str]], facet: str) -> str:
    """The address of the pack with all terms of a facet at once; none where nothing changes."""
    values = ask.filters.get(facet, ())
    if len(named(values)) < 2 or not has_several(facet):
        return ""
    return f"/pack?{_query(title, ask.choosing(facet, at_once(values)), wishes)}"


def _choices(
    request: Request, title: str, ask: Ask, wishes: Collection[tuple[str, str]]
) -> list[dict[str, object]]:
    """Every facet with its values, so that a pack can be asked for without searching first."""
    holdings = site_of(request).holdings()
    codes = {
        "country": sorted(holdings.countries, key=country),
        "city": holdings.cities[:MOST_CITIES],
        "language": list(holdings.languages),
        **BANDS,
    }
    boxes = []
    for key in filter_names():
        values = codes[key] if key in codes else load_vocabulary().facet(key).values()
        chosen = ask.filters.get(key, ())
        boxes.append(
            {
                "key": key,
                "label": facet_label(key),
                "chosen": len(chosen),
                "values": [
                    (v, label(key, v), v in chosen)
                    for v in dict.fromkeys([*chosen, *values, "not_stated"])
                ],
                "together": _together(title, ask, wishes, key),
                "wishes": []
                if key in codes
                else [(f"{key}:{v}", label(key, v), (key, v) in wishes) for v in values],
                "wished": sum(facet == key for facet, _ in wishes),
            }
        )
    return boxes


def _example() -> str:
    return f"/pack?{_query(EXAMPLE_TITLE, EXAMPLE, EXAMPLE_WISHES)}"
