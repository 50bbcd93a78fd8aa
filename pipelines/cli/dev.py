"""`practices dev`: Dagster's own pages, on the project's data folder."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated

import typer

from practices_db.settings import load_settings


def dev(
    port: Annotated[int, typer.Option(help="Where to listen, on this machine only.")] = 3000,
) -> None:
    """Open Dagster's pages: lineage, runs, checks, schedules. Stop it with Ctrl-C.

    Example: practices dev --port 3001
    """
    from pipelines.defs.run import prepare_home

    settings = load_settings()
    prepare_home(settings)
    # A shell starts what goes on in the background deaf to Ctrl-C, and Dagster takes a plain `kill`
    # as it takes that: without this nothing but `kill -9` would end it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    command = [sys.executable, "-m", "dagster", "dev", "-m", "pipelines.definitions"]
    where = ["--host", "127.0.0.1", "--port", str(port)]
    os.execv(sys.executable, [*command, *where])  # noqa: S606 - our own program, no shell
