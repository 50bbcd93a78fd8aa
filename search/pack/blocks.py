"""A document as a list of blocks, so that HTML, Markdown, DOCX and JSON all say the same."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from search.charts.picture import Picture


@dataclass(frozen=True, slots=True)
class Cell:
    """Text, with an address where it leads somewhere."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under the title (level 2) or under another heading (level 3)."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a quieter one says how to read what comes next. With `url` it leads there."""

    text: str
    quiet: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of each row names it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a page says, who is meant, and where it stands."""

    text: str
    language: str
    about: Cell
    claim: str
    source: Cell
    dates: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; the table after it says the same."""

    picture: Picture


Block = Heading | Paragraph | Bullets | Grid | Quotation | Figure


def kind_of(block: Block) -> str:
    """The name of a block's kind, for templates."""
    return type(block).__name__


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document with the release that it was made from."""

    title: str
    subtitle: str
    release: str
    blocks: tuple[Block, ...]


def paper_record(paper: Paper) -> dict[str, Any]:
    """The document as plain values; a picture is its title, for the numbers are in its table."""
    blocks = []
    for block in paper.blocks:
        values = {"title": block.picture.title} if isinstance(block, Figure) else asdict(block)
        blocks.append({"kind": type(block).__name__.lower(), **values})
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "release": paper.release,
        "blocks": blocks,
    }
