"""The log that a person reads: one line for what began, went wrong or ended, in `logs/`.

What libraries complain of goes there too, with the document that was being read: on a terminal,
beside the summary, nobody could tell what to do about it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from logging.handlers import RotatingFileHandler

from practices_db.settings import Settings

CRAWL = "practices.crawl"
"""What a crawl logs by. Not one of the loggers that Dagster takes over for its runs: a crawl goes
on in a thread beside those, and Dagster's handlers would lock the two up.
"""

ROOMS = ("pipelines", "search", "language", "practices_db", CRAWL)
FILE = "practices.log"
MEGABYTES, KEPT = 2, 5
FORM = "%(asctime)s  %(levelname)-7s  %(message)s"
DAYS = "%Y-%m-%d %H:%M:%S"
_REMEMBERED = 200

_read: ContextVar[str] = ContextVar("read", default="")


@contextmanager
def reading(url: str) -> Iterator[None]:
    """Whatever a library complains of meanwhile is about that document."""
    token = _read.set(url)
    try:
        yield
    finally:
        _read.reset(token)


class _Libraries(logging.Handler):
    """Hands on what no room of ours logs, on one line: who says so, and of what.

    Dagster keeps what it has to say in its own records.
    """

    def __init__(self, file: logging.Handler) -> None:
        super().__init__(logging.WARNING)
        self._file = file
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith((*ROOMS, "dagster")):
            return
        about = f"{_read.get()}: " if _read.get() else ""
        fault = record.exc_info[1] if record.exc_info else None
        why = f" ({type(fault).__name__}: {fault})" if fault else ""
        told = f"{record.name}: {about}{' '.join(f'{record.getMessage()}{why}'.split())}"
        if told in self._told:  # of a broken file some say the same for each of its objects
            return
        self._told = {*self._told, told} if len(self._told) < _REMEMBERED else {told}
        self._file.handle(logging.LogRecord(record.name, record.levelno, "", 0, told, None, None))


class _QuietFile(RotatingFileHandler):
    """A log that cannot be written (full or read-only disk) is no reason for a traceback."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """The run itself says what is wrong with the disk."""


def keep_log(settings: Settings) -> None:
    """Write what our rooms log from now on to the data folder; once per file and process."""
    path = settings.logs_dir / FILE
    logger = logging.getLogger(ROOMS[0])
    if any(getattr(one, "baseFilename", "") == str(path) for one in logger.handlers):
        return
    try:
        settings.logs_dir.mkdir(parents=True, exist_ok=True)
        file = _QuietFile(path, maxBytes=MEGABYTES << 20, backupCount=KEPT, encoding="utf-8")
    except OSError:
        return
    file.setFormatter(logging.Formatter(FORM, DAYS))
    file.setLevel(logging.INFO)
    # Where the root has a handler, Python itself writes nothing to the terminal.
    logging.getLogger().addHandler(_Libraries(file))
    logging.captureWarnings(True)
    for room in ROOMS:
        found = logging.getLogger(room)
        found.addHandler(file)
        if found.getEffectiveLevel() > logging.INFO:
            found.setLevel(logging.INFO)
