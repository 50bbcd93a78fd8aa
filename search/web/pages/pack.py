"""The scoping pack: a form, the page, and the same as DOCX, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from practices_db.vocabulary import load_vocabulary
from search.blocks import Paper, paper_record
from search.export import paper_docx
from search.export.paper_markdown import paper_markdown
from search.pack import make_pack
from search.pack_material import Question
from search.web.ask import PLACES, Ask, filter_names, read_choice
from search.web.errors import BadRequest
from search.web.pages.shared import ask_of, base_of, site_of
from search.web.rendering import page
from search.words import country, facet_label, label

router = APIRouter()
LONGEST_TITLE = 200
MOST_WISHES = 8
FORMS = (("Word", "docx"), ("Markdown", "md"), ("JSON", "json"))
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
    title, ask, wishes = _read(request)
    asked = bool(title or ask.text or ask.filters or wishes)
    paper = read_pack(request) if asked else None
    query = request.url.query
    return page(
        "pack.html",
        title=title,
        ask=ask,
        paper=paper,
        kind=lambda block: type(block).__name__,
        forms=[(name, f"/pack.{form}?{query}") for name, form in FORMS],
        choices=_choices(request, ask, wishes),
        wished=len(wishes),
        example=_example(),
    )


@router.get("/pack.md")
def as_markdown(request: Request) -> Response:
    """The pack as Markdown."""
    return _file(paper_markdown(read_pack(request)).encode(), "text/markdown; charset=utf-8", "md")


@router.get("/pack.json")
def as_json(request: Request) -> Response:
    """The pack for programs."""
    text = json.dumps(paper_record(read_pack(request)), ensure_ascii=False, indent=1)
    return Response(text, media_type="application/json")


@router.get("/pack.docx")
def as_docx(request: Request) -> Response:
    """The pack for Word."""
    return _file(paper_docx.paper_docx(read_pack(request)), paper_docx.KIND, "docx")


def _file(data: bytes, kind: str, form: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="scoping-pack.{form}"'}
    return Response(data, media_type=kind, headers=headers)


def _read(request: Request) -> tuple[str, Ask, tuple[tuple[str, str], ...]]:
    title = " ".join(request.query_params.get("title", "").split())
    if len(title) > LONGEST_TITLE:
        raise BadRequest(f"The title has more than {LONGEST_TITLE} characters.")
    wishes = tuple(dict.fromkeys(map(_read_wish, request.query_params.getlist("wish"))))
    if len(wishes) > MOST_WISHES:
        raise BadRequest(f"More than {MOST_WISHES} wishes.", advice="Choose fewer.")
    return title, ask_of(request, ("title", "wish")), wishes


def _read_wish(text: str) -> tuple[str, str]:
    """A wish is facet:value."""
    facet, _, value = text.partition(":")
    read_choice(facet, "wish", (key for key in filter_names() if key not in PLACES))
    load_vocabulary().concept(facet, value)
    return facet, value


def read_pack(request: Request) -> Paper:
    """The pack that the address asks for. Raises BadRequest."""
    title, ask, wishes = _read(request)
    site = site_of(request)
    address = f"{base_of(request)}/pack?{_query(title, ask, wishes)}"
    question = Question(title, ask.text, ask.filters, wishes, address)
    return make_pack(site.searcher(), site.holdings(), question, base_of(request))


def _query(title: str, ask: Ask, wishes: Iterable[tuple[str, str]]) -> str:
    """The address of a pack, in one order whatever the order in which it was asked for."""
    named = [("title", title)] if title else []
    wished = [("wish", f"{facet}:{value}") for facet, value in wishes]
    return urlencode([*named, *ask.bare().pairs(), *wished])


def _choices(
    request: Request, ask: Ask, wishes: Collection[tuple[str, str]]
) -> list[dict[str, object]]:
    """Every facet with its values, so that a pack can be asked for without searching first."""
    codes = {
        "country": sorted(site_of(request).holdings().countries, key=country),
        "language": list(site_of(request).holdings().languages),
    }
    boxes = []
    for key in filter_names():
        values = codes.get(key) or list(load_vocabulary().facet(key).concepts)
        chosen = ask.filters.get(key, ())
        boxes.append(
            {
                "key": key,
                "label": facet_label(key),
                "chosen": len(chosen),
                "values": [(v, label(key, v), v in chosen) for v in [*values, "not_stated"]],
                "wishes": []
                if key in PLACES
                else [(f"{key}:{v}", label(key, v), (key, v) in wishes) for v in values],
                "wished": sum(facet == key for facet, _ in wishes),
            }
        )
    return boxes


def _example() -> str:
    return f"/pack?{_query(EXAMPLE_TITLE, EXAMPLE, EXAMPLE_WISHES)}"
