"""The last net: a fault of ours becomes a plain answer and a line in the log, never a trace."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from practices_db.errors import PracticesError
from search.web.problems import FAULT, problem

log = logging.getLogger(__name__)


class Faults:
    """Answers 500 with what to do when the app below raises."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except PracticesError as error:
            if scope["type"] != "http" or started:
                raise
            await problem(scope, error)(scope, receive, send)
        except Exception:
            if scope["type"] != "http":
                raise
            # The address is left out of the message: what readers look for is nobody's business.
            log.exception("a request failed under %s", scope["path"].split("/")[1])
            if not started:
                await problem(scope, FAULT, 500)(scope, receive, send)
