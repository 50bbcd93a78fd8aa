"""The first page: one question, what the catalogue holds, three doors."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from practices_db.view import Value, is_recorded
from search.export.jsonld import JSONLD, dataset_record
from search.web.ask import Ask
from search.web.negotiation import preferred
from search.web.pages.shared import base_of, site_of
from search.web.rendering import json_script, page

router = APIRouter()

EXAMPLES = (
    ("en", "retired engineers who mentor refugees"),
    ("nl", "vrijwillige mentor voor werkzoekende anderstaligen"),
    ("fr", "parrainage de femmes migrantes vers l'emploi"),
    ("de", "Studierende begleiten unbegleitete Minderjährige"),
    ("en", "who pays for mentoring of young migrants"),
)
"""Real questions in several languages: to click, and to show that any language will do."""


def _in_words(value: Value) -> bool:
    """Whether some words say it, not only the code of a source's record."""
    return any(not is_recorded(value.value, one.quote, one.origin) for one in value.supports)


@router.get("/", response_class=HTMLResponse)
def home(request: Request) -> Response:
    """Show the first page; programs that ask for JSON-LD get the dataset (DCAT)."""
    holdings = site_of(request).holdings()
    if preferred(request.headers.get("accept", ""), ("text/html", JSONLD)) == JSONLD:
        return JSONResponse(dataset_record(holdings, base_of(request)), media_type=JSONLD)
    present = holdings.present
    return page(
        "home.html",
        ask=Ask(),
        examples=[
            {"language": language, "text": text, "address": Ask(text=text).address()}
            for language, text in EXAMPLES
        ],
        practices=len(present),
        countries=len(holdings.countries),
        languages=len(holdings.known_languages),
        values=sum(
            _in_words(value)
            for entry in present
            for facet in entry.view.values()
            for value in facet.values
        ),
        as_of=holdings.as_of,
        dataset=json_script(dataset_record(holdings, base_of(request))),
    )
