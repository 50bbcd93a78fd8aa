"""The description at /api/openapi.json: short ids, real examples, and only answers that we give."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from practices_db.settings import HOMEPAGE
from search.api.parameters import filter_parameters
from search.api.schemas import Problem
from search.web.site import Site

DESCRIPTION = (
    "Published mentoring programmes; every value with its quote, address and date. Read only, "
    "without keys. `not_stated` means read and not said, `not_assessed` not read: both are values "
    "of every facet. Answers carry an ETag; errors are application/problem+json. Slugs and ids of "
    "statements stay; a merged practice answers under its old slug too. Data: CC BY 4.0; quotes "
    "belong to their publishers."
)
TAGS = [
    {"name": "Practices", "description": "Find programmes and read what is known of them"},
    {"name": "Overviews", "description": "Side by side, gap map, counts, scoping pack"},
    {"name": "Catalogue", "description": "Release, sources, vocabulary"},
]
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": what,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for status, what in (
        (400, "The question names what does not exist or asks too much"),
        (404, "There is no such thing"),
        (406, "None of the forms that are asked for is there"),
        (413, "The request body is too large"),
        (414, "The address is too long"),
        (429, "Too many requests; Retry-After says when to come back"),
        (503, "The catalogue or its index cannot be read now"),
    )
}
_OURS_400 = "422"
"""What FastAPI would say of a request that it cannot read; we answer 400."""


def short_id(route: APIRoute) -> str:
    """The name of an operation for those who make clients from the description."""
    return route.name


def describe(app: FastAPI) -> None:
    """Finish the description that the framework makes, once it is asked for."""
    made = app.openapi

    def finished() -> dict[str, Any]:
        if app.openapi_schema is None:
            _finish(made(), _examples(app.state.site))
        assert app.openapi_schema is not None  # noqa: S101 - made() has just set it
        return app.openapi_schema

    app.openapi = finished  # type: ignore[method-assign]  # as FastAPI's manual has it


def _examples(site: Site) -> dict[str, Any]:
    """Slugs that are really there, so that an example can be tried."""
    slugs = [entry.slug for entry in site.holdings().present[:2]]
    return {"slug": slugs[0], "pick": slugs} if len(slugs) > 1 else {}


def _finish(schema: dict[str, Any], examples: dict[str, Any]) -> None:
    schema["info"] |= {
        "contact": {"url": HOMEPAGE},
        "license": {
            "name": "CC BY 4.0",
            "url": "https://creativecommons.org/licenses/by/4.0/",
        },
    }
    schema["servers"] = [{"url": "/", "description": "This site"}]
    schema["tags"] = TAGS
    parts = schema["components"]
    parts["parameters"] = filter_parameters()
    parts["schemas"]["Problem"] = Problem.model_json_schema()
    for name in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(name, None)
    for methods in schema["paths"].values():
        for operation in methods.values():
            operation["responses"].pop(_OURS_400, None)
            for parameter in operation.get("parameters", ()):
                if parameter.get("name") in examples:
                    parameter["example"] = examples[parameter["name"]]
