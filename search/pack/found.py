"""The middle of a scoping pack: counts by facet, the gap map, and programmes side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from practices_db.vocabulary import load_vocabulary
from search.charts.heat import draw_gaps, evidence_words
from search.compare.side_by_side import cell_words, is_told
from search.gaps.cross import Standing
from search.groups import reading_order
from search.links import brief
from search.pack.blocks import Block, Cell, Figure, Grid, Heading, Paragraph
from search.pack.groups import add_thin_spots
from search.pack.material import Material
from search.words import UNKNOWN, counted, country, facet_label, inline, label, listed

COUNTED = ("target_group", "mentee_education", "mentor_type", "goal", "format", "stakeholder")


def add_counts(material: Material) -> Iterable[Block]:
    """What was found, facet by facet."""
    yield Heading("What was found")
    yield Paragraph("A programme counts once for each value that its pages state.", quiet=True)
    yield count_grid(material, "country")
    for facet in COUNTED:
        if facet in load_vocabulary().facets:
            yield count_grid(material, facet)


def count_grid(material: Material, facet: str) -> Grid:
    """How many of the programmes have each value of a facet, the most frequent first."""
    counts = Counter(code for entry in material.entries for code in set(entry.searched(facet)))
    order = sorted((code for code in counts if code not in UNKNOWN), key=lambda c: (-counts[c], c))
    rows = tuple(
        (Cell(label(facet, code)), Cell(str(counts[code])))
        for code in (*order, "not_stated", *(("not_assessed",) if facet != "country" else ()))
    )
    return Grid(facet_label(facet), (facet_label(facet), "Programmes"), rows)


def add_gaps(material: Material) -> Iterable[Block]:
    """The gap map of target groups and mentors, as picture and table."""
    gaps = material.gaps
    yield Heading("Gap map: who mentors whom")
    yield Paragraph(
        "An empty cell means “none among what was searched”, not “none exist”. In brackets: "
        "programmes with one of the two whose pages do not state the other.",
        quiet=True,
    )
    yield Figure(draw_gaps(gaps))
    rows = []
    for row in gaps.rows:
        cells = [gaps.cells[row, column] for column in gaps.columns]
        words = [
            f"{cell.practices or ('–' if cell.standing is not Standing.NOT_SEARCHED else '?')}"
            + (f" ({cell.unsaid})" if cell.unsaid else "")
            for cell in cells
        ]
        name = Cell(label(gaps.row_facet, row))
        rows.append((name, *map(Cell, words), Cell(str(gaps.row_totals[row]))))
    heads = ("", *(label(gaps.column_facet, column) for column in gaps.columns), "all")
    yield Grid("Programmes by target group and mentors", heads, tuple(rows))
    yield from add_thin_spots(material)
    strongest = max(
        (c for c in gaps.cells.values() if c.row not in UNKNOWN and c.column not in UNKNOWN),
        key=lambda cell: (cell.practices, cell.row, cell.column),
        default=None,
    )
    if strongest is not None and strongest.practices:
        yield Paragraph(
            f"Most often: {inline(label(gaps.column_facet, strongest.column))} for "
            f"{inline(label(gaps.row_facet, strongest.row))}, "
            f"{counted(strongest.practices, 'programme')} ({evidence_words(strongest)})."
        )


def add_comparison(material: Material) -> Iterable[Block]:
    """The most relevant programmes side by side."""
    yield Heading("The most relevant, side by side")
    found = material.comparison
    if found is None:
        yield Paragraph("Fewer than two programmes pass, so there is nothing to compare.")
        return
    order = "by fit to the question" if material.question.text else "by strength of evidence"
    yield Paragraph(
        f"The first {len(found.columns)} {order}. No score is given: what differs in definition "
        "is flagged, what is not stated is said.",
        quiet=True,
    )
    heads = ("", *(brief(column.name, 80) for column in found.columns))
    rows = [
        (
            Cell("Organisation, country"),
            *(
                Cell(
                    f"{brief(c.organisation) or 'not stated'}, {country(c.country)}",
                    material.address(c.slug),
                )
                for c in found.columns
            ),
        )
    ]
    reading = reading_order()
    for row in sorted(found.rows, key=lambda row: reading[row.facet]):
        if not is_told(row):
            continue
        flag = "".join(f" ({inline(remark.rstrip('.'))})" for remark in row.remarks)
        cells = (Cell(cell_words(row.facet, cell)) for cell in row.cells)
        rows.append((Cell(row.label + flag), *cells))
    yield Grid("Comparison", heads, tuple(rows))
    silent = [inline(row.label) for row in found.rows if not any(cell.told for cell in row.cells)]
    if silent:
        yield Paragraph(f"Known of none of them: {listed(silent)}.", quiet=True)
