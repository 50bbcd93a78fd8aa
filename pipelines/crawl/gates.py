"""One gate for each host: requests pass one by one, with the pause that the host asked for.

Sources and processes share a host's gate: its pause is kept in a file of the data folder, so that
two runs at once are no faster on one host than one.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from filelock import FileLock

from pipelines.crawl.reasons import Reason, Stopped

_FORGOTTEN = 0.95  # of the longer pauses, this much is left after each answer
_LONGEST_SECONDS = 600.0  # a clock that was set back must not hold us up for ever


class Gate:
    """Lets one request at a time through to a host, and none once the host is given up.

    The modification time of `shared` is when the host may be asked next, by any process.
    """

    def __init__(self, delay_seconds: float, shared: Path | None = None) -> None:
        self.delay_seconds = delay_seconds
        self._lock = Lock()
        self._shared = shared
        self._opens_at = 0.0
        self._lost_seconds = 0.0
        self._slower_seconds = 0.0
        self._closed: Stopped | None = None
        self.failures = 0  # addresses in a row that brought nothing, after all tries

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the host's pause to be over; the next one counts from the end of the block.

        Raises Stopped where the host was given up for this run.
        """
        with self._lock, self._among_processes():
            self.require_open()
            if (wait := max(self._opens_at - time.monotonic(), self._told_by_others())) > 0:
                time.sleep(wait)
            try:
                yield
            finally:
                self._opens_at = max(self._opens_at, time.monotonic() + self._pause_seconds())
                self._tell_others()

    @contextlib.contextmanager
    def _among_processes(self) -> Iterator[None]:
        if self._shared is None or not self.delay_seconds:
            yield
            return
        with contextlib.ExitStack() as stack:
            # Where the folder cannot be written the run ends anyway, for better reasons.
            with contextlib.suppress(OSError):
                self._shared.parent.mkdir(parents=True, exist_ok=True)
                stack.enter_context(FileLock(f"{self._shared}.lock"))
            yield

    def _told_by_others(self) -> float:
        """Seconds until another process's pause is over."""
        if self._shared is None:
            return 0.0
        try:
            return min(self._shared.stat().st_mtime - time.time(), _LONGEST_SECONDS)
        except OSError:
            return 0.0

    def _tell_others(self) -> None:
        if self._shared is None or not self.delay_seconds:
            return
        opens_at = time.time() + self._opens_at - time.monotonic()
        with contextlib.suppress(OSError):
            self._shared.touch()
            os.utime(self._shared, (opens_at, opens_at))

    def require_open(self) -> None:
        if self._closed:
            raise Stopped(self._closed.reason, self._closed.detail)

    def hold(self, seconds: float) -> None:
        """Let nobody through for that long, counted from now."""
        self._opens_at = max(self._opens_at, time.monotonic() + seconds)

    def close(self, reason: Reason, detail: str) -> None:
        """Give the host up for the rest of the run."""
        self._closed = Stopped(reason, detail)

    def _pause_seconds(self) -> float:
        return self.delay_seconds + self._slower_seconds

    def note_answer(self) -> None:
        """The host answered: what it cost before is forgotten, its call for less by and by."""
        self._lost_seconds = 0.0
        self._slower_seconds *= _FORGOTTEN

    def slow_down(self, seconds: float, at_most: float) -> None:
        """The host calls for less: a pause more, each time twice as long; given up in the end."""
        self._lost_seconds = 0.0
        self._slower_seconds = max(2 * self._slower_seconds, seconds)
        if self._slower_seconds > at_most:
            self.close(Reason.RATE_LIMITED, "the site calls for less however slowly it is asked")

    def note_silence(self, seconds: float, at_most: float) -> None:
        """The host cost that time without an answer; too much of it in a row closes the gate."""
        self._lost_seconds += seconds
        if self._lost_seconds > at_most:
            detail = f"no answer in {self._lost_seconds:.0f} s of trying"
            self.close(Reason.HOST_DOWN, detail)


class Gates:
    """The gates of all hosts of a source, by host name. Thread-safe.

    `folder` is where processes tell one another of their pauses; without it they do not.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._gates: dict[str, Gate] = {}

    def of(self, host: str, delay_seconds: float) -> Gate:
        """The host's gate; the delay counts when it is first asked for."""
        found = self._gates.get(host)
        shared = self._folder / host.replace(":", "-") if self._folder and delay_seconds else None
        return found or self._gates.setdefault(host, Gate(delay_seconds, shared))
