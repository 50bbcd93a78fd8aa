"""A total deadline for a request. Socket time-outs bound one wait, not a server that drips bytes.

One watching thread serves all requests of a fetcher: it shuts the socket of whoever is overdue,
which ends reading headers, chunk sizes and bodies alike.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from contextvars import ContextVar
from threading import Condition, Thread
from typing import Protocol

_TICK_SECONDS = 0.1


class _HasSocket(Protocol):
    sock: socket.socket | None


class Guard:
    """One request's deadline; the connection that serves it names itself when it starts."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self.expired = False
        self.connection: _HasSocket | None = None

    def cut(self) -> None:
        """Mark the request as overdue and wake whoever reads from its socket."""
        self.expired = True
        sock = self.connection.sock if self.connection else None
        if sock is not None:
            # The plain method, also for TLS: SSLSocket's own would change state under the reader.
            # During a handshake the socket is detached; its own time-out bounds that.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


CURRENT: ContextVar[Guard | None] = ContextVar("request_guard", default=None)


class Watch:
    """The watching thread. It sleeps while no request is under way."""

    def __init__(self) -> None:
        self._guards: set[Guard] = set()
        self._changed = Condition()
        self._thread: Thread | None = None

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[Guard]:
        """Run the block under a deadline; afterwards `guard.expired` says whether it was cut."""
        guard = Guard(seconds)
        token = CURRENT.set(guard)
        self._add(guard)
        try:
            yield guard
        finally:
            CURRENT.reset(token)
            with self._changed:
                self._guards.discard(guard)

    def _add(self, guard: Guard) -> None:
        with self._changed:
            self._guards.add(guard)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="crawl-deadlines", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._guards:
                    self._changed.wait()
                overdue = [one for one in self._guards if one.ends < time.monotonic()]
            for guard in overdue:
                # Again at every tick: a connection may come to life after the first cut.
                guard.cut()
            time.sleep(_TICK_SECONDS)
