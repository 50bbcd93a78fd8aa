"""`practices review export | import | agreement`: coding in a spreadsheet, by several people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar

import typer

from pipelines.cli.output import AsJson, print_json, print_table, quoted, say
from pipelines.cli.reviewing import CoderName, OneFacet, OnePractice
from pipelines.cli.reviewing import app as review
from practices_db.settings import load_settings

if TYPE_CHECKING:
    from pipelines.review.blind import Blank
    from pipelines.review.waiting import Item

__all__ = ["review"]

Row = TypeVar("Row", "Blank", "Item")


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
    blind: Annotated[
        bool, typer.Option("--blind", help="Nothing of the machine: the coder writes values.")
    ] = False,
    texts: Annotated[
        Path | None,
        typer.Option(help="With --blind: a folder for the texts to read and quote."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a worksheet: a row a statement, with room for verdict and note; or a blind one: a row
    a practice and facet, with room for value and quote.

    Examples:

      practices review export coding.csv --facet mentor_type

      practices review export sample.csv --all --facet mentor_type --sample 20

      practices review export blind.csv --blind --facet mentor_type --sample 20 --texts texts
    """
    from pipelines.review.blind import read_blanks, write_blind, write_texts
    from pipelines.review.waiting import draw_sample, read_items, with_contexts
    from pipelines.review.worksheet import write_worksheet
    from practices_db.engine import catalogue_session
    from practices_db.errors import PracticesError
    from practices_db.schema import open_catalogue

    if texts and not blind:
        raise PracticesError("--texts is for blind worksheets.", advice="Give --blind too.")
    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        if blind:
            blanks = read_blanks(session, facet=facet, slug=practice, sample=sample, seed=seed)
            if texts:
                write_texts(session, blanks, texts)
        else:
            items = read_items(session, facet=facet, slug=practice, everything=everything)
            items = draw_sample(items, sample, seed) if sample else items
            items = with_contexts(session, items)
    if blind:
        _hand_out(blanks, write_blind, "value, quote and note", file, as_json)
    else:
        _hand_out(items, write_worksheet, "verdict and note", file, as_json)


def _hand_out(
    rows: Sequence[Row],
    write: Callable[[Sequence[Row], TextIO], int],
    room: str,
    file: Path | None,
    as_json: bool,
) -> None:
    """Print the rows, or write them to the file and say what to do with it."""
    from dataclasses import asdict

    if as_json:
        print_json([asdict(row) for row in rows])
        return
    if file is None:
        write(rows, sys.stdout)
        return
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        count = write(rows, out)
    practices = len({row.slug for row in rows})
    say(f"Wrote {count} rows on {practices} practices to {quoted(file)}.")
    say(f"[bold]Next[/]  fill in {room}, then practices review import")


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
    coders: Annotated[
        list[str], typer.Argument(help="Two coders or more; `machine` is the machine.")
    ],
    as_json: AsJson = False,
) -> None:
    """Compare coders facet by facet: equal decisions, Cohen's kappa, Krippendorff's alpha.

    Examples:

      practices review agreement ab cd

      practices review agreement ab cd ef machine
    """
    from dataclasses import asdict

    from pipelines.review.agreement import agreement as compare
    from practices_db.engine import catalogue_session
    from practices_db.schema import open_catalogue

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        found = compare(session, *coders)
    if as_json:
        print_json([asdict(facet) for facet in found])
        return
    rows = [
        (
            facet.facet,
            facet.practices,
            facet.decisions,
            f"{facet.agreed:.0%}",
            *("–" if value is None else f"{value:.2f}" for value in (facet.kappa, facet.alpha)),
            *facet.alone.values(),
        )
        for facet in found
    ]
    columns = ["facet", "practices", "decisions", "agreed", "kappa", "alpha"]
    print_table("", [*columns, *(f"only {name}" for name in found[0].alone)], rows)
