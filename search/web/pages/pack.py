"""The scoping pack: a form, the page, and the same as DOCX, Markdown and JSON."""

from __future__ import annotations

import json

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from practices_db.vocabulary import load_vocabulary
from search.blocks import Paper, paper_record
from search.export import paper_docx
from search.export.paper_markdown import paper_markdown
from search.pack import Question, make_pack
from search.web.ask import Ask, filter_names
from search.web.errors import BadRequest
from search.web.pages.shared import ask_of, base_of, site_of
from search.web.rendering import page
from search.words import country, facet_label, label

router = APIRouter()
LONGEST_TITLE = 200
FORMS = (("Word", "docx"), ("Markdown", "md"), ("JSON", "json"))
EXAMPLE = Ask(
    text="Mentoring to work for unemployed migrants who do not speak Dutch yet: a volunteer "
    "mentor and a professional coach",
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
EXAMPLE_TITLE = "Mentoring to work, call of the Flemish employment service, 2019"


@router.get("/pack", response_class=HTMLResponse)
def show(request: Request) -> HTMLResponse:
    """Ask what the pack is about; with a question in the address, show it."""
    title, ask = _read(request)
    asked = bool(title or ask.text or ask.filters)
    paper = read_pack(request) if asked else None
    query = request.url.query
    return page(
        "pack.html",
        title=title,
        ask=ask,
        paper=paper,
        kind=lambda block: type(block).__name__,
        forms=[(name, f"/pack.{form}?{query}") for name, form in FORMS],
        choices=_choices(request, ask),
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


def _read(request: Request) -> tuple[str, Ask]:
    title = " ".join(request.query_params.get("title", "").split())
    if len(title) > LONGEST_TITLE:
        raise BadRequest(f"The title has more than {LONGEST_TITLE} characters.")
    return title, ask_of(request, ("title",))


def read_pack(request: Request) -> Paper:
    """The pack that the address asks for. Raises BadRequest."""
    title, ask = _read(request)
    site = site_of(request)
    question = Question(title, ask.text, ask.filters)
    return make_pack(site.searcher(), site.holdings(), question, base_of(request))


def _choices(request: Request, ask: Ask) -> list[dict[str, object]]:
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
            }
        )
    return boxes


def _example() -> str:
    from urllib.parse import urlencode

    known = load_vocabulary().facets
    filters = {key: values for key, values in EXAMPLE.filters.items() if key in known}
    pairs = Ask(text=EXAMPLE.text, filters=filters).pairs()
    return f"/pack?{urlencode([('title', EXAMPLE_TITLE), *pairs])}"
