"""Commands that write the catalogue to a file, and that fill an empty one from such a file."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.output import AsJson, console, errors, quoted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SITE = "http://127.0.0.1:8000"


class What(StrEnum):
    """What a row or a line of the file is."""

    practices = "practices"
    statements = "statements"
    terms = "terms"
    codebook = "codebook"
    vocabulary = "vocabulary"
    bundle = "bundle"


class Form(StrEnum):
    """The form of the file."""

    csv = "csv"
    xlsx = "xlsx"
    jsonl = "jsonl"
    jsonld = "jsonld"
    sqlite = "sqlite"
    ttl = "ttl"


FIRST = {What.vocabulary: Form.ttl, What.bundle: Form.jsonl}
"""The form that is meant where none is named; CSV for the others."""
NAMES = {
    (What.practices, Form.csv): "practices.csv",
    (What.statements, Form.csv): "statements.csv",
    (What.terms, Form.csv): "terms.csv",
    (What.codebook, Form.csv): "codebook.csv",
    (What.practices, Form.xlsx): "practices.xlsx",
    (What.practices, Form.jsonl): "practices.jsonl",
    (What.practices, Form.jsonld): "practices.jsonld",
    (What.practices, Form.sqlite): "catalogue.sqlite",
}


def export(
    what: Annotated[
        What,
        typer.Argument(
            help="One row a practice; one row a statement with its quote; one column a term, for "
            "statistics; the codebook of their columns; the vocabulary (SKOS); "
            "or a bundle: all there is, with texts and history, for `practices import`."
        ),
    ] = What.practices,
    form: Annotated[Form | None, typer.Option("--format", "-f", help="Default: csv.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Default: print.")] = None,
    as_json: AsJson = False,
    site: Annotated[str, typer.Option(help="Where the entries are shown (for JSON-LD).")] = SITE,
) -> None:
    """Write the catalogue to a file: for spreadsheets, for programs, for another catalogue.

    Example: practices export --format jsonl --output practices.jsonl
    """
    form = form or (Form.jsonl if as_json else FIRST.get(what, Form.csv))
    data = _written(what, form, site)
    if output is None:
        # Programs read what is printed; the mark is for spreadsheets.
        sys.stdout.buffer.write(data.removeprefix(BOM_UTF8))
        return
    output.write_bytes(data)
    console.print(f"Wrote {len(data):,} bytes to {quoted(output)}.")


def _written(what: What, form: Form, site: str) -> bytes:
    from practices_db.engine import catalogue_session
    from practices_db.errors import PracticesError
    from practices_db.schema import open_catalogue
    from practices_db.settings import load_settings
    from practices_db.vocabulary import load_vocabulary, serialise_skos
    from search.export.files import FILES, Wanted
    from search.holdings import read_holdings

    if what is What.vocabulary and form in {Form.ttl, Form.jsonld}:
        return serialise_skos(
            load_vocabulary(), "turtle" if form is Form.ttl else "json-ld"
        ).encode()
    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        if what is What.bundle and form is Form.jsonl:
            return _bundle(session)
        if (what, form) not in NAMES:
            raise PracticesError(
                f"There is no {form} of {what}.",
                advice="practices: csv, xlsx, jsonl, jsonld, sqlite; statements, terms, codebook: "
                "csv; "
                "vocabulary: ttl, jsonld; bundle: jsonl.",
            )
        holdings = read_holdings(session)
    # Here also those that are gone, with the day: what was published once is not lost.
    entries = list(holdings.entries.values())
    if not entries:
        errors.print("The catalogue is empty, so the file holds none. `practices run` fills it.")
    return FILES[NAMES[what, form]].write(Wanted(entries, holdings, site.rstrip("/")))


def _bundle(session: Session) -> bytes:
    import io

    from search.export.bundle import write_bundle

    out = io.StringIO()
    write_bundle(session, out)
    return out.getvalue().encode()


def take_in(
    file: Annotated[Path, typer.Argument(help="A bundle, practices.jsonl or catalogue.sqlite.")],
) -> None:
    """Fill an empty catalogue from an exported file, without loss; quotes are checked again.

    Example: PRACTICES_DATA=other practices import practices.jsonl
    """
    from practices_db.engine import catalogue_session
    from practices_db.schema import open_catalogue
    from practices_db.settings import load_settings
    from search.export.taking_in import take_in_file

    with catalogue_session(open_catalogue(load_settings().database_url)) as session:
        said = take_in_file(session, file)
    console.print(f"Took in {said} from {quoted(file)}. `practices index` makes it searchable.")
