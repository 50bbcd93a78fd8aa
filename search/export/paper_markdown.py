"""A paper as Markdown. Text from the web is escaped, so it cannot become markup or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

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

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def paper_markdown(paper: Paper) -> str:
    """The whole paper; pictures are left to the other forms, their tables are here."""
    lines = [f"# {plain(paper.title)}", "", plain(paper.subtitle), ""]
    under = ""
    for block in paper.blocks:
        if isinstance(block, Grid) and block.title != under:
            lines += [f"**{plain(block.title)}**", ""]
        under = block.text if isinstance(block, Heading) else under
        lines.extend(_write(block))
    return "\n".join(lines).rstrip() + "\n"


def plain(text: str) -> str:
    """Text on one line in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _write(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield from (f"{'#' * level} {plain(text)}", "")
        case Paragraph(text, url=url):
            yield from (_link(Cell(text, url)), "")
        case Bullets(items):
            yield from (f"- {plain(item)}" for item in items)
            yield ""
        case Grid():
            yield from _grid(block)
        case Quotation():
            yield f"> {plain(block.text)}"
            yield ">"
            said = f"{_link(block.about)}: {plain(block.claim)}"
            yield f"> – {said}. {_link(block.source)}, {plain(block.dates)}"
            yield ""
        case Figure():
            pass


def _grid(grid: Grid) -> Iterator[str]:
    yield "| " + " | ".join(plain(column) or " " for column in grid.columns) + " |"
    yield "|" + " --- |" * len(grid.columns)
    for row in grid.rows:
        yield "| " + " | ".join(_link(cell) for cell in row) + " |"
    yield ""


def _link(cell: Cell) -> str:
    if not cell.url:
        return plain(cell.text)
    address = cell.url.translate({ord(c): f"%{ord(c):02X}" for c in " ()<>|"})
    return f"[{plain(cell.text)}]({address})"
