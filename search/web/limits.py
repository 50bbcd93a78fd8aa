"""A fair share for everyone: how much one address may ask of the costly parts of the site."""

from __future__ import annotations

import math
import time
from collections import OrderedDict

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search.web.errors import TooManyRequests
from search.web.options import Options
from search.web.problems import problem

COSTLY = ("/api", "/export", "/pack", "/peers", "/releases")
MOST_CLIENTS = 10_000
"""Addresses remembered; the longest unseen is forgotten first, so memory stays bounded."""


class RateLimit:
    """A bucket of tokens per address: `burst` at once, filled again at `rate` a second."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app = app
        self.options = options
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(COSTLY):
            await self.app(scope, receive, send)
            return
        left = self._take(scope)
        told = self._headers(left)

        async def send_with_share(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in told.items():
                    headers[name] = value
            await send(message)

        app = self.app if left >= 0 else problem(scope, self._refusal())
        await app(scope, receive, send_with_share)

    def _refusal(self) -> TooManyRequests:
        return TooManyRequests(
            f"More than {self.options.rate:g} requests a second.",
            advice="Wait a second, or take a whole file from /export.",
        )

    def _headers(self, left: float) -> dict[str, str]:
        """How many requests are left, and after how many seconds all are there again."""
        burst, rate = self.options.burst, self.options.rate
        left = max(0, math.floor(left))
        return {
            "ratelimit-policy": f'"address";q={burst};w={math.ceil(burst / rate)}',
            "ratelimit": f'"address";r={left};t={math.ceil((burst - left) / rate)}',
        }

    def _take(self, scope: Scope) -> float:
        """What is left of the client's share after this request; below nothing is too many."""
        client = (scope.get("client") or ("unknown",))[0]
        now = time.monotonic()
        tokens, before = self._buckets.pop(client, (float(self.options.burst), now))
        tokens = min(self.options.burst, tokens + (now - before) * self.options.rate)
        left = tokens - 1
        self._buckets[client] = (left if left >= 0 else tokens, now)
        while len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return left
