"""A comparison as a table of text: a column a practice, a row a facet, a quote in each cell."""

from __future__ import annotations

from rich.table import Table

from pipelines.cli.output import console, quoted, say
from pipelines.cli.results import first_quote
from practices_db.view import Value
from search.compare.side_by_side import Cell, Comparison, Row, cell_words, is_told
from search.words import value_label


def print_comparison(comparison: Comparison) -> None:
    """The table, then the facets on which none of the practices states anything."""
    table = Table(show_lines=True, header_style="bold")
    table.add_column("")
    for column in comparison.columns:
        table.add_column(
            f"{quoted(column.name)}\n[dim]{quoted(column.country or 'country not stated')}[/]"
        )
    silent = []
    for row in comparison.rows:
        if is_told(row):
            table.add_row(_label(row), *(_cell(row.facet, cell) for cell in row.cells))
        elif not any(cell.told for cell in row.cells):
            silent.append(row.label.lower())
    console.print(table)
    if silent:
        say(f"[bold]Stated by none of them:[/] {quoted(', '.join(silent))}")


def _label(row: Row) -> str:
    flags = "".join(f"\n[yellow]{quoted(note)}[/]" for note in row.remarks)
    return f"[bold]{quoted(row.label)}[/]{flags}"


def _cell(facet: str, cell: Cell) -> str:
    if not cell.values:
        return f"[italic]{quoted(cell_words(facet, cell))}[/]"
    said = "\n".join(_value(facet, value) for value in cell.values)
    return f"[yellow]claims differ[/]\n{said}" if cell.conflict else said


def _value(facet: str, value: Value) -> str:
    support = value.supports[0]
    when = support.claimed_on or f"read {support.last_seen:%Y-%m-%d}"
    said = first_quote(value)
    return f"[green]{quoted(value_label(facet, value))}[/]\n{said} [dim]{when}[/]"
