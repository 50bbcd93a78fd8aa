"""`practices group`: which documents are one practice, why, and people's word on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.output import AsJson, place, print_json, print_table, quoted, say
from pipelines.cli.reviewing import CoderName, Note
from practices_db.settings import load_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pipelines.group.evidence import Evidence
    from practices_db.decisions import Coder
    from practices_db.models import GroupingDecision

app = typer.Typer(
    no_args_is_help=True,
    help="See why documents are one practice; merge, split, and take it back.",
)
Slug = Annotated[str, typer.Argument(help="The practice.")]
Other = Annotated[str, typer.Argument(help="The other practice.")]
SIGNS = {"for": "[green]+[/]", "against": "[red]-[/]", "unknown": "[dim]?[/]"}
DONE = {
    "merge": "{other} is now {slug}; the old slug leads there.",
    "split": "The document was taken off {slug}.",
    "apart": "{slug} and {other} stay two practices.",
    "undo": "Decision {undoes} no longer holds.",
}


@app.command("explain")
def explain(slug: Slug, as_json: AsJson = False) -> None:
    """Say why each document belongs to a practice: the reason, and what else speaks for or against.

    Example: practices group explain be-duo-for-a-job
    """
    from dataclasses import asdict

    from pipelines.installation import open_installation
    from pipelines.steps.explaining import explain as explain_practice

    found = explain_practice(open_installation(load_settings()), slug)
    if as_json:
        record = {name: getattr(found, name) for name in ("slug", "name", "former_slugs")}
        documents = [asdict(document) for document in found.documents]
        decisions = [_record(decision) for decision in found.decisions]
        print_json({**record, "documents": documents, "decisions": decisions})
        return
    say(f"[bold]{quoted(found.name)}[/]  [dim]{quoted(found.slug)}[/]")
    if found.former_slugs:
        say(f"[dim]also answers as {quoted(', '.join(found.former_slugs))}[/]")
    for document in found.documents:
        role = document.role.replace("_", " ")
        say(f"\n{quoted(document.title)} [dim]({role})[/]\n  {place(document.url)}")
        say(f"  [bold]{quoted(document.reason)}[/]")
        _print_evidence(document.evidence)
    for decision in found.decisions:
        say(f"\n[bold]Decision {decision.id}[/] {_told(decision)}")


@app.command("candidates")
def candidates(
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 10,
    as_json: AsJson = False,
) -> None:
    """List pairs of practices that may be one and were not joined, the likeliest first.

    Example: practices group candidates --limit 5
    """
    from dataclasses import asdict

    from pipelines.installation import open_installation
    from pipelines.steps.explaining import candidates_to_merge

    found = candidates_to_merge(open_installation(load_settings()))
    if as_json:
        shown = [asdict(pair) for pair in found[:limit]]
        print_json({"candidates": len(found), "pairs": shown})
        return
    for pair in found[:limit]:
        say(f"[bold]{quoted(pair.first)}[/] and [bold]{quoted(pair.second)}[/]")
        _print_evidence(pair.evidence)
    say(f"{min(limit, len(found))} of {len(found)} pairs that may be one practice.")
    if found:
        one, two = quoted(found[0].first), quoted(found[0].second)
        say(f"[bold]Next[/]  practices group merge {one} {two} --coder YOU  (or: group apart)")


@app.command("merge")
def merge(
    slug: Slug, other: Other, coder: CoderName, note: Note = "", as_json: AsJson = False
) -> None:
    """Say that OTHER is the same programme as SLUG, which stays. Later runs keep to it.

    Example: practices group merge ch-seet das-studienforderprogramm --coder ab --note "same office"
    """
    from practices_db.decisions import merge as decide

    _decide(lambda session, by: decide(session, slug, other, by), coder, note, as_json)


@app.command("split")
def split(
    slug: Slug,
    document: Annotated[str, typer.Argument(help="Address of the document, or how it ends.")],
    coder: CoderName,
    note: Note = "",
    as_json: AsJson = False,
) -> None:
    """Say that a document does not belong to SLUG; a programme's page becomes a practice.

    Example: practices group split ch-seet /aktuelles/abschluss.htm --coder ab
    """
    from practices_db.decisions import split as decide

    _decide(lambda session, by: decide(session, slug, document, by), coder, note, as_json)


@app.command("apart")
def apart(
    slug: Slug, other: Other, coder: CoderName, note: Note = "", as_json: AsJson = False
) -> None:
    """Say that two practices are two, whatever a later page may suggest.

    Example: practices group apart be-duo-for-a-job fr-duo-for-a-job --coder ab
    """
    from practices_db.decisions import tell_apart

    _decide(lambda session, by: tell_apart(session, slug, other, by), coder, note, as_json)


@app.command("undo")
def undo(
    decision: Annotated[int, typer.Argument(help="The decision's number, as the log has it.")],
    coder: CoderName,
    note: Note = "",
    as_json: AsJson = False,
) -> None:
    """Take a decision back; both stay in the log, and old slugs come back to life.

    Example: practices group undo 3 --coder ab --note "two offices after all"
    """
    from practices_db.decisions import undo as decide

    _decide(lambda session, by: decide(session, decision, by), coder, note, as_json)


@app.command("log")
def log(as_json: AsJson = False) -> None:
    """Show every decision on grouping: who, when, what and why, and which still stand.

    Example: practices group log
    """
    from practices_db.decisions import all_decisions, standing_decisions
    from practices_db.engine import catalogue_session
    from practices_db.schema import open_catalogue

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        decisions = all_decisions(session)
        standing = {decision.id for decision in standing_decisions(session)}
    if as_json:
        print_json([{**_record(d), "stands": d.id in standing} for d in decisions])
        return
    rows = [
        (
            d.id,
            f"{d.made_at:%Y-%m-%d}",
            d.coder,
            _what(d),
            d.note,
            "yes" if d.id in standing else "",
        )
        for d in decisions
    ]
    print_table("", ["no.", "when", "coder", "decision", "note", "stands"], rows)


def _decide(
    make: Callable[[Session, Coder], GroupingDecision], coder: str, note: str, as_json: bool
) -> None:
    """Keep the decision, then group anew, so that it holds at once."""
    from pipelines.installation import open_installation
    from pipelines.steps.grouping import regroup
    from practices_db.decisions import Coder
    from practices_db.engine import catalogue_session

    installation = open_installation(load_settings())
    with catalogue_session(installation.engine) as session:
        decision = make(session, Coder(coder, note, installation.clock()))
    counts = regroup(installation)
    if as_json:
        print_json({"decision": _record(decision), "counts": counts})
        return
    done = DONE[decision.verdict].format(
        slug=decision.slug, other=decision.other_slug, undoes=decision.undoes
    )
    say(f"{quoted(done)} [dim](decision {decision.id})[/]")
    say("[bold]Next[/]  practices index  (so that search knows it too)")


def _print_evidence(evidence: Sequence[Evidence]) -> None:
    for found in evidence:
        say(f"  {SIGNS[found.speaks]} {found.about}: {quoted(found.finding)}")


def _told(decision: GroupingDecision) -> str:
    note = f": {quoted(decision.note)}" if decision.note else ""
    made = f"[dim]{decision.made_at:%Y-%m-%d}, {quoted(decision.coder)}[/]"
    return f"{quoted(_what(decision))} {made}{note}"


def _what(decision: GroupingDecision) -> str:
    if decision.verdict == "undo":
        return f"undo {decision.undoes}"
    other = decision.other_slug or f"{len(decision.others)} document"
    return f"{decision.verdict}: {decision.slug}, {other}"


def _record(decision: GroupingDecision) -> dict[str, Any]:
    names = ("id", "verdict", "slug", "other_slug", "undoes", "coder", "note", "made_at")
    return {name: getattr(decision, name) for name in names}
