"""The data to take along, whole or as filtered."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from search.export.files import FILES, Wanted
from search.web.errors import PageNotFound
from search.web.pages.shared import ask_of, base_of, matching_entries, site_of
from search.web.rendering import page

router = APIRouter()


@router.get("/export", response_class=HTMLResponse)
def show(request: Request) -> HTMLResponse:
    """Show what can be taken along."""
    holdings = site_of(request).holdings()
    return page("exports.html", files=FILES.values(), holdings=holdings)


@router.get("/export/{name}")
def export(request: Request, name: str) -> Response:
    """One file of all practices, or of those that pass the filters in the address."""
    if name not in FILES:
        raise PageNotFound(f"There is no file {name[:60]!r}.", advice="See /export.")
    site, ask, file = site_of(request), ask_of(request), FILES[name]
    holdings = site.holdings()
    # The whole file has also those that are gone, with the day: what was published is not lost.
    entire = list(holdings.entries.values())
    entries = matching_entries(site, ask) if ask.text or ask.filters else entire
    return Response(
        file.write(Wanted(entries, holdings, base_of(request))),
        media_type=file.kind,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
