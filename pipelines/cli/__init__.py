"""The `practices` command. Each sub-command imports what it needs only when it is called."""

from __future__ import annotations

import sys

from pipelines.cli.app import app
from pipelines.cli.output import print_error
from practices_db.errors import PracticesError

INTERRUPTED = 130


def main() -> None:
    """Run the command line; an expected error is one sentence with advice, never a traceback."""
    try:
        app()
    except PracticesError as error:
        print_error(error.message, error.advice)
        sys.exit(1)
    except KeyboardInterrupt:
        print_error("Stopped.", "Nothing is lost: the same command goes on where this one ended.")
        sys.exit(INTERRUPTED)
    except OSError as error:
        print_error(*_explain_os_error(error))
        sys.exit(1)


def _explain_os_error(error: OSError) -> tuple[str, str]:
    import errno

    where = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"The disk is full{where}.", "Free some space and run again; what was kept is safe."
    if error.errno in {errno.EACCES, errno.EROFS, errno.EPERM}:
        return f"May not write{where}.", "Make the folder writable, or choose PRACTICES_DATA."
    return f"{error.strerror or error}{where}.", "Run `practices doctor` to see what is missing."
