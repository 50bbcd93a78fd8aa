"""One gate for each host: requests pass one by one, with the pause that the host asked for."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from threading import Lock

from pipelines.crawl.reasons import Reason, Stopped


class Gate:
    """Lets one request at a time through to a host, and none once the host is given up."""

    def __init__(self, delay_seconds: float) -> None:
        self.delay_seconds = delay_seconds
        self._lock = Lock()
        self._opens_at = 0.0
        self._lost_seconds = 0.0
        self._closed: Stopped | None = None

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the host's pause to be over; the next one counts from the end of the block.

        Raises Stopped where the host was given up for this run.
        """
        with self._lock:
            self.require_open()
            if (wait := self._opens_at - time.monotonic()) > 0:
                time.sleep(wait)
            try:
                yield
            finally:
                self._opens_at = max(self._opens_at, time.monotonic() + self.delay_seconds)

    def require_open(self) -> None:
        if self._closed:
            raise Stopped(self._closed.reason, self._closed.detail)

    def hold(self, seconds: float) -> None:
        """Let nobody through for that long, counted from now."""
        self._opens_at = max(self._opens_at, time.monotonic() + seconds)

    def close(self, reason: Reason, detail: str) -> None:
        """Give the host up for the rest of the run."""
        self._closed = Stopped(reason, detail)

    def note_answer(self) -> None:
        """The host answered: what it cost before is forgotten."""
        self._lost_seconds = 0.0

    def note_silence(self, seconds: float, at_most: float) -> None:
        """The host cost that time without an answer; too much of it in a row closes the gate."""
        self._lost_seconds += seconds
        if self._lost_seconds > at_most:
            detail = f"no answer in {self._lost_seconds:.0f} s of trying"
            self.close(Reason.HOST_DOWN, detail)


class Gates:
    """The gates of all hosts of a run, by host name. Thread-safe."""

    def __init__(self) -> None:
        self._gates: dict[str, Gate] = {}

    def of(self, host: str, delay_seconds: float) -> Gate:
        """The host's gate; the delay counts when it is first asked for."""
        found = self._gates.get(host)
        return found or self._gates.setdefault(host, Gate(delay_seconds))
