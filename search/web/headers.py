"""Headers that keep a page from running what it should not, and bounds on what is read."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search.web.errors import TooLarge, TooLong
from search.web.problems import problem

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing inline, nothing from elsewhere: text from the web cannot become a script or a style."""

SECURITY = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "cross-origin-opener-policy": "same-origin",
}
OPEN = ("/api", "/export", "/vocabulary.", "/practices/", "/releases/")
"""Addresses whose answers other sites may read."""
METHODS = "GET, HEAD, OPTIONS"
POSTED = ("/peers", "/api/peers")
"""Addresses that take a text to compare with; all others are only read."""
PREFLIGHT = {
    "access-control-allow-headers": "Accept, Content-Type, If-None-Match",
    "access-control-max-age": "86400",
}
"""What a browser asks before it lets another site's script read us."""
EXPOSED = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
LONGEST_ADDRESS = 16_000
"""Bytes: a query of 500 characters in any script and forty filters fit in."""


class SecurityHeaders:
    """Adds the headers to every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        app = _methods(scope) if scope["method"] == "OPTIONS" else self.app

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers[name] = value
                if scope["path"].startswith(OPEN):
                    headers["access-control-allow-origin"] = "*"
                    headers["access-control-expose-headers"] = EXPOSED
                    headers["cross-origin-resource-policy"] = "cross-origin"
                else:
                    headers["cross-origin-resource-policy"] = "same-origin"
            await send(message)

        await app(scope, receive, send_with_headers)


def _methods(scope: Scope) -> Response:
    """What may be done with an address; for open ones also by the scripts of other sites."""
    methods = METHODS + (", POST" if scope["path"] in POSTED else "")
    open_to_all = scope["path"].startswith(OPEN)
    more = {**PREFLIGHT, "access-control-allow-methods": methods} if open_to_all else {}
    return Response(status_code=204, headers={"allow": methods, **more})


class AddressLimit:
    """Refuses an address that is longer than any that the site gives."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http" and _length(scope) > LONGEST_ADDRESS:
            error = TooLong(
                f"The address has more than {LONGEST_ADDRESS} bytes.", advice="Ask for less."
            )
            app = problem(scope, error)
        await app(scope, receive, send)


def _length(scope: Scope) -> int:
    return len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])


_BACK = "Send less. If it was a form, go back: your browser still has what you wrote."


class BodyLimit:
    """Refuses a request body beyond `most` bytes, announced or not."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        body = b""
        more = not (announced.isdigit() and int(announced) > self.most)
        too_large = not more
        while more:
            message = await receive()
            body += message.get("body", b"")
            too_large = len(body) > self.most
            more = message.get("more_body", False) and not too_large
        if too_large:
            error = TooLarge(f"A request may hold {self.most:,} bytes.", advice=_BACK)
            await problem(scope, error)(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
