"""The log that a person reads: one line for what began, went wrong or ended, in `logs/`."""

from __future__ import annotations

import logging
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
    file.setFormatter(logging.Formatter(FORM, "%Y-%m-%d %H:%M:%S"))
    file.setLevel(logging.INFO)
    for room in ROOMS:
        found = logging.getLogger(room)
        found.addHandler(file)
        if found.getEffectiveLevel() > logging.INFO:
            found.setLevel(logging.INFO)
