"""The `practices` command. Each sub-command imports what it needs only when it is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading

INTERRUPTED = 130
COLLECTED_AFTER = 50_000
"""New objects between looks for garbage: with Python's 700, a tenth of a start-up goes there."""


def main() -> None:
    """Run the command line; an expected error is one sentence with advice, never a traceback."""
    gc.set_threshold(COLLECTED_AFTER)
    # At the end Python looks for garbage thrice; of what then lives nothing is worth the time.
    atexit.register(gc.freeze)
    try:
        _run()
    except KeyboardInterrupt:
        _stop()
    except SystemExit as ended:  # typer has caught Ctrl-C already
        if ended.code != INTERRUPTED:
            raise
        _stop()


def _run() -> None:
    from pipelines.cli.app import app
    from pipelines.cli.output import print_error
    from practices_db.errors import PracticesError

    try:
        app()
    except PracticesError as error:
        print_error(error.message, error.advice)
        sys.exit(1)
    except OSError as error:
        print_error(*_explain_os_error(error))
        sys.exit(1)


def _stop() -> None:
    """End at once, also while another thread loads a model: a kill at any moment loses nothing."""
    words = "Stopped. Nothing is lost: the same command goes on where this one ended."
    print(words, file=sys.stderr, flush=True)
    if threading.active_count() > 1:
        os._exit(INTERRUPTED)
    sys.exit(INTERRUPTED)


def _explain_os_error(error: OSError) -> tuple[str, str]:
    import errno

    where = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"The disk is full{where}.", "Free some space and run again; what was kept is safe."
    if error.errno in {errno.EACCES, errno.EROFS, errno.EPERM}:
        return f"May not write{where}.", "Make the folder writable, or choose PRACTICES_DATA."
    if error.errno == errno.ENOENT:
        doctor = "`practices doctor` shows what an installation misses."
        return (
            f"There is no such file or folder{where}.",
            f"Correct the path if you gave one; {doctor}",
        )
    if error.errno in {errno.EISDIR, errno.ENOTDIR}:
        return f"{error.strerror}{where}.", "Name a file in a folder that is there."
    return f"{error.strerror or error}{where}.", "Run `practices doctor` to see what is missing."
