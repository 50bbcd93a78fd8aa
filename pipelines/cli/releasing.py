"""`practices release`: freeze what the catalogue holds, to be cited; list, show, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.output import AsJson, print_json, print_table, quoted, say
from practices_db.settings import load_settings

if TYPE_CHECKING:
    from practices_db.models import Release

app = typer.Typer(
    no_args_is_help=True,
    help="Freeze what the catalogue holds so that it can be cited; verify what was frozen.",
)


@app.command("freeze")
def freeze(
    title: Annotated[str, typer.Option(help="What it is cited as.")] = "Mentoring practices",
    folder: Annotated[
        Path | None,
        typer.Option(help="Where it gets a folder of its own; default: where the site looks."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Freeze the catalogue: its files, the protocol, how to cite it, and the sum of each file.

    Example: practices release freeze --title "Mentoring in Europe, autumn"
    """
    from dataclasses import asdict

    from pipelines.installation import now, open_installation
    from pipelines.releases.freezing import freeze as freeze_release
    from pipelines.steps.turn import turn

    settings = load_settings()
    installed = open_installation(settings)
    where = folder or settings.releases_dir
    # Two who freeze the same content would write one folder and one row.
    with turn(installed, "release"):
        done = freeze_release(installed.engine, installed.registry, title, where, now)
    if as_json:
        print_json({**asdict(done), "folder": str(done.folder)})
        return
    if done.new:
        say(f"Froze release [bold]{done.name}[/], {quoted(done.title)}.")
    else:
        day = f"{done.made_at:%Y-%m-%d}"
        say(f"This content was frozen on {day} as {done.name}, {quoted(done.title)}.")
    wrote = f"{done.files} files are in" if done.files else "Its files are in"
    say(f"{wrote} {quoted(done.folder)}.")
    say(f"[bold]Next[/]  practices release verify {quoted(done.folder)}")


@app.command("list")
def list_releases(as_json: AsJson = False) -> None:
    """List the releases that were frozen here, the newest first.

    Example: practices release list
    """
    from practices_db.engine import catalogue_session
    from practices_db.releases import read_releases
    from practices_db.schema import open_catalogue

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        found = read_releases(session)
        session.expunge_all()
    if as_json:
        print_json([_record(release) for release in found])
        return
    if not found:
        say("No release was frozen yet.\n[bold]Next[/]  practices release freeze")
        return
    names = ("practices", "documents", "statements")
    rows = [
        (r.content_hash, f"{r.made_at:%Y-%m-%d}", r.title, *(r.counts[name] for name in names))
        for r in found
    ]
    print_table("", ["release", "frozen", "title", *names], rows)


def _record(release: Release) -> dict[str, object]:
    same = {name: getattr(release, name) for name in ("title", "made_at", "counts")}
    return {"name": release.content_hash, **same}


@app.command("show")
def show(
    release: Annotated[str, typer.Argument(metavar="ID", help="Its name, or how it begins.")],
    as_json: AsJson = False,
) -> None:
    """Show the protocol of a release: what was searched, by which rules, and what was not.

    Example: practices release show 3f9a1c20
    """
    from practices_db.engine import catalogue_session
    from practices_db.releases import find_release
    from practices_db.schema import open_catalogue
    from search.export.paper_markdown import paper_markdown
    from search.export.release_paper import protocol_paper

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        protocol = find_release(session, release).protocol
    if as_json:
        print_json(protocol)
    else:
        say(quoted(paper_markdown(protocol_paper(protocol))))


@app.command("verify")
def verify(
    folder: Annotated[Path, typer.Argument(help="The folder of a release.")],
    as_json: AsJson = False,
) -> None:
    """Check every sum of a release, its name, and that it comes back into an empty catalogue.

    Example: practices release verify releases/3f9a1c20b7de
    """
    from dataclasses import asdict

    from pipelines.releases.verifying import verify as verify_folder

    done = verify_folder(folder)
    if as_json:
        print_json({**asdict(done), "sound": done.sound})
    else:
        for problem in done.problems:
            say(f"[red]wrong[/]  {quoted(problem)}")
        for open_question in done.unchecked:
            say(f"[yellow]not checked[/]  {quoted(open_question)}")
        if done.sound:
            back = "" if done.unchecked else ", and it comes back into a catalogue under its name"
            say(f"Release {quoted(done.release)} is whole: {done.files} files as frozen{back}.")
    if not done.sound:
        raise typer.Exit(1)
