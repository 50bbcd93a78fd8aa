"""The scoping pack on the command line: the same document as the site's, as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.files import SITE
from pipelines.cli.output import quoted, say
from pipelines.cli.searching import Filter, open_searcher
from practices_db.errors import PracticesError


def pack(
    question: Annotated[str, typer.Argument(help="The call in words; orders by fit.")] = "",
    title: Annotated[str, typer.Option("--title", "-t", help="Title of the call.")] = "",
    only: Filter = None,
    wish: Annotated[
        list[str] | None,
        typer.Option("--wish", help="facet=value to look up in each; it leaves none out."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .docx, .html, .md or .json file; default: print."),
    ] = None,
    site: Annotated[str, typer.Option(help="Where the entries are shown.")] = SITE,
) -> None:
    """Write a scoping pack: what exists, who mentors, who pays, what is known, what is missing.

    Example: practices pack "mentors for refugees" --filter target_group=refugees -o pack.docx
    """
    from practices_db.engine import catalogue_session
    from practices_db.schema import open_catalogue
    from practices_db.settings import load_settings
    from search.holdings import read_holdings
    from search.pack.whole import make_pack
    from search.web.pages.pack import read_question
    from search.web.papers import FORMS

    form = output.suffix[1:].lower() if output else "md"
    if form not in FORMS:
        raise PracticesError(
            f"A pack is not written as .{form}.", advice=f"Use .{', .'.join(FORMS)}."
        )
    pairs = [("title", title), ("q", question), *_pairs("--filter", only or [])]
    pairs += [("wish", f"{facet}:{value}") for facet, value in _pairs("--wish", wish or [])]
    asked = read_question(pairs, site.rstrip("/"))
    settings = load_settings()
    engine = open_catalogue(settings.database_url)
    with catalogue_session(engine) as session:
        holdings = read_holdings(session)
    paper = make_pack(open_searcher(engine, settings), holdings, asked, site.rstrip("/"))
    data = FORMS[form].write(paper)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    output.write_bytes(data)
    say(f"Wrote {quoted(output)}: {quoted(paper.title)}, release {paper.release}.")


def _pairs(option: str, given: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for pair in given:
        facet, _, value = pair.partition("=")
        if not facet or not value:
            raise PracticesError(
                f"{option} {pair} is not facet=value.",
                advice=f"For example: {option} mentor_type=students.",
            )
        pairs.append((facet, value))
    return pairs
