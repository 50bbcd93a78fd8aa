"""Taking out what is left of a site's furniture among the blocks: link lists, buttons, tails.

Works on blocks, where the markup no longer says what is what. A page that is mostly links is a
list page: there the links are the content and nothing is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.describe.blocks import Block
from pipelines.describe.tails import without_tail

_LINKED = 0.8
_MOSTLY_LINKS = 0.5
_LONGEST_BUTTON = 80
_RUN = 3


def trim(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without linked lines, runs of linked items, and headings over nothing at the end.

    A linked heading that stands over text stays: it is the title of what it links to.
    """
    chars = sum(len(block.text) for block in blocks)
    linked = sum(block.linked for block in blocks)
    if not chars or linked > _MOSTLY_LINKS * chars:
        return list(blocks)
    kept = [
        block
        for position, block in enumerate(blocks)
        if not (_is_button(block) or _in_linked_run(blocks, position))
    ]
    kept = without_tail(_without_bare_headings(kept))
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return kept or list(blocks)


def _is_linked(block: Block) -> bool:
    return block.link_share >= _LINKED


def _is_button(block: Block) -> bool:
    return block.kind == "paragraph" and _is_linked(block) and len(block.text) <= _LONGEST_BUTTON


def _in_linked_run(blocks: Sequence[Block], position: int) -> bool:
    if blocks[position].kind != "item" or not _is_linked(blocks[position]):
        return False
    first = last = position
    while first and _is_linked_item(blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and _is_linked_item(blocks[last + 1]):
        last += 1
    return last - first + 1 >= _RUN


def _is_linked_item(block: Block) -> bool:
    return block.kind == "item" and _is_linked(block)


def _without_bare_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without headings that are only a link and stand over nothing: labels, buttons."""
    kept: list[Block] = []
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        bare = following is None or following.kind == "heading"
        if not (block.kind == "heading" and bare and block.link_share > 0.6):
            kept.append(block)
    return kept
