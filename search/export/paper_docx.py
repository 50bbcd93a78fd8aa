"""A paper as a Word document: its blocks in order. Tables and layout are in `word_parts.py`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from search.charts.png import to_png
from search.export.word_parts import add_gap, add_link, add_side_by_side, add_table, lay_out, safe
from search.export.xlsx import STAMP, freeze_zip
from search.pack.blocks import (
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

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SMALL = 2
"""Tables of so many columns stand side by side."""
WIDEST, TALLEST = 25.0, 12.5
"""Centimetres that a picture may take."""


def paper_docx(paper: Paper) -> bytes:
    """The document; the same paper gives the same bytes."""
    from docx import Document

    document = Document()
    lay_out(document, f"Mentoring practices, release {paper.release}")
    properties = document.core_properties
    properties.title, properties.author = safe(paper.title), "mentoring-practices"
    properties.created = properties.modified = datetime(*STAMP)
    document.add_heading(safe(paper.title), 0)
    document.add_paragraph(safe(paper.subtitle))
    for small, blocks in groupby(paper.blocks, _is_small):
        if small:
            add_side_by_side(document, [block for block in blocks if isinstance(block, Grid)])
        else:
            _write_all(document, list(blocks))
    out = io.BytesIO()
    document.save(out)
    return freeze_zip(out.getvalue())


def _write_all(document: Any, blocks: Sequence[Block]) -> None:
    """Blocks in order; what leads up to a table or a list stays on the page with it."""
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        _write(document, block)
        leads = isinstance(before, Heading) or isinstance(after, Grid | Bullets)
        if leads and after is not None and isinstance(block, Paragraph):
            document.paragraphs[-1].paragraph_format.keep_with_next = True


def _is_small(block: Block) -> bool:
    return isinstance(block, Grid) and len(block.columns) == SMALL


def _write(document: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(safe(text), level - 1)
        case Paragraph():
            _paragraph(document, block)
        case Bullets(items):
            for item in items:
                document.add_paragraph(safe(item), style="List Bullet")
        case Grid():
            add_table(document, block)
            add_gap(document)
        case Quotation():
            _quotation(document, block)
        case Figure(picture):
            from docx.shared import Cm

            # As large as a page takes together with the heading above it.
            scale = min(WIDEST / picture.width, TALLEST / picture.height)
            width = Cm(round(picture.width * scale, 2))
            document.add_picture(io.BytesIO(to_png(picture)), width=width)


def _paragraph(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    if block.url:
        add_link(paragraph, Cell(block.text, block.url))
    else:
        paragraph.add_run(safe(block.text)).italic = block.quiet
    paragraph.paragraph_format.keep_with_next = block.quiet


def _quotation(document: Any, block: Quotation) -> None:
    paragraph = document.add_paragraph(style="Quote")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(safe(f"“{block.text}”"))
    below = document.add_paragraph("– ")
    add_link(below, block.about)
    below.add_run(safe(f": {block.claim}. "))
    if block.source.url:
        add_link(below, block.source)
    else:
        below.add_run(safe(block.source.text))
    below.add_run(safe(f", {block.dates}"))
