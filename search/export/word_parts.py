"""What Word documents are made of here: the page, tables with quiet lines, live links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from search.pack.blocks import Cell, Grid

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ACCENT, SHADE, LINE = "0B5560", "E6F0F0", "C9CFCF"
PAGE, MARGIN = (29.7, 21.0), 1.8
TEXT_WIDTH = PAGE[0] - 2 * MARGIN
ACROSS = 3
"""Small tables beside each other."""
MOST_ROWS = 32
"""Rows of small tables under each other on a page."""
WIDE = 10
"""From so many columns on a table is set small."""
SHORT = 8
"""Rows of a table that is not broken over pages."""
LONGEST_WORD = 20
LONGEST_LINE = 36
"""Letters of a cell beyond which it is wrapped rather than given more room."""


def safe(text: str) -> str:
    """Text without characters that XML does not know."""
    return _ILLEGAL.sub("", text)


def lay_out(document: Any, footer: str) -> None:
    """A landscape page, our type and colours, and a footer with the page's number."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(PAGE[0]), Cm(PAGE[1])
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Cm(MARGIN))
    for name, size in (("Normal", 10.5), ("Title", 24), ("Heading 1", 15), ("Heading 2", 12)):
        font = document.styles[name].font
        font.name, font.size = "Calibri", Pt(size)
        if name != "Normal":
            font.color.rgb = RGBColor.from_string(ACCENT)
    document.styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(safe(f"{footer} · page ")).font.size = Pt(8)
    _page_number(paragraph)


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run()
    run.font.size = Pt(8)
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._r.append(part)


def add_table(parent: Any, grid: Grid, width: float = TEXT_WIDTH, small: bool = False) -> None:
    """A table under a document or in a cell; its head is repeated, its rows stay whole."""
    from docx.shared import Cm, Pt

    columns = len(grid.columns)
    table = parent.add_table(rows=1, cols=columns)
    table.autofit = False
    _lines(table)
    size = Pt(6.5 if columns >= WIDE else 8 if small else 9)
    widths = [Cm(round(one, 2)) for one in _widths(grid, width)]
    for column, one in zip(table.columns, widths, strict=True):
        column.width = one
    _row(table.rows[0], [Cell(name) for name in grid.columns], widths, size)
    _mark_head(table.rows[0])
    for row in grid.rows:
        _row(table.add_row(), row, widths, size)
    # A head stays with what is below it, and a short table on one page.
    _keep_together(table.rows[: -1 if len(grid.rows) <= SHORT else 1])


def _widths(grid: Grid, width: float) -> list[float]:
    """Room by need: no column narrower than its longest word, none far wider than a line."""
    needs, columns = [], len(grid.columns)
    for at, name in enumerate(grid.columns):
        texts = [name, *(row[at].text for row in grid.rows)]
        word = max(len(one) for text in texts for one in [*text.split(), ""])
        edge = 9 if at == columns - 1 == 1 else 4  # counts have a narrow column, its head is bold
        line = min(max(map(len, texts)), LONGEST_LINE) * 0.75
        needs.append(max(min(word, LONGEST_WORD) + edge, line, 5))
    return [width * need / sum(needs) for need in needs]


def add_side_by_side(document: Any, grids: Sequence[Grid]) -> None:
    """Small tables in columns, in frames without lines that each fit on a page."""
    from docx.shared import Cm

    for stacks in _stacks(grids):
        frame = document.add_table(rows=1, cols=ACROSS)
        frame.autofit = False
        _keep_whole(frame.rows[0])
        for column in frame.columns:
            column.width = Cm(TEXT_WIDTH / ACROSS)
        for cell, stack in zip(frame.rows[0].cells, stacks, strict=True):
            cell.width = Cm(TEXT_WIDTH / ACROSS)
            # Word wants a paragraph after a table in a cell, and none before it.
            first = cell.paragraphs[0]._p
            for grid in stack:
                add_table(cell, grid, TEXT_WIDTH / ACROSS - 0.8, small=True)
                _narrow(cell.paragraphs[-1])  # it came with the table
            if stack:
                cell._tc.remove(first)
        add_gap(document)


def _stacks(grids: Iterable[Grid]) -> Iterator[list[list[Grid]]]:
    """Each table under the shortest column; what a page cannot take begins a new one."""
    stacks: list[list[Grid]] = [[] for _ in range(ACROSS)]
    heights = [0] * ACROSS
    for grid in grids:
        lowest = heights.index(min(heights))
        if heights[lowest] and heights[lowest] + len(grid.rows) > MOST_ROWS:
            yield stacks
            stacks, heights, lowest = [[] for _ in range(ACROSS)], [0] * ACROSS, 0
        stacks[lowest].append(grid)
        heights[lowest] += len(grid.rows) + 2
    yield stacks


def add_gap(parent: Any) -> None:
    """A little room after a table; without a paragraph between them two tables grow together."""
    _narrow(parent.add_paragraph())


def _narrow(paragraph: Any) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = 0
    paragraph.paragraph_format.line_spacing = Pt(8)


def _row(row: Any, cells: Sequence[Cell], widths: Sequence[Any], size: Any) -> None:
    _keep_whole(row)
    for place, value, width in zip(row.cells, cells, widths, strict=True):
        place.width = width
        paragraph = place.paragraphs[0]
        paragraph.paragraph_format.space_after = 0
        if value.url:
            add_link(paragraph, value, size)
        else:
            paragraph.add_run(safe(value.text)).font.size = size


def _keep_whole(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _keep_together(rows: Sequence[Any]) -> None:
    for row in rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _mark_head(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _lines(table: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # The schema wants the lines before the layout.
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)


def add_link(paragraph: Any, value: Cell, size: Any = None) -> None:
    """Text that leads to an address."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    identifier = paragraph.part.relate_to(safe(value.url), LINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identifier)
    run = paragraph.add_run(safe(value.text))
    run.font.color.rgb = RGBColor.from_string(ACCENT)
    run.underline = True
    if size is not None:
        run.font.size = size
    link.append(run._r)
    paragraph._p.append(link)
