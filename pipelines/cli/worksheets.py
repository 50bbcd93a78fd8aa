"""`practices review export | import | agreement`: coding in a spreadsheet, by two people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.output import AsJson, print_json, print_table, quoted, say
from pipelines.cli.reviewing import CoderName, OneFacet, OnePractice
from pipelines.cli.reviewing import app as review
from practices_db.settings import load_settings

__all__ = ["review"]


@review.command("export")
def export(  # noqa: PLR0913, PLR0917 - every one of them is an argument of the command
    file: Annotated[Path | None, typer.Argument(help="The CSV to write; default: print.")] = None,
    facet: OneFacet = None,
    practice: OnePractice = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every statement, not only what waits.")
    ] = False,
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, help="Only so many practices, drawn by chance."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another number draws another sample.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Write a worksheet: a row a statement, with room for verdict and note.

    Examples:

      practices review export coding.csv --facet mentor_type

      practices review export sample.csv --all --facet mentor_type --sample 20
    """
    from dataclasses import asdict

    from pipelines.review.waiting import draw_sample, read_items, with_contexts
    from pipelines.review.worksheet import write_worksheet
    from practices_db.engine import catalogue_session
    from practices_db.schema import open_catalogue

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        items = read_items(session, facet=facet, slug=practice, everything=everything)
        items = draw_sample(items, sample, seed) if sample else items
        items = with_contexts(session, items)
    if as_json:
        print_json([asdict(item) for item in items])
    elif file is None:
        write_worksheet(items, sys.stdout)
    else:
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            count = write_worksheet(items, out)
        practices = len({item.slug for item in items})
        say(f"Wrote {count} rows on {practices} practices to {quoted(file)}.")
        say("[bold]Next[/]  fill in verdict and note, then practices review import")


@review.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A worksheet with verdicts: accept, reject, add.")],
    coder: CoderName,
    as_json: AsJson = False,
) -> None:
    """Take a coder's worksheet. Good rows are kept; bad ones are told, line by line.

    Example: practices review import coding.csv --coder ab
    """
    from dataclasses import asdict

    from pipelines.installation import now
    from pipelines.review.importing import import_worksheet
    from practices_db.schema import open_catalogue

    engine = open_catalogue(load_settings().database_url)
    done = import_worksheet(engine, file, coder, now)
    if as_json:
        print_json(asdict(done))
    else:
        for problem in done.problems:
            say(f"[red]line {problem.line}[/] {quoted(problem.why)}")
        bad = len(done.problems)
        say(f"{done.taken} taken, {done.known} known already, {done.left} left, {bad} refused.")
    if done.problems:
        raise typer.Exit(1)


@review.command("agreement")
def agreement(
    first: Annotated[str, typer.Argument(help="One coder.")],
    second: Annotated[str, typer.Argument(help="The other.")],
    as_json: AsJson = False,
) -> None:
    """Compare two coders facet by facet: share of equal decisions and Cohen's kappa.

    Example: practices review agreement ab cd
    """
    from dataclasses import asdict

    from pipelines.review.agreement import agreement as compare
    from practices_db.engine import catalogue_session
    from practices_db.schema import open_catalogue

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        found = compare(session, first, second)
    if as_json:
        print_json([asdict(facet) for facet in found])
        return
    rows = [
        (
            facet.facet,
            facet.practices,
            facet.decisions,
            f"{facet.agreed:.0%}",
            "–" if facet.kappa is None else f"{facet.kappa:.2f}",
            facet.only_first,
            facet.only_second,
        )
        for facet in found
    ]
    columns = ["facet", "practices", "decisions", "agreed", "kappa"]
    print_table("", [*columns, f"only {first}", f"only {second}"], rows)
