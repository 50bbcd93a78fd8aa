"""A paper as a Word document: headings, tables with header rows, quotes, live links."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from search.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Grid,
    Heading,
    Paper,
    Paragraph,
    Quotation,
)
from search.charts.png import to_png
from search.export.xlsx import STAMP, freeze_zip

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WIDE = 8
"""From this many columns on a table is set small."""


def paper_docx(paper: Paper) -> bytes:
    """The document; the same paper gives the same bytes."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.8)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    properties = document.core_properties
    properties.title, properties.author = safe(paper.title), "mentoring-practices"
    properties.created = properties.modified = datetime(*STAMP)
    document.add_heading(safe(paper.title), 0)
    document.add_paragraph(safe(paper.subtitle))
    for block in paper.blocks:
        _write(document, block)
    out = io.BytesIO()
    document.save(out)
    return freeze_zip(out.getvalue())


def safe(text: str) -> str:
    """Text without characters that XML does not know."""
    return _ILLEGAL.sub("", text)


def _write(document: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(safe(text), level - 1)
        case Paragraph(text, quiet):
            document.add_paragraph().add_run(safe(text)).italic = quiet
        case Bullets(items):
            for item in items:
                document.add_paragraph(safe(item), style="List Bullet")
        case Grid():
            _grid(document, block)
        case Quotation():
            _quotation(document, block)
        case Figure(picture):
            from docx.shared import Cm

            width = min(24.0, picture.width / 40)
            document.add_picture(io.BytesIO(to_png(picture)), width=Cm(width))


def _grid(document: Any, grid: Grid) -> None:
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=len(grid.columns), style="Light Grid Accent 1")
    size = Pt(8 if len(grid.columns) >= WIDE else 9.5)
    for cell, name in zip(table.rows[0].cells, grid.columns, strict=True):
        _fill(cell, Cell(name), size)
    _repeat_head(table.rows[0])
    for row in grid.rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            _fill(cell, value, size)
    document.add_paragraph()


def _fill(cell: Any, value: Cell, size: Any) -> None:
    paragraph = cell.paragraphs[0]
    if value.url:
        _link(paragraph, value, size)
    else:
        paragraph.add_run(safe(value.text)).font.size = size


def _repeat_head(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _link(paragraph: Any, value: Cell, size: Any = None) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    identifier = paragraph.part.relate_to(safe(value.url), LINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identifier)
    run = paragraph.add_run(safe(value.text))
    run.font.color.rgb = RGBColor(0x0B, 0x55, 0x60)
    run.underline = True
    if size is not None:
        run.font.size = size
    link.append(run._r)
    paragraph._p.append(link)


def _quotation(document: Any, block: Quotation) -> None:
    paragraph = document.add_paragraph(style="Intense Quote")
    paragraph.add_run(safe(f"“{block.text}”"))
    below = document.add_paragraph("– ")
    _link(below, block.about)
    below.add_run(safe(f": {block.claim}. "))
    _link(below, block.source) if block.source.url else below.add_run(safe(block.source.text))
    below.add_run(safe(f", {block.dates}"))
