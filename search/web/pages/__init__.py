"""The pages for people, one module each; all of them read only and without cookies."""

from fastapi import APIRouter

from search.web.pages import (
    about,
    charts,
    compare,
    exports,
    gaps,
    home,
    pack,
    peers,
    practice,
    releases,
    results,
    sources,
    static,
)

page_router = APIRouter(include_in_schema=False)
for _module in (
    home,
    results,
    practice,
    compare,
    gaps,
    charts,
    pack,
    peers,
    sources,
    about,
    exports,
    releases,
    static,
):
    page_router.include_router(_module.router)

__all__ = ["page_router"]
