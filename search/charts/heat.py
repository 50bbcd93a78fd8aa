"""The gap map as a picture: rows and columns of a grid, darker for more, hatched for the unsaid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from search.charts.picture import Box, Picture, Shape, Words, ink_on, step
from search.gaps.cross import GapCell, GapMap, Standing
from search.words import UNKNOWN, WEAK_EVIDENCE, counted, facet_label, inline, label

CELL_WIDTH, CELL_HEIGHT = 58, 34
SLANT = 0.64
LETTER = 7.0
"""Pixels that a letter takes, on average and rather too many than too few."""
SMALL_LETTER = 6.2
NOTES = (
    "Number: programmes. Line under it: the share of them that state results beyond numbers of "
    "participants.",
    "Dashed: none found, but some programmes do not say. Empty: none among what was searched.",
)
LEVELS = {"none_stated": "no evidence stated", "unknown": "evidence not known"}


def draw_gaps(
    gaps: GapMap, link: Callable[[GapCell], str] = lambda _: "", more: Sequence[str] = ()
) -> Picture:
    """The grid with margins. `link` gives the address of the practices in a cell; `more` is written
    under it, for a picture that is taken away from its page.
    """
    lines = [*NOTES, *more]
    heads = [label(gaps.column_facet, code) for code in gaps.columns]
    top = round(max((len(head) for head in heads), default=0) * LETTER * SLANT) + 30
    margin = _margin(gaps)
    grid = margin + CELL_WIDTH * (len(gaps.columns) + 1) + round((top - 20) * 1.15)
    width = max(grid, round(max(map(len, lines)) * SMALL_LETTER) + 16)
    foot = top + CELL_HEIGHT * (len(gaps.rows) + 1) + 12
    title = f"{facet_label(gaps.row_facet)} by {inline(facet_label(gaps.column_facet))}"
    shapes = [*_heads(heads, top, margin), *_cells(gaps, top, link), *_totals(gaps, top)]
    notes = [Words(8, foot + 18 * at, line, "start", "soft", 12) for at, line in enumerate(lines)]
    return Picture(width, foot + 18 * len(lines), title, (*shapes, *notes))


def _margin(gaps: GapMap) -> int:
    """Room for the longest name of a row."""
    return (
        round(max((len(label(gaps.row_facet, row)) for row in gaps.rows), default=0) * LETTER) + 24
    )


def _heads(heads: list[str], top: int, margin: int) -> list[Shape]:
    return [
        Words(margin + CELL_WIDTH * (at + 0.5) - 2, top - 10, head, "start", "ink", 12.5, -40)
        for at, head in enumerate([*heads, "all"])
    ]


def _cells(gaps: GapMap, top: int, link: Callable[[GapCell], str]) -> list[Shape]:
    most = max(
        (
            cell.practices
            for cell in gaps.cells.values()
            if cell.row not in UNKNOWN and cell.column not in UNKNOWN
        ),
        default=0,
    )
    shapes: list[Shape] = []
    margin = _margin(gaps)
    for number, row in enumerate(gaps.rows):
        at = top + CELL_HEIGHT * number
        name = label(gaps.row_facet, row)
        shapes.append(Words(margin - 10, at + 21, name, "end", "soft" if row in UNKNOWN else "ink"))
        for place, column in enumerate(gaps.columns):
            cell = gaps.cells[row, column]
            left = margin + CELL_WIDTH * place
            kind = kind_of(cell, most)
            box = Box(left, at, CELL_WIDTH - 3, CELL_HEIGHT - 3, kind, says(gaps, cell))
            shapes.append(_linked(box, link(cell)) if cell.practices else box)
            if cell.practices:
                shapes.append(
                    Words(
                        left + CELL_WIDTH / 2 - 1.5,
                        at + 19,
                        str(cell.practices),
                        "middle",
                        ink_on(kind),
                    )
                )
                shapes += _evidence(cell, left, at, kind)
    return shapes


def _evidence(cell: GapCell, left: float, top: float, kind: str) -> list[Shape]:
    """A line under the number, as long as the share with results beyond counts is large."""
    backed = sum(n for level, n in cell.by_evidence.items() if level not in WEAK_EVIDENCE)
    length = round((CELL_WIDTH - 15) * backed / cell.practices, 1)
    return [Box(left + 6, top + CELL_HEIGHT - 9, length, 3, ink_on(kind))] if backed else []


def _linked(box: Box, href: str) -> Box:
    return Box(box.left, box.top, box.width, box.height, box.kind, box.says, href)


def _totals(gaps: GapMap, top: int) -> list[Shape]:
    margin = _margin(gaps)
    right = margin + CELL_WIDTH * (len(gaps.columns) + 0.5)
    bottom = top + CELL_HEIGHT * len(gaps.rows) + 22
    across = [
        Words(right, top + CELL_HEIGHT * at + 21, str(gaps.row_totals[row]), "middle", "soft")
        for at, row in enumerate(gaps.rows)
    ]
    down = [
        Words(
            margin + CELL_WIDTH * (at + 0.5),
            bottom,
            str(gaps.column_totals[column]),
            "middle",
            "soft",
        )
        for at, column in enumerate(gaps.columns)
    ]
    return [Words(margin - 10, bottom, "all", "end", "soft"), *across, *down]


def kind_of(cell: GapCell, most: int) -> str:
    """The look of a cell; counts of the unknown are grey, for they are no finding."""
    if cell.practices and (cell.row in UNKNOWN or cell.column in UNKNOWN):
        return "n0"
    if cell.standing is Standing.FOUND:
        return step(cell.practices, most)
    return {Standing.NOT_STATED: "hatch", Standing.NOTHING_FOUND: "none"}.get(cell.standing, "n0")


def says(gaps: GapMap, cell: GapCell) -> str:
    """A cell in words: what was found with which evidence, who does not say, who was not read."""
    pair = f"{label(gaps.row_facet, cell.row)} × {label(gaps.column_facet, cell.column)}"
    parts = [counted(cell.practices, "programme")]
    if cell.by_evidence:
        parts.append(evidence_words(cell))
    if cell.unsaid:
        parts.append(f"{cell.unsaid} with one of the two do not state the other")
    if cell.unread:
        parts.append(f"{cell.unread} were not read for the other")
    if cell.standing is Standing.NOT_SEARCHED:
        parts.append("nothing was searched")
    return f"{pair}: {'; '.join(parts)}"


def evidence_words(cell: GapCell) -> str:
    """How many of a cell's practices have which evidence."""
    return ", ".join(
        f"{number} {inline(LEVELS.get(level) or label('evidence_level', level))}"
        for level, number in cell.by_evidence.items()
    )
