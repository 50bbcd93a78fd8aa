"""One process at a time for each piece of work: a second run waits for the first to end.

A file tells the processes of one machine, whatever their database; a PostgreSQL server those of
several that share its catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from pipelines.installation import Installation
from practices_db.engine import held
from practices_db.errors import PracticesError
from practices_db.settings import Settings


class Unlockable(PracticesError):
    """The data folder cannot be written, so no work can be kept in it."""


@contextmanager
def turn(installation: Installation, what: str) -> Iterator[None]:
    """Hold off other processes that work on `what` (a source's slug, or "catalogue").

    Raises Unlockable where the data folder is read-only or full, CatalogueUnavailable where the
    server is not there.
    """

    def tell() -> None:
        installation.progress(f"{what}: waiting for another run to end", 0, None)

    with alone(installation.settings, what, tell), held(installation.engine, what, tell):
        yield


@contextmanager
def alone(settings: Settings, what: str, tell: Callable[[], None]) -> Iterator[None]:
    """Hold off other processes on this machine; `tell` is called where one is waited for.

    The lock is the operating system's: it ends with the process, however that ends. Raises
    Unlockable.
    """
    folder = settings.data_dir / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{what}.lock")
        if not _taken(lock):
            tell()
            lock.acquire()
    except OSError as error:
        raise Unlockable(
            f"The data folder {folder.parent} cannot be written: {error.strerror or error}.",
            advice="Free disk space or correct its permissions, then run again; "
            "what was kept before is safe.",
        ) from error
    try:
        yield
    finally:
        lock.release()


def _taken(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True
