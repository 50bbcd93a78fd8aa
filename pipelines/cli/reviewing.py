"""`practices review`: people's verdicts on what was read, one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.output import AsJson, place, print_json, print_table, quoted, say
from practices_db.settings import load_settings

if TYPE_CHECKING:
    from pipelines.review.waiting import Item
    from practices_db.models import Review
    from practices_db.reviews import Verdict

app = typer.Typer(
    no_args_is_help=True,
    help="Judge what waits, add what was missed, and compare two coders.",
)
StatementId = Annotated[str, typer.Argument(help="The statement's id, or how it begins.")]
CoderName = Annotated[str, typer.Option("--coder", "-c", help="Who decides; initials will do.")]
Note = Annotated[str, typer.Option("--note", "-n", help="Why; it is kept with the verdict.")]
OneFacet = Annotated[str | None, typer.Option("--facet", help="Only this facet.")]
OnePractice = Annotated[str | None, typer.Option("--practice", help="Only this practice.")]


@app.command("list")
def list_waiting(
    facet: OneFacet = None,
    practice: OnePractice = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List what waits for a person: first what coders dispute, then what is nearest to certain.

    Example: practices review list --facet funding_model
    """
    from dataclasses import asdict

    from pipelines.review.waiting import read_items, with_contexts
    from practices_db.engine import catalogue_session
    from practices_db.schema import open_catalogue

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        waiting = read_items(session, facet=facet, slug=practice)
        shown = with_contexts(session, waiting[:limit])
    if as_json:
        print_json({"waiting": len(waiting), "statements": [asdict(item) for item in shown]})
        return
    for item in shown:
        _print_item(item)
    say(f"{len(shown)} of {len(waiting)} values that wait.")
    if shown:
        say(f"[bold]Next[/]  practices review accept {shown[0].statement[:8]} --coder YOU")


def _print_item(item: Item) -> None:
    disputed = " [yellow]coders disagree[/]" if item.verdict == "disputed" else ""
    head = f"[bold]{quoted(item.facet.replace('_', ' '))}: {quoted(item.label)}[/]"
    say(f"{item.statement[:8]}  {head} [dim]{item.confidence:.2f}[/]{disputed}")
    before, found, after = item.context.partition(item.quote)
    context = f"{quoted(before)}[green]{quoted(found)}[/]{quoted(after)}"
    say(f"          {' '.join(context.split())}")
    say(f"          [dim]{quoted(item.name)} ({quoted(item.slug)}) · {place(item.url)}[/]")


@app.command("accept")
def accept(
    statement: StatementId, coder: CoderName, note: Note = "", as_json: AsJson = False
) -> None:
    """Say that the text does state this value; it counts from now on.

    Example: practices review accept 3f9a1c20 --coder ab
    """
    _judge(statement, "accept", coder, note, as_json)


@app.command("reject")
def reject(
    statement: StatementId, coder: CoderName, note: Note = "", as_json: AsJson = False
) -> None:
    """Say that the words do not mean this value; it is kept, and no longer shown.

    Example: practices review reject 3f9a1c20 --coder ab --note "a statistic of the city"
    """
    _judge(statement, "reject", coder, note, as_json)


@app.command("add")
def add(  # noqa: PLR0913, PLR0917 - every one of them is an argument of the command
    slug: Annotated[str, typer.Argument(help="The practice.")],
    facet: Annotated[str, typer.Argument(help="The facet, such as target_group.")],
    value: Annotated[str, typer.Argument(help="A concept's code, or a number such as 6-12.")],
    quote: Annotated[str, typer.Option("--quote", help="The words, letter by letter.")],
    coder: CoderName,
    document: Annotated[
        str, typer.Option("--document", help="Address of the document, if several say it.")
    ] = "",
    note: Note = "",
    as_json: AsJson = False,
) -> None:
    """Add a value that the machine missed. Without a quote from the stored text it is refused.

    Example: practices review add at-lobby16 target_group refugees --quote "Afghanistan" --coder ab
    """
    from practices_db.decisions import Coder
    from practices_db.engine import catalogue_session
    from practices_db.reviews import add as add_value
    from practices_db.schema import open_catalogue

    said = {"facet": facet, "value": value, "quote": quote, "document": document}
    by = Coder(coder, note, datetime.now(UTC))
    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        review = add_value(session, slug, said, by)
    _print_review(review, as_json)


@app.command("log")
def log(
    slug: Annotated[str | None, typer.Argument(help="Only this practice.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show every verdict ever given: who, when, what and why.

    Example: practices review log at-lobby16
    """
    from practices_db.engine import catalogue_session
    from practices_db.reviews import practices_of, read_log
    from practices_db.schema import open_catalogue

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        reviews = read_log(session, slug)
        slugs = practices_of(session, reviews)
    if as_json:
        print_json([{"practice": slugs[one.id], **_record(one)} for one in reviews])
        return
    rows = [
        (
            f"{review.made_at:%Y-%m-%d}",
            review.coder,
            review.verdict,
            slugs[review.id],
            f"{review.facet} = {review.value}",
            (review.statement_id or "")[:8],
            review.note,
        )
        for review in reviews
    ]
    print_table("", ["when", "coder", "verdict", "practice", "value", "statement", "note"], rows)


def _judge(statement: str, verdict: Verdict, coder: str, note: str, as_json: bool) -> None:
    from practices_db.decisions import Coder
    from practices_db.engine import catalogue_session
    from practices_db.reviews import judge
    from practices_db.schema import open_catalogue

    by = Coder(coder, note, datetime.now(UTC))
    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        review = judge(session, statement, verdict, by)
    _print_review(review, as_json)


def _record(review: Review) -> dict[str, object]:
    names = ("id", "statement_id", "facet", "value", "verdict", "coder", "note", "made_at")
    return {name: getattr(review, name) for name in names}


def _print_review(review: Review, as_json: bool) -> None:
    if as_json:
        print_json(_record(review))
        return
    done = {"accept": "Accepted", "reject": "Rejected", "add": "Added"}[review.verdict]
    what = f"{review.facet} = {review.value}"
    say(f"{done} {quoted(what)} ({(review.statement_id or '')[:8]}).")
    say("[bold]Next[/]  practices index  (so that search knows it too)")
