"""`practices serve`: the pages and the API over the catalogue, for readers with a browser."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from pipelines.cli.output import say
from practices_db.errors import PracticesError


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")] = 8000,
    host: Annotated[
        str, typer.Option(help="127.0.0.1 is this machine only; 0.0.0.0 is everyone.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer.")] = 1,
) -> None:
    """Open the site. Stop it with Ctrl-C.

    Example: practices serve --port 8080
    """
    # The web server takes a second to import: only when it is asked for.
    import uvicorn

    from practices_db.schema import open_catalogue
    from practices_db.settings import load_settings

    open_catalogue(load_settings().database_url).dispose()  # says now, not later, if it cannot
    _check_free(host, port)
    say(f"Mentoring practices on http://{host}:{port}/ (stop with Ctrl-C)")
    uvicorn.run(
        "search.web.app:create_installed_app",  # by name: each process opens its own
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,  # what readers look for is nobody's business
        server_header=False,
    )


def _check_free(host: str, port: int) -> None:
    """Say now what the server would only say once it has loaded everything, and then abort."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            # As the server does: a port that was just given up counts as free.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except (OSError, UnicodeError) as error:  # the latter where the name of a host cannot be one
        reason = getattr(error, "strerror", None) or error
        raise PracticesError(
            f"Nothing can listen on {host}:{port} ({reason}).",
            advice="Another program may be there: choose one with --port, or mend --host.",
        ) from error
