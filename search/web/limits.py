"""A fair share for everyone: how much one address may ask of the costly parts of the site."""

from __future__ import annotations

import time
from collections import OrderedDict

from starlette.types import ASGIApp, Receive, Scope, Send

from search.web.errors import TooManyRequests
from search.web.options import Options
from search.web.problems import problem

COSTLY = ("/api", "/export", "/pack", "/peers")
MOST_CLIENTS = 10_000
"""Addresses remembered; the longest unseen is forgotten first, so memory stays bounded."""


class RateLimit:
    """A bucket of tokens per address: `burst` at once, filled again at `rate` a second."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app = app
        self.options = options
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(COSTLY) and not self._take(scope):
            error = TooManyRequests(
                f"More than {self.options.rate:g} requests a second.",
                advice="Wait a second, or take a whole file from /export.",
            )
            await problem(scope, error)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _take(self, scope: Scope) -> bool:
        client = (scope.get("client") or ("unknown",))[0]
        now = time.monotonic()
        tokens, before = self._buckets.pop(client, (float(self.options.burst), now))
        tokens = min(self.options.burst, tokens + (now - before) * self.options.rate)
        allowed = tokens >= 1
        self._buckets[client] = (tokens - allowed, now)
        while len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return allowed
