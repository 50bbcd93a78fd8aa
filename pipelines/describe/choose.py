"""Which part of a page is its main text, decided by what the page shows.

Belongs here: the candidates, the evidence for each, the choice. Not here: what is furniture
(`prune.py`) or how an element becomes text (`blocks.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.describe.blocks import Block, read_blocks
from pipelines.describe.tree import Element, Weight

# A paragraph of this many unlinked characters is prose; shorter ones are labels as often as not.
_PROSE = 60
_LEAST_MAIN = 150
_LABEL = 25
# The main text must hold this part of the prose that is left when the furniture is out.
_COVERS = 0.6
_DENSEST = 0.85
# One entry of a list is not the main text, though it may hold the only long paragraph.
_PARTS = {"li", "dd", "p"}
# An extractor that leaves out more of the densest part than this has cut into the text.
_KEEPS = 0.7


@dataclass(frozen=True, slots=True)
class Chosen:
    """The main text and the rule that found it: main, article, densest, trafilatura, page."""

    blocks: list[Block]
    rule: str


def choose_main(body: Element, weights: dict[Element, Weight]) -> Chosen:
    """The blocks of the main text of a pruned page.

    The cheap rules go first: what the page itself marks as its main part is taken where it holds
    most of the prose. Only otherwise is trafilatura run (five times the cost of all else). It
    finds where the main text begins and ends; the text between is read from the page itself,
    since trafilatura leaves out lists and headings that it takes for menus.
    """
    page = read_blocks(body)
    marked = _marked(body, weights)
    if marked is not None:
        chosen = Chosen(read_blocks(marked), str(marked.tag))
        if _enough(chosen.blocks, page):
            return chosen
    between = _between(page, _extracted(body))
    densest = _densest(body)
    dense = read_blocks(densest) if densest is not None else []
    if not dense and _chars(between) < _COVERS * _chars(page):
        # No prose at all, as in a bare list of links: nothing shows which part is the main one.
        return Chosen(page, "page")
    if _prose(between) >= _KEEPS * _prose(dense) and between:
        return Chosen(between, "edges")
    return Chosen(dense, "densest")


def _between(page: list[Block], extracted: list[Block]) -> list[Block]:
    """The page's blocks from the first to the last that the extractor kept, headings included."""
    kept = {_key(block) for block in extracted if len(block.text) >= _LABEL}
    at = [position for position, block in enumerate(page) if _key(block) in kept]
    if not at:
        return []
    first, last = at[0], at[-1]
    while first and page[first - 1].kind == "heading":
        first -= 1
    while last + 1 < len(page) and page[last + 1].kind == "item":
        last += 1
    return page[first : last + 1]


def _key(block: Block) -> str:
    return "".join(filter(str.isalnum, block.text))


def _marked(body: Element, weights: dict[Element, Weight]) -> Element | None:
    mains = [main for main in body.xpath("//main | //*[@role='main']") if main in weights]
    mains.sort(key=lambda main: weights[main].chars, reverse=True)
    scope = mains[0] if mains else body
    articles = [a for a in scope.iter("article") if weights[a].chars >= _LEAST_MAIN]
    if len(articles) == 1 and weights[articles[0]].chars >= _COVERS * weights[scope].chars:
        return articles[0]
    return mains[0] if mains else None


def _enough(blocks: list[Block], page: list[Block]) -> bool:
    found = _chars(blocks)
    # A page can be short as a whole: then its main part need not be long, only most of it.
    enough = min(_LEAST_MAIN, _COVERS * _chars(page))
    return found >= enough and _prose(blocks) >= _COVERS * _prose(page)


def _prose(blocks: list[Block]) -> int:
    return sum(len(block.text) - block.linked for block in blocks if _is_prose(block))


def _chars(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _is_prose(block: Block) -> bool:
    return block.kind != "heading" and len(block.text) - block.linked >= _PROSE


def _densest(body: Element) -> Element | None:
    """The smallest element that holds most of the unlinked text of the page's long paragraphs."""
    prose: dict[Element, int] = {}
    for element in body.iter("p", "li", "td", "dd", "blockquote", "div", "section", "span"):
        length = _own_text(element)
        if length >= _PROSE:
            for holder in (element, *element.iterancestors()):
                prose[holder] = prose.get(holder, 0) + length
    total = prose.get(body, 0)
    if not total:
        return None
    element = body
    while True:
        heavy = [
            child
            for child in element
            if child.tag not in _PARTS and prose.get(child, 0) >= _DENSEST * total
        ]
        if not heavy:
            return element
        element = heavy[0]


def _own_text(element: Element) -> int:
    """Unlinked characters of the element's own line: its text and that of its inline children."""
    length = len((element.text or "").strip())
    for child in element:
        length += len((child.tail or "").strip())
        if child.tag in {"b", "strong", "em", "i", "u", "span", "font", "mark"}:
            length += len((child.text or "").strip()) if element.tag != "div" else 0
    return length


def _extracted(body: Element) -> list[Block]:
    # A quarter of a second to load and 20 ms a page: only for pages that mark no main part.
    from trafilatura import bare_extraction

    document = bare_extraction(
        body.getroottree().getroot(),
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        with_metadata=False,
        fast=True,
    )
    found = getattr(document, "body", None)
    return [] if found is None else read_blocks(found)
