"""What the API may be asked, for OpenAPI: filters come from the vocabulary, not from signatures."""

from __future__ import annotations

from typing import Any

from practices_db.vocabulary import load_vocabulary
from search.figures import is_figure
from search.web.ask import (
    LAST_PAGE,
    LONGEST_TEXT,
    MOST_PICKS,
    PAGE_SIZE,
    PLACES,
    SORTS,
    crossed_names,
    filter_names,
)
from search.web.pages.pack import LONGEST_TITLE, MOST_WISHES
from search.words import UNKNOWN, facet_label

MOST_A_PAGE = 50
Parameter = dict[str, Any]


def _asked(name: str, description: str, schema: dict[str, Any], example: Any = None) -> Parameter:
    shown = {} if example is None else {"example": example}
    return {"name": name, "in": "query", "description": description, "schema": schema, **shown}


def _whole(least: int, most: int, usual: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most, "default": usual}


def _many(most: int) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "maxItems": most}


TEXT = _asked(
    "q",
    "What to look for, in any language",
    {"type": "string", "maxLength": LONGEST_TEXT},
    "retired professionals who mentor refugees",
)
SORT = _asked(
    "sort",
    "Best fit, strongest evidence, or newest page first",
    {"type": "string", "enum": list(SORTS), "default": SORTS[0]},
)
PAGE = _asked("page", "Which page, from 1", _whole(1, LAST_PAGE, 1))
LIMIT = _asked("limit", "Practices on a page", _whole(1, MOST_A_PAGE, PAGE_SIZE))
TITLE = _asked("title", "Title of the pack", {"type": "string", "maxLength": LONGEST_TITLE})
WISH = _asked(
    "wish",
    "facet:value to look up in each programme; it decides nothing",
    _many(MOST_WISHES),
    ["mentor_type:community_volunteers"],
)
PICK = {
    **_asked("pick", "Slugs of the practices to compare", _many(MOST_PICKS) | {"minItems": 2}),
    "required": True,
}


def _facet(name: str, description: str, usual: str) -> Parameter:
    return _asked(
        name, description, {"type": "string", "enum": list(crossed_names()), "default": usual}
    )


ROWS = _facet("rows", "The facet of the rows", "target_group")
COLUMNS = _facet("columns", "The facet of the columns", "mentor_type")


def parameters(*also: Parameter) -> dict[str, Any]:
    """These and all filters, as an operation names them."""
    filters = [{"$ref": f"#/components/parameters/{name}"} for name in filter_names()]
    return {"parameters": [*also, *filters]}


def filter_parameters() -> dict[str, Parameter]:
    """The filters, described once for all operations."""
    return {name: _filter(name) for name in filter_names()}


def _filter(name: str) -> Parameter:
    known = load_vocabulary().facets.get(name)
    items: dict[str, Any] = {"type": "string"}
    if is_figure(name):
        one = r"([0-9]{1,4}(\.\.([0-9]{1,4})?)?|\.\.[0-9]{1,4})"
        items["pattern"] = rf"^(-{one}|{one}(\+{one})*|not_stated|not_assessed)$"
    elif known and name not in PLACES:
        codes = [*known.values(), *(word for word in UNKNOWN if word != "unknown")]
        terms = "|".join(known.values())
        joined = {"pattern": rf"^({terms})(\+({terms}))+$"}
        without = {"pattern": f"^-({terms})$"}
        items["anyOf"] = [{"enum": codes}, without, *([] if known.single else [joined])]
    values = (
        "a range as 18..25, 18.. or ..25, or" if is_figure(name) else "Any of the values will do;"
    )
    note = (
        f"{facet_label(name)}. {values} not_stated is one. a+b wants both, -a "
        "leaves out who states a."
    )
    return _asked(name, note, {"type": "array", "items": items})
