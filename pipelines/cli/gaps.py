"""The gap map on the command line: two facets crossed, as a table, CSV or a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.output import AsJson, console, print_json, print_table, quoted, say
from pipelines.cli.searching import Filter, open_searcher, read_filters
from practices_db.errors import PracticesError

if TYPE_CHECKING:
    from search.gaps.cross import GapCell, GapMap

BORDERS = 3
"""Signs round a column of a table."""
MARKS = {"not_stated": "?", "nothing_found": "-", "not_searched": "."}


def gaps(
    rows: Annotated[str, typer.Argument(help="Facet of the rows.")] = "target_group",
    columns: Annotated[str, typer.Argument(help="Facet of the columns.")] = "mentor_type",
    only: Filter = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write all cells to a file.")] = None,
    svg: Annotated[Path | None, typer.Option("--svg", help="Write the map as a picture.")] = None,
    as_json: AsJson = False,
) -> None:
    """Cross two facets: how many practices, and whether an empty cell was looked for at all.

    Example: practices gaps target_group funding_model --filter country=DE --csv gaps.csv
    """
    from dataclasses import asdict

    from practices_db.engine import open_engine
    from practices_db.settings import load_settings
    from search.charts.heat import draw_gaps
    from search.charts.svg import to_svg
    from search.gaps.cross import map_gaps
    from search.gaps.files import gaps_to_csv, told_alone

    settings = load_settings()
    searcher = open_searcher(open_engine(settings.database_url), settings)
    filters = read_filters(only or [])
    found = map_gaps(searcher, rows, columns, filters)
    if csv is not None:
        _write(csv, gaps_to_csv(found))
    if svg is not None:
        _write(svg, to_svg(draw_gaps(found, more=told_alone(found, filters)), as_file=True))
    if as_json:
        print_json(asdict(found) | {"cells": [asdict(cell) for cell in found.cells.values()]})
    elif csv is None and svg is None:
        _print(found)


def _print(found: GapMap) -> None:
    title = f"{found.row_facet} by {found.column_facet}"
    row_width = max(map(len, found.rows), default=0)
    heads = dict(zip(found.columns, _heads(found.columns, row_width), strict=True))
    for columns in _blocks(found, heads, row_width):
        lines = [
            (row, *(_shown(found.cells[row, column]) for column in columns), total)
            for row, total in found.row_totals.items()
        ]
        sums = (found.column_totals[column] for column in columns)
        totals = ("all", *sums, found.searched.practices)
        print_table(title, ["", *(heads[one] for one in columns), "all"], [*lines, totals])
        title = ""
    if [*heads] != [*heads.values()]:
        say(quoted(" · ".join(f"{head} {column}" for column, head in heads.items())))
    from search.gaps.files import searched_words

    say("? some do not say · - nothing found although searched · . not searched")
    say(quoted(searched_words(found.searched)))


def _heads(columns: Sequence[str], row_width: int) -> list[str]:
    """The columns' codes; letters that are explained below where the codes would be broken up."""
    needed = row_width + sum(len(column) + BORDERS for column in (*columns, "", "all"))
    if needed <= console.width:
        return [*columns]
    return [
        f"{'' if at < 26 else chr(64 + at // 26)}{chr(65 + at % 26)}" for at in range(len(columns))
    ]


def _blocks(found: GapMap, heads: Mapping[str, str], row_width: int) -> Iterator[list[str]]:
    """The columns in as many tables as the screen needs: no name of a row is broken up."""
    room = console.width - sum(len(side) + BORDERS for side in ("x" * row_width, "all")) - 1
    block: list[str] = []
    used = 0
    for column, total in found.column_totals.items():
        # No cell is wider than the sum below it.
        width = max(len(heads[column]), len(str(total))) + BORDERS
        if block and used + width > room:
            yield block
            block, used = [], 0
        block.append(column)
        used += width
    yield block


def _shown(cell: GapCell) -> str:
    return str(cell.practices) if cell.practices else MARKS[cell.standing.value]


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PracticesError(
            f"{path} cannot be written ({error.strerror}).", advice="Name another file."
        ) from error
    say(f"Wrote {quoted(path)}.")
