"""What the first readers would wait for, done before the site opens: it asks itself for pages."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message

log = logging.getLogger(__name__)

PAGES = ("/", "/practices?q=young+refugees+who+look+for+work", "/practices", "/gaps", "/sources")
"""They bring the models, the templates and the names of countries and languages."""


async def warm(app: ASGIApp) -> None:
    """Answer each of PAGES once and throw the answers away; a page that fails is logged."""
    for address in PAGES:
        status = await _ask(app, address)
        if status != 200:
            # The site still opens: its pages say what is missing.
            log.warning("%s answered %d before the site was opened", address, status)


async def _ask(app: ASGIApp, address: str) -> int:
    """The status with which the app answers."""
    parts = urlsplit(address)
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
    }
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    await app(scope, receive, send)
    return int(told[0]["status"])
