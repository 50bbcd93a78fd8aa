"""Files that do not change between releases, and the two addresses that machines ask for."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from search.web.errors import PageNotFound
from search.web.pages.shared import site_of
from search.web.rendering import STATIC, mark_of

router = APIRouter()

TYPES = {
    "site.css": "text/css",
    "site.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
FOR_LONG = "public, max-age=31536000, immutable"
"""Their addresses carry a mark of the content, so they may be kept for a year."""


@router.api_route("/static/{name}", methods=["GET", "HEAD"])
def static(request: Request, name: str) -> Response:
    """One of the three files, unless the reader has it."""
    if name not in TYPES:
        raise PageNotFound("There is no such file.")
    mark = f'"{mark_of(name)}"'
    headers = {"cache-control": FOR_LONG, "etag": mark}
    if mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(STATIC / name, media_type=TYPES[name], headers=headers)


@router.get("/robots.txt")
def robots() -> PlainTextResponse:
    """Crawlers may read practices and pages; searches and files are without end."""
    rules = ("/practices?", "/gaps?", "/pack?", "/compare?", "/export/", "/api/")
    lines = ["User-agent: *", *(f"Disallow: {rule}" for rule in rules)]
    return PlainTextResponse("\n".join(lines) + "\n")


@router.api_route("/health", methods=["GET", "HEAD"])
def health(request: Request) -> dict[str, str]:
    """Whether the catalogue can be read, for whoever watches the server."""
    return {"status": "well", "release": site_of(request).holdings().release}
