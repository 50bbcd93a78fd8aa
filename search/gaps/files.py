"""A gap map as CSV and as SVG. Only its form is decided here."""

from __future__ import annotations

import csv
import io
from xml.sax.saxutils import escape, quoteattr

from practices_db.vocabulary import load_vocabulary
from search.gaps.cross import GapCell, GapMap, Standing

COLUMNS = (
    "row",
    "column",
    "standing",
    "practices",
    "by_evidence",
    "unsaid",
    "unread",
    "practices_searched",
    "sources_searched",
    "languages_searched",
)

CELL, MARGIN, HEAD = 64, 220, 190
LETTER = 6.5
"""Pixels that a letter takes, on average and rather too many than too few."""

_SHADES = {
    Standing.NOT_STATED: "url(#unsaid)",
    Standing.NOTHING_FOUND: "#ffffff",
    Standing.NOT_SEARCHED: "#e2e2e2",
}


def gaps_to_csv(gaps: GapMap) -> str:
    """One line a cell, each with its denominator, so that a line taken alone is still true."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cell in gaps.cells.values():
        writer.writerow(
            [
                cell.row,
                cell.column,
                cell.standing.value,
                cell.practices,
                _evidence(cell),
                cell.unsaid,
                cell.unread,
                gaps.searched.practices,
                " ".join(gaps.searched.sources_searched),
                " ".join(gaps.searched.languages),
            ]
        )
    return out.getvalue()


def gaps_to_svg(gaps: GapMap) -> str:
    """The map as a picture: numbers in cells, darker for more; each cell has a spoken title."""
    foot = _foot(gaps)
    width = max(MARGIN + CELL * (len(gaps.columns) + 1), round(len(foot) * LETTER) + 16)
    height = HEAD + CELL * (len(gaps.rows) + 1) + 30
    most = max((cell.practices for cell in gaps.cells.values()), default=0)
    parts = [*_column_heads(gaps), *_rows(gaps, most), _text(8, height - 10, foot, "start")]
    title = f"{_facet(gaps.row_facet)} by {_facet(gaps.column_facet)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label={quoteattr(title)} font-family="sans-serif" font-size="12">'
        f"<title>{escape(title)}</title>{_HATCH}{''.join(parts)}</svg>\n"
    )


_HATCH = (
    '<defs><pattern id="unsaid" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path d="M0 6L6 0" stroke="#999999"/></pattern></defs>'
)


def _column_heads(gaps: GapMap) -> list[str]:
    return [
        f'<text transform="translate({MARGIN + CELL * at + CELL // 2} {HEAD - 8}) rotate(-45)">'
        f"{escape(name)}</text>"
        for at, name in enumerate([*(_label(gaps.column_facet, c) for c in gaps.columns), "all"])
    ]


def _rows(gaps: GapMap, most: int) -> list[str]:
    parts = []
    for number, row in enumerate(gaps.rows):
        top = HEAD + CELL * number
        parts.append(_text(MARGIN - 8, top + CELL // 2, _label(gaps.row_facet, row), "end"))
        for at, column in enumerate(gaps.columns):
            cell = gaps.cells[row, column]
            parts.append(_draw(gaps, cell, MARGIN + CELL * at, top, most))
        right = MARGIN + CELL * len(gaps.columns) + CELL // 2
        parts.append(_text(right, top + CELL // 2, str(gaps.row_totals[row])))
    bottom = HEAD + CELL * len(gaps.rows) + CELL // 2
    parts.append(_text(MARGIN - 8, bottom, "all", "end"))
    for at, column in enumerate(gaps.columns):
        total = str(gaps.column_totals[column])
        parts.append(_text(MARGIN + CELL * at + CELL // 2, bottom, total))
    return parts


def _draw(gaps: GapMap, cell: GapCell, left: int, top: int, most: int) -> str:
    title = (
        f"{_label(gaps.row_facet, cell.row)}, {_label(gaps.column_facet, cell.column)}: "
        f"{cell.practices} found ({_evidence(cell) or 'none'}), {cell.unsaid} do not say, "
        f"{cell.unread} not read; {cell.standing.value.replace('_', ' ')}"
    )
    shade = _SHADES.get(cell.standing) or _blue(cell.practices / max(most, 1))
    # Dark ground needs light ink to be read.
    ink = "#ffffff" if cell.practices > 0.6 * most else "#1a1a1a"
    number = str(cell.practices) if cell.practices else ""
    middle = f'x="{left + CELL // 2}" y="{top + CELL // 2}" text-anchor="middle"'
    return (
        f"<g><title>{escape(title)}</title>"
        f'<rect x="{left}" y="{top}" width="{CELL - 2}" height="{CELL - 2}" fill="{shade}" '
        f'stroke="#bbbbbb"/><text {middle} fill="{ink}">{number}</text></g>'
    )


def _blue(share: float) -> str:
    light, dark = (222, 235, 247), (8, 69, 148)
    return "#" + "".join(
        f"{round(a + (b - a) * share):02x}" for a, b in zip(light, dark, strict=True)
    )


def _foot(gaps: GapMap) -> str:
    searched = gaps.searched
    return (
        f"{searched.practices} practices; {searched.documents_read} documents read, "
        f"{len(searched.sources_searched)} sources searched, "
        f"{len(searched.sources_failed)} failed, {len(searched.sources_never_run)} never run; "
        f"languages: {', '.join(searched.languages)}"
    )


def _text(left: int, top: int, text: str, anchor: str = "middle") -> str:
    return f'<text x="{left}" y="{top}" text-anchor="{anchor}">{escape(text)}</text>'


def _evidence(cell: GapCell) -> str:
    return "; ".join(f"{level} {number}" for level, number in cell.by_evidence.items())


def _facet(facet: str) -> str:
    known = load_vocabulary().facets.get(facet)
    return known.label() if known else facet


def _label(facet: str, value: str) -> str:
    known = load_vocabulary().facets.get(facet)
    concept = known.concepts.get(value) if known else None
    return concept.label() if concept else value.replace("_", " ")
