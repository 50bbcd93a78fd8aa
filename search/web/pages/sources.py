"""What is read, how often, when it last went well, and what went wrong, in plain words."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from search.reasons import reason_in_words
from search.sources import SourceState
from search.web.pages.shared import site_of
from search.web.rendering import page

router = APIRouter()
SHOWN = 8
"""Addresses named under each reason; the count says how many there are."""


@router.get("/sources", response_class=HTMLResponse)
def show(request: Request) -> HTMLResponse:
    """Show all sources and their health."""
    sources = site_of(request).holdings().sources
    return page(
        "sources.html",
        sources=[(source, _troubles(source)) for source in sources],
        documents_read=sum(source.documents_read for source in sources),
        failures=sum(len(source.failures) for source in sources),
        robots=sum(source.left_alone for source in sources),
    )


def _troubles(source: SourceState) -> list[dict[str, object]]:
    counts = Counter(trouble.reason for trouble in source.troubles)
    return [
        {
            "words": reason_in_words(reason),
            "count": number,
            "examples": [t for t in source.troubles if t.reason == reason][:SHOWN],
        }
        for reason, number in counts.most_common()
    ]
