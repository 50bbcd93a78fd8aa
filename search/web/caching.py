"""An answer is a function of catalogue and address: kept once made, and not sent twice.

The ETag names both, so a browser that has the page is told so before anything is computed.
"""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from practices_db.settings import USER_AGENT
from search.web.site import Site

FRESH = "public, max-age=60"
LARGEST_SHARE = 8
"""One answer may take up to this part of the cache."""


@dataclass(slots=True)
class Answer:
    """A finished answer: the ASGI start message and the body."""

    start: Message
    body: bytes


@dataclass(slots=True)
class AnswerCache:
    """Answers by key, the least recently used forgotten first."""

    most: int
    _kept: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: str) -> Answer | None:
        """The answer kept under `key`."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer, unless it is too large to be worth it."""
        if len(answer.body) * LARGEST_SHARE > self.most:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self._size += len(answer.body) - (len(old.body) if old else 0)
            self._kept[key] = answer
            while self._size > self.most:
                self._size -= len(self._kept.popitem(last=False)[1].body)


class Caching:
    """Answers GET and HEAD from memory where it can. Static files have their own ETag."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site
        self.cache = AnswerCache(site.options.cache_bytes)
        self._making: dict[str, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _cacheable(scope):
            await self.app(scope, receive, send)
            return
        holdings = self.site.recent()
        if holdings is None:
            holdings = await run_in_threadpool(self.site.holdings)
        key = _name(scope, holdings.stamp)
        if key in Headers(scope=scope).get("if-none-match", ""):
            headers = {"etag": f'"{key}"', "cache-control": FRESH, "vary": VARY}
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return
        answer = self.cache.find(key) or await self._make_once(scope, receive, key)
        body = b"" if scope["method"] == "HEAD" else answer.body
        # A copy: what is sent gets headers of its own on its way out.
        await send({**answer.start, "headers": [*answer.start["headers"]]})
        await send({"type": "http.response.body", "body": body})

    async def _make_once(self, scope: Scope, receive: Receive, key: str) -> Answer:
        """Make the answer; who asks the same meanwhile waits for it instead of making it too."""
        if key in self._making:
            await self._making[key].wait()
            if (made := self.cache.find(key)) is not None:
                return made
        self._making[key] = done = asyncio.Event()
        try:
            return await self._make(scope, receive, key)
        finally:
            self._making.pop(key, None)
            done.set()

    async def _make(self, scope: Scope, receive: Receive, key: str) -> Answer:
        start: Message = {}
        parts: list[bytes] = []

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        # A HEAD is answered from the GET, so that both say the same.
        await self.app({**scope, "method": "GET"}, receive, take)
        answer = Answer(start, b"".join(parts))
        if start["status"] == 200:
            headers = MutableHeaders(scope=start)
            headers["etag"] = f'"{key}"'
            headers["cache-control"] = FRESH
            headers["vary"] = VARY
            self.cache.keep(key, answer)
        return answer


LIVE = ("/static/", "/health", "/releases", "/api/releases")
"""What no stamp tells: how the server is, and which files lie in a folder."""
VARY = "Accept, Accept-Encoding"


def _cacheable(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] in {"GET", "HEAD"}
        and not scope["path"].startswith(LIVE)
    )


def _name(scope: Scope, stamp: str) -> str:
    """The version of the program counts too: another one may draw the same catalogue anew."""
    headers = Headers(scope=scope)
    parts = (
        USER_AGENT,
        stamp,
        headers.get("host", ""),
        scope.get("scheme", "http"),
        scope["path"],
        scope["query_string"].decode("latin-1"),
        headers.get("accept", ""),
        str("gzip" in headers.get("accept-encoding", "")),
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
