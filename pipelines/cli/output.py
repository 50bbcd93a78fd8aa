"""How the command line speaks: tables and sentences for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def say(text: str) -> None:
    """Print a line; text from the catalogue must be passed through `quoted` first."""
    console.print(text, soft_wrap=True)


def quoted(text: object) -> str:
    """Text from the web made harmless for the terminal: no markup and no control characters."""
    return escape("".join(ch for ch in str(text) if ch.isprintable() or ch == "\n"))


def place(url: str) -> str:
    """Where a quote stands, for people: the address of a page, or the record of a dataset."""
    file, _, record = url.partition("#")
    if not url.startswith("folder:"):
        return quoted(url)
    return quoted(f"record {record} of {file.removeprefix('folder:')}" if record else file)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    # It brings the models along, half a second: not for who asks for help or completes a word.
    from practices_db.exports import plain

    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; every cell is taken as untrusted text."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(quoted(cell) for cell in row))
    console.print(table)


def print_error(message: str, advice: str = "") -> None:
    """One sentence on what happened, one on what to do, on standard error."""
    errors.print(f"[bold red]Error:[/] {quoted(message)}", soft_wrap=True)
    if advice:
        errors.print(f"       {quoted(advice)}", soft_wrap=True)
