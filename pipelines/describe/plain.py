"""Plain text files: paragraphs by empty lines, no markup read into them."""

from __future__ import annotations

import re

from language.detect import detect_language
from pipelines.describe.blocks import Block
from pipelines.describe.compose import compose
from pipelines.describe.contacts import mask_block
from pipelines.describe.letters import tidy_letters
from pipelines.describe.model import Description, Unreadable

_ITEM = re.compile(r"^\s*[-*•–]\s+")
_GAP = re.compile(r"\n\s*\n")
_MOST_CHARS = 1_000_000
_TITLE = 200


def describe_plain(text: str, url: str) -> Description | Unreadable:
    """What a text file says; its first line is its title."""
    blocks = plain_blocks(tidy_letters(text[:_MOST_CHARS]))
    if not blocks:
        return Unreadable("no text", "The file holds no letters.")
    stored, sections = compose(blocks)
    cut = f"Text after the first {_MOST_CHARS:,} characters." if len(text) > _MOST_CHARS else ""
    return Description(
        kind="text",
        title=blocks[0].text.splitlines()[0][:_TITLE],
        text=stored,
        sections=sections,
        url=url,
        language=detect_language(stored).language,
        canonical_url=url,
        cut=cut,
    )


def plain_blocks(text: str) -> list[Block]:
    """The paragraphs and list items of a text, line ends inside a paragraph made spaces."""
    blocks: list[Block] = []
    for paragraph in _GAP.split(text):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        if lines and all(_ITEM.match(line) for line in lines):
            blocks += [Block(_ITEM.sub("", line), "item") for line in lines]
        elif lines:
            blocks.append(Block(" ".join(" ".join(lines).split())))
    return [kept for block in blocks if (kept := mask_block(block)) is not None]
