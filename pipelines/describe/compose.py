"""Blocks into the one stored text with its sections. The contract that quotes rest on.

Paragraphs are parted by an empty line, list items are lines that open with "- ", headings are
paragraphs of their own. Offsets count code points of exactly this text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.describe.blocks import Block
from pipelines.describe.model import Role, Section


@dataclass(slots=True)
class TextBuilder:
    """Appends paragraphs and keeps count of where each section starts and ends."""

    parts: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    length: int = 0
    _open: tuple[int, int, str, Role] | None = None

    def add(self, text: str, gap: str = "\n\n") -> int:
        """Appends a paragraph after `gap`; the offset at which it starts."""
        if self.parts:
            self.parts.append(gap)
            self.length += len(gap)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        if self._open is None:
            self._open = (start, 0, "", "body")
        return start

    def open_section(self, heading: str, level: int, role: Role = "body") -> None:
        """Closes the section before and opens one with this heading as its first paragraph."""
        self.close_section()
        start = self.add(heading)
        self._open = (start, level, heading, role)

    def begin(self, start: int, role: Role) -> None:
        """Makes the paragraph at `start` the first of a section that has no heading."""
        self._open = (start, 0, "", role)

    def close_section(self) -> None:
        """Ends the open section, if any, at the last character appended."""
        if self._open is not None:
            start, level, heading, role = self._open
            self.sections.append(Section(start, self.length, level, heading, role))
            self._open = None

    def finish(self) -> tuple[str, tuple[Section, ...]]:
        """The whole text and its sections."""
        self.close_section()
        return "".join(self.parts), tuple(self.sections)


def compose(blocks: Sequence[Block]) -> tuple[str, tuple[Section, ...]]:
    """The text of the blocks and its sections, one section a heading."""
    builder = TextBuilder()
    in_list = False
    for block in blocks:
        if block.kind == "heading":
            builder.open_section(block.text, block.level)
        elif block.kind == "item":
            builder.add(f"- {block.text}", "\n" if in_list else "\n\n")
        else:
            builder.add(block.text)
        in_list = block.kind == "item"
    return builder.finish()
