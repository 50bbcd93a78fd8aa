"""`practices run`: read the sources, build the catalogue, say what came of it."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.bars import Bars
from pipelines.cli.output import AsJson, errors, print_json
from practices_db.errors import PracticesError

if TYPE_CHECKING:
    from pipelines.installation import Installation

Sources = Annotated[
    list[str] | None,
    typer.Option("--sources", "-s", help="Slugs, groups or patterns; default: the default group."),
]
Serve = Annotated[
    list[str] | None,
    typer.Option(
        "--serve",
        help="HOST=FOLDER: serve this folder on loopback as that host, instead of the network.",
    ),
]
Replay = Annotated[
    bool, typer.Option("--replay", help="Read the archive again; ask the network for nothing.")
]

Everything = Annotated[
    bool, typer.Option("--all", help="Ask also for pages that have not changed for long.")
]
Due = Annotated[bool, typer.Option("--due", help="Only sources whose cadence is over; for cron.")]


def run(
    sources: Sources = None,
    serve: Serve = None,
    replay: Replay = False,
    everything: Everything = False,
    due: Due = False,
    as_json: AsJson = False,
) -> None:
    """Read the sources and build the catalogue; what did not change is not done again.

    Examples:

      practices run

      practices run --sources live --due

      practices run --sources "be-*"
    """
    started = time.monotonic()
    served = _served(serve or [])
    with Bars(errors.is_terminal and not as_json) as progress:
        with _uncollected():
            from pipelines.defs.run import run_sources

            installation = _open(progress, served, replay=replay, everything=everything)
        slugs = _chosen(installation, sources or [], due)
        parts = run_sources(installation, slugs)
    seconds = time.monotonic() - started
    from pipelines.cli.summary import as_record, print_summary

    if as_json:
        print_json(as_record(parts, seconds))
    else:
        print_summary(installation, parts, seconds)
    if not all(part.well for part in parts):
        raise typer.Exit(1)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Imports make many objects and no garbage: what they made is never looked through."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _open(
    progress: Bars, served: dict[str, Path], *, replay: bool, everything: bool
) -> Installation:
    from pipelines.defs.partitions import registry
    from pipelines.installation import open_installation
    from pipelines.logs import keep_log
    from practices_db.settings import load_settings

    settings = load_settings()
    keep_log(settings)
    return open_installation(
        settings,
        progress,
        registry=registry,
        served=served,
        replay=replay,
        everything=everything,
    )


def _chosen(installation: Installation, words: list[str], due: bool) -> list[str]:
    from practices_db.engine import catalogue_session
    from practices_db.health import due_sources

    chosen = {d.slug: d.cadence for d in installation.registry.select(words)}
    if not due:
        return list(chosen)
    with catalogue_session(installation.engine) as session:
        return due_sources(session, chosen, installation.clock())


def _served(pairs: list[str]) -> dict[str, Path]:
    served = {}
    for pair in pairs:
        host, equals, folder = pair.partition("=")
        if not equals or not Path(folder).is_dir():
            raise PracticesError(
                f"--serve {pair} names no folder.", advice="Write --serve example.org=path/to/site."
            )
        served[host] = Path(folder).resolve()
    return served
