"""`practices sources`: what is declared, whether it is sound, and how to add more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.output import AsJson, print_json, print_table, quoted, say
from practices_db.errors import PracticesError
from practices_db.settings import Settings, load_settings

if TYPE_CHECKING:
    from practices_db.health import Health

if TYPE_CHECKING:
    from pipelines.sources.looking import Look

app = typer.Typer(no_args_is_help=True, help="List, check and add the sources that are read.")


@app.command("list")
def list_sources(
    words: Annotated[list[str] | None, typer.Argument(help="Slugs, groups or patterns.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the declared sources.

    Example: practices sources list live
    """
    from pipelines.sources.registry import load_registry

    registry = load_registry(load_settings().source_dirs)
    chosen = registry.select(words) if words else registry.declarations
    if as_json:
        print_json([declared.model_dump(mode="json") for declared in chosen])
        return
    rows = [(d.slug, d.group, d.kind, d.cadence, " ".join(d.countries), d.url) for d in chosen]
    print_table(
        f"{len(chosen)} sources", ["slug", "group", "kind", "cadence", "countries", "url"], rows
    )


@app.command("check")
def check_sources(
    files: Annotated[list[Path] | None, typer.Argument(help="YAML files; default: all.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check declarations and say, by file and line, what to mend.

    Example: practices sources check my-source.yml
    """
    from pipelines.sources.reading import check_declaration
    from pipelines.sources.registry import load_registry

    if files:
        problems = [problem for file in files for problem in check_declaration(file)]
        count = len(files)
    else:
        registry = load_registry(load_settings().source_dirs)
        sound = [path for d in registry.declarations if (path := d.declared_in())]
        found = [problem for path in sound for problem in check_declaration(path)]
        problems, count = [*registry.problems, *found], len(registry.declarations)
    if as_json:
        print_json({"checked": count, "problems": [str(problem) for problem in problems]})
    for problem in problems if not as_json else []:
        say(f"[red]mend[/]  {quoted(problem)}")
    if problems:
        raise typer.Exit(1)
    if not as_json:
        say("1 declaration is sound." if count == 1 else f"{count} declarations are sound.")


@app.command("add")
def add_source(
    url: Annotated[str, typer.Argument(help="The address where programmes are described.")],
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where to write it; default: PRACTICES_SOURCES.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="What the source is called.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes it.")] = None,
    look: Annotated[bool, typer.Option(help="Ask the address once what is there.")] = True,
    as_json: AsJson = False,
) -> None:
    """Write a declaration for an address, to be looked over before the first run.

    The address is asked once, robots.txt first: a sitemap, a feed, a dataset with its fields, or a
    website with its language. Where it does not answer, the address alone decides.

    Example: practices sources add https://www.duoforajob.be/ --folder my-sources
    """
    from pipelines.sources.declaration import is_web_address
    from pipelines.sources.looking import Look
    from pipelines.sources.writing import write_declaration

    settings = load_settings()
    chosen = folder or (settings.source_dirs[0] if settings.source_dirs else Path.cwd())
    seen = _look(url) if look and is_web_address(url) else Look()
    given = {"title": title, "publisher": publisher}
    written = write_declaration(url, chosen, given, seen.fields)
    if as_json:
        print_json({"written": str(written), "not_looked_at": seen.told})
        return
    if seen.told:
        say(f"The address did not answer ({quoted(seen.told)}): all is guessed from its words.")
    say(f"Wrote {quoted(written)}. Look it over, then:")
    say(f"  practices sources check {quoted(written)}")
    say(f"  PRACTICES_SOURCES={quoted(chosen)} practices run --sources {quoted(written.stem)}")


def _look(url: str) -> Look:
    from pipelines.crawl.fetcher import Fetcher
    from pipelines.crawl.policy import Policy
    from pipelines.sources.looking import look_at

    with Fetcher(Policy(load_settings().user_agent, attempts=1)) as fetcher:
        return look_at(url, fetcher)


@app.command("health")
def health(
    send: Annotated[
        bool, typer.Option("--send", help="Tell PRACTICES_ALERT when a source is not well.")
    ] = False,
    test: Annotated[bool, typer.Option("--test", help="Send a trial to PRACTICES_ALERT.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say of every source that was read how it is; ends with code 1 when one is not well.

    Examples:

      practices sources health

      practices sources health --send
    """
    from dataclasses import asdict

    from pipelines.installation import now
    from practices_db.engine import catalogue_session
    from practices_db.health import source_health
    from practices_db.schema import open_catalogue

    settings = load_settings()
    with catalogue_session(open_catalogue(settings.database_url)) as session:
        found = source_health(session, now())
    unwell = [one for one in found if not one.well]
    if as_json:
        print_json([asdict(source) for source in found])
    else:
        _print_health(found)
    if test or (send and unwell):
        about = _send(settings, unwell)
        if not as_json:
            say(f"Told PRACTICES_ALERT: {about}.")
    if unwell:
        raise typer.Exit(1)


def _send(settings: Settings, unwell: Sequence[Health]) -> str:
    """Tell the operator; what the message is about."""
    from pipelines.alerts import send_alert

    lines = [f"{one.slug}: {one.told} {one.advice}" for one in unwell]
    few = "1 source is" if len(unwell) == 1 else f"{len(unwell)} sources are"
    about = f"{few} not well" if unwell else "a trial, all is well"
    subject = f"mentoring-practices: {about}"
    if not send_alert(settings, subject, "\n".join(lines)):
        raise PracticesError(
            "There is nobody to tell.",
            advice="Set PRACTICES_ALERT to a webhook (https://...) or mailto:you@example.org.",
        )
    return about


def _print_health(found: Sequence[Health]) -> None:
    rows = [
        (
            h.slug,
            h.state,
            h.outcome,
            f"{h.last_success:%Y-%m-%d %H:%M}" if h.last_success else "never",
            h.documents,
            h.expected_min if h.expected_min is not None else "",
            h.issues,
        )
        for h in found
    ]
    columns = ["source", "state", "last run", "last success", "read", "at least", "issues"]
    print_table("", columns, rows)
    if not found:
        say("No source was read yet: `practices run` reads them.")
    for one in found:
        if not one.well:
            say(f"[red]{one.slug}[/]: {quoted(one.told)} {quoted(one.advice)}")
