"""Errors as answers: a page for people, `application/problem+json` (RFC 9457) for programs."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from practices_db.errors import EmptyCatalogue, PracticesError
from search.errors import IndexMissing
from search.web.errors import NoSuchPractice, status_of
from search.web.rendering import render

log = logging.getLogger(__name__)

PROGRAMS = ("/api", "/export")
FAULT = PracticesError(
    "The site made a mistake.", advice="Try again; if it stays so, tell whoever runs the site."
)

AWAY = PracticesError(
    "This cannot be answered just now.",
    advice="Try again in a minute; whoever runs the site finds the reason in its log.",
)
NO_INDEX = PracticesError(
    "There is no search index that can be read.",
    advice="Try again in a minute; whoever runs the site makes it with `practices index`.",
)
"""In place of where the index should be."""


def problem(scope: Scope, error: PracticesError, status: int | None = None) -> Response:
    """The answer to a request that went wrong."""
    status = status or status_of(error)
    error = outward(error, status)
    headers = {"cache-control": "no-store"}
    if status in {429, 503}:
        headers["retry-after"] = "1" if status == 429 else "30"
    if wants_json(scope):
        body = json.dumps(describe(error, status, scope["path"]), ensure_ascii=False)
        return Response(body, status, headers, "application/problem+json")
    page = render(
        "error.html",
        title=HTTPStatus(status).phrase,
        message=error.message,
        advice=error.advice,
        near=error.near if isinstance(error, NoSuchPractice) else (),
        status=status,
        here=scope["path"],
    )
    return Response(page, status, headers, "text/html; charset=utf-8")


def outward(error: PracticesError, status: int) -> PracticesError:
    """The error as readers are told of it; where the catalogue lies and what ails it is for its
    keeper, in the log.
    """
    if status < 500 or error is FAULT:
        return error
    log.error("%s", error)
    if isinstance(error, EmptyCatalogue):
        return error
    return NO_INDEX if isinstance(error, IndexMissing) else AWAY


def describe(error: PracticesError, status: int, path: str) -> dict[str, Any]:
    """The members of a problem detail; `advice` says what to do."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": error.message,
        "advice": error.advice,
        "instance": path,
    }


def wants_json(scope: Scope) -> bool:
    """Programs ask under /api and /export, or say that they take JSON and no HTML."""
    accept = Headers(scope=scope).get("accept", "")
    return scope["path"].startswith(PROGRAMS) or ("json" in accept and "html" not in accept)
