"""Turning templates into pages. Everything is escaped unless it was made safe on purpose."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from practices_db.settings import HOMEPAGE
from practices_db.view import is_recorded
from search import links, words
from search.charts.picture import Picture
from search.charts.svg import to_svg

_RISKY = re.compile(f"[<>&]|{links.CONTROL.pattern}")
"""What would end a script element, or turn the text of the page's source."""
HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def environment() -> Environment:
    """Jinja with our filters; a name that a page forgot to give is an error, not a blank."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": words.day,
        "country": words.country,
        "language": words.language,
        "languages": words.languages,
        "brief": links.brief,
        "clean": links.clean,
        "address": links.web_address,
        "short": links.shown_address,
        "listed": words.listed,
        "inline": words.inline,
        "term": lambda value, facet: words.label(facet, value),
        "tight": links.tight,
    }
    made.globals |= {
        "label": words.label,
        "facet_label": words.facet_label,
        "value_label": words.value_label,
        "counted": words.counted,
        "marked": links.marked,
        "static": static_address,
        "recorded": words.RECORDED,
        "recorded_as": words.recorded_as,
        "is_recorded": is_recorded,
        "explained": words.STATES_EXPLAINED,
        "roles": words.ROLES,
        "origins": words.ORIGINS,
        "verdicts": words.VERDICTS,
        "outcomes": words.OUTCOMES,
        "left_out": words.left_out,
        "homepage": HOMEPAGE,
        "json_script": json_script,
        "drawn": drawn,
    }
    return made


def static_address(name: str) -> str:
    """The address of a static file with a mark of its content, so that it can be kept for long."""
    return f"/static/{name}?v={mark_of(name)}"


@cache
def mark_of(name: str) -> str:
    """Ten hex digits that change with the content of a static file."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def json_script(value: Any) -> Markup:
    """JSON that may stand inside a script element: no text in it can end the element."""
    text = json.dumps(value, ensure_ascii=False)
    text = _RISKY.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    return Markup(text)  # noqa: S704 - escaped just above


def drawn(picture: Picture) -> Markup:
    """A picture for a page; `to_svg` has escaped every text in it."""
    return Markup(to_svg(picture))  # noqa: S704 - escaped there


def render(template: str, **values: Any) -> str:
    """The page as text."""
    return environment().get_template(template).render(**values)


def page(template: str, *, status_code: int = 200, **values: Any) -> HTMLResponse:
    """The page as an answer."""
    return HTMLResponse(render(template, **values), status_code)
