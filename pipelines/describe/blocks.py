"""An element as a run of blocks: headings, paragraphs, list items, table rows.

Only the order and kind of text belongs here; which element to read is decided in `choose.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.describe.tree import Element, is_tag

_HEADING_TAGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "hi", "i", "ins", "kbd", "label", "mark", "q", "ref", "rp", "rt", "ruby",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
})  # fmt: skip
_LINKS = {"a", "ref"}
_ITEMS = {"li", "item", "dd"}
_BREAKS = {"br", "lb"}
_CELLS = {"td", "th", "cell"}
_ROWS = {"tr", "row"}
_SPACES = re.compile(r"[^\S\n\v]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading (`level` 1 to 6) or list item; `linked`: characters inside links."""

    text: str
    kind: Literal["paragraph", "heading", "item"] = "paragraph"
    level: int = 0
    linked: int = 0

    @property
    def link_share(self) -> float:
        """Characters in links as a share of all, 0 to 1."""
        return min(1.0, self.linked / len(self.text)) if self.text else 0.0


class _Writer:
    """Collects text until a block-level border, then emits it with the kind it has there."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._linked = 0
        self._heading = 0
        self._links = 0
        self._fresh_item = False

    def text(self, text: str | None) -> None:
        if text:
            # Line ends of the source are spaces; "\v" stands for a wanted line break.
            self._parts.append(text.replace("\n", " "))
            if self._links:
                self._linked += len(text.strip())

    def open(self, element: Element) -> None:
        tag = element.tag
        if tag in _BREAKS:
            self._parts.append("\v")
        elif tag in _LINKS:
            self._links += 1
        elif tag in _CELLS and not _holds_blocks(element):
            if "".join(self._parts).strip():
                self._parts.append(" | ")
        elif tag not in _INLINE:
            self.border()
            self._heading = _level(element) or self._heading
            self._fresh_item = tag in _ITEMS or self._fresh_item

    def close(self, element: Element) -> None:
        tag = element.tag
        if tag in _LINKS:
            self._links -= 1
        elif tag not in _INLINE and tag not in _BREAKS:
            if not (tag in _CELLS and not _holds_blocks(element)):
                self.border()
            if _level(element):
                self._heading = 0
            if tag in _ITEMS:
                self._fresh_item = False

    def border(self) -> None:
        text = _tidy("".join(self._parts))
        if text:
            self.blocks.append(self._block(text))
            self._fresh_item = False
        self._parts.clear()
        self._linked = 0

    def _block(self, text: str) -> Block:
        if self._heading:
            return Block(text.replace("\n", " "), "heading", self._heading, self._linked)
        if self._fresh_item:
            return Block(text, "item", 0, self._linked)
        return Block(text, "paragraph", 0, self._linked)


def read_blocks(root: Element) -> list[Block]:
    """The blocks of an element in reading order. Understands HTML and trafilatura's own tags."""
    import lxml.etree

    writer = _Writer()
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if is_tag(element):
                writer.open(element)
                writer.text(element.text)
        else:
            if is_tag(element):
                writer.close(element)
            if element is not root:
                writer.text(element.tail)
    writer.border()
    return list(_without_echoes(writer.blocks))


def _level(element: Element) -> int:
    if element.tag == "head":  # trafilatura's heading
        return _HEADING_TAGS.get(element.get("rend") or "", 2)
    if element.tag == "summary":  # the label of a part that unfolds: a question, an entry
        return 4
    if (
        element.tag == "dt" and element.find(".//a[@href]") is not None
    ):  # the title of what it links
        return 4
    return _HEADING_TAGS.get(element.tag, 0)


def _holds_blocks(cell: Element) -> bool:
    return any(
        is_tag(inner) and inner.tag not in _INLINE | _BREAKS for inner in cell.iterdescendants()
    )


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip(" |") for line in text.split("\v"))
    return "\n".join(line for line in lines if line)


def _without_echoes(blocks: list[Block]) -> Iterator[Block]:
    """Drops a block that repeats the one before it: mobile and desktop copies, image captions."""
    previous = ""
    for block in blocks:
        if block.text != previous:
            yield block
        previous = block.text


def plain(block: Block, text: str) -> Block:
    """The same block with other text; its links counted no higher than the text is long."""
    return replace(block, text=text, linked=min(block.linked, len(text)))
