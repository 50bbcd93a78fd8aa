"""Putting the site together: routes inside, bounds and headers round them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from practices_db.errors import PracticesError
from practices_db.schema import open_catalogue
from practices_db.settings import Settings, load_settings
from search.web.caching import Caching
from search.web.errors import BadRequest, PageNotFound
from search.web.faults import Faults
from search.web.headers import METHODS, AddressLimit, BodyLimit, SecurityHeaders
from search.web.limits import RateLimit
from search.web.options import Options
from search.web.problems import FAULT, problem
from search.web.site import Site
from search.web.warming import warm

SMALLEST_ZIPPED = 1_000


def create_app(engine: Engine, settings: Settings, options: Options | None = None) -> ASGIApp:
    """The site over this catalogue, as an ASGI app. Opens nothing until it is started."""
    site = Site(engine, settings, options or Options())
    app: ASGIApp = Faults(GZipMiddleware(_routes(site), minimum_size=SMALLEST_ZIPPED))
    app = RateLimit(BodyLimit(Caching(app, site), site.options.body_bytes), site.options)
    return SecurityHeaders(Faults(AddressLimit(app)))


def create_installed_app() -> ASGIApp:
    """The site over the catalogue of this installation, for a server that starts it by name."""
    settings = load_settings()
    return create_app(open_catalogue(settings.database_url), settings, Options(warm_peers=True))


def _routes(site: Site) -> FastAPI:
    # The route modules bring the whole read side; here, so that importing the package is light.
    from search.api.describe import DESCRIPTION, describe, short_id
    from search.api.routes import api_router
    from search.web.pages import page_router

    app = FastAPI(
        title="Mentoring practices",
        version="1",
        description=DESCRIPTION,
        generate_unique_id_function=short_id,
        openapi_url="/api/openapi.json",
        # Their pages load scripts from elsewhere; /api has a page of its own.
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.site = site
    app.include_router(api_router)
    app.include_router(page_router)
    describe(app)
    app.add_exception_handler(PracticesError, _practices_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _fault)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    from anyio.to_thread import current_default_thread_limiter

    from search.web.pages.peers import tag_text

    site: Site = app.state.site
    # More threads than cores only wait for each other; requests queue up in order instead.
    current_default_thread_limiter().total_tokens = site.options.threads
    await run_in_threadpool(site.warm)
    await warm(app)
    if site.options.warm_peers:
        # Some seconds of work that a search need not wait for.
        Thread(target=tag_text(site.settings), args=("mentoring",), daemon=True).start()
    yield


async def _practices_error(request: Request, error: Any) -> Response:
    return problem(request.scope, error)


async def _invalid(request: Request, error: Any) -> Response:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first.get("loc", ())[1:] if isinstance(part, str))
    said = first.get("msg", "not valid")
    refused = BadRequest(f"{where}: {said}." if where else f"{said}.", advice=_SEE)
    return problem(request.scope, refused)


_SEE = "See what is taken under /api/openapi.json."


_LISTS = {
    "/api": "All addresses of the API are listed under /api, and described in /api/openapi.json.",
    "/export": "All files are listed under /export.",
    "/releases": "All frozen releases and their files are listed under /releases.",
}
"""Where those who ask under an address find what lies there."""


def _missing(request: Request) -> PageNotFound:
    """That nothing lies there, told to those who ask in that part of the site."""
    part = "/" + request.url.path.split("/")[1]
    if part in _LISTS:
        return PageNotFound(f"There is no address {request.url.path[:80]!r}.", advice=_LISTS[part])
    return PageNotFound("There is no such page.", advice="Start from the home page.")


async def _http_error(request: Request, error: Any) -> Response:
    if error.status_code == 404:
        return problem(request.scope, _missing(request))
    refused = BadRequest(f"{error.detail}.", advice=_SEE)
    if error.status_code == 405:
        refused = BadRequest(f"{request.method} is not for this address.", advice="Read it by GET.")
    answer = problem(request.scope, refused, error.status_code)
    answer.headers.update(error.headers or {})
    if "GET" in answer.headers.get("allow", ""):
        answer.headers["allow"] = METHODS
    return answer


async def _fault(request: Request, _error: Exception) -> Response:
    return problem(request.scope, FAULT, 500)
