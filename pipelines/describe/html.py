"""A web page into a `Description`: the order of the steps, each of which has its own module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from language.detect import detect_language
from pipelines.describe.blocks import Block
from pipelines.describe.cards import card_links
from pipelines.describe.choose import choose_main
from pipelines.describe.compose import compose
from pipelines.describe.consent import drop_notices
from pipelines.describe.contacts import mask_block, mask_links, mask_text
from pipelines.describe.dates import modified_on, published_on
from pipelines.describe.folded import unfold
from pipelines.describe.links import leads_elsewhere, name_links
from pipelines.describe.metadata import Claims, base_address, read_claims, summarise
from pipelines.describe.missing import is_missing
from pipelines.describe.model import Description, Shape, Unreadable
from pipelines.describe.people import without_people
from pipelines.describe.prune import prune
from pipelines.describe.shells import find_shell
from pipelines.describe.titles import head_title, page_title
from pipelines.describe.tree import Element, parse
from pipelines.describe.trim import trim
from pipelines.describe.unshown import find_unshown, is_poor, show, told_of

_MOST_CHARS = 1_000_000
_NO_TEXT = "The page holds no main text; it may be built by scripts."
_DOOR = (
    "The page shows a cookie notice and nothing else: ask the publisher for a way without, or for "
    "a data file."
)
_SCRIPTED = (
    "The page is built by scripts in the reader's browser and holds no text itself: "
    "ask its publisher for a feed, a data file or plain pages."
)


def describe_html(text: str, url: str, headers: Mapping[str, str]) -> Description | Unreadable:
    """What a page says: main text without furniture and contact data, and its head's claims."""
    root = parse(text)
    if root is None:
        return Unreadable("damaged", "No page could be made of the markup.")
    unshown = find_unshown(root)
    found = _describe(root, url, headers)
    if not unshown or (isinstance(found, Unreadable) and found.reason != "no text"):
        return found
    if isinstance(found, Description) and (found.links_to_stub or not is_poor(found.text)):
        return replace(found, cut=found.cut or told_of(unshown))
    root = parse(text)
    show(root, unshown)
    shown = _describe(root, url, headers)
    return found if isinstance(shown, Unreadable) else shown


def _describe(root: Element, url: str, headers: Mapping[str, str]) -> Description | Unreadable:
    claims = read_claims(root, url, headers)
    published = published_on(root, claims, url)
    shell = find_shell(root)
    if drop_notices(root) and claims.refresh is None:
        return Unreadable("door", _DOOR)
    unfold(root)
    mask_links(root)
    main, rule = _main_blocks(root)
    blocks, cut = _bounded(main)
    title = mask_text(page_title(root, claims, blocks))
    stored, sections = compose(blocks)
    if is_missing(title or head_title(root), stored):
        return Unreadable("missing", f"The page says that it is not there: {title[:80]}")
    base = base_address(root, url)
    links = name_links(root, base)
    hidden = shell.hides(blocks)
    if claims.refresh is None and (hidden or not stored):
        return Unreadable("no text", _SCRIPTED if hidden else _NO_TEXT)
    return Description(
        kind="html",
        title=title,
        text=stored,
        sections=sections,
        url=url,
        language=detect_language(stored).language,
        published_on=published,
        modified_on=modified_on(claims),
        canonical_url=claims.canonical_url or url,
        alternates=claims.alternates,
        metadata=summarise(claims) | leads_elsewhere(title, links, url) | {"main_text": rule},
        links=card_links(root, base) | links,
        links_to_stub=claims.refresh,
        noindex=claims.noindex,
        shape=_shape(blocks, claims),
        cut=cut,
        head=head_title(root),
    )


def _main_blocks(root: Element) -> tuple[list[Block], str]:
    """The blocks of the main text, and the rule by which it was found."""
    body = root.find("body")
    if body is None:
        body = root
    weights = prune(body)
    titles = [" ".join("".join(heading.itertext()).split()) for heading in body.iter("h1")]
    chosen = choose_main(body, weights)
    blocks = _with_title(trim(chosen.blocks), [t for t in titles if t], head_title(root))
    masked = [kept for block in blocks if (kept := mask_block(block)) is not None]
    return without_people(masked), chosen.rule


def _with_title(blocks: list[Block], titles: list[str], head: str) -> list[Block]:
    """The blocks with the page's h1 put first where it stands outside the main part.

    Of several h1 only the one that the <title> repeats is the page's own.
    """
    own = titles if len(titles) == 1 else [t for t in titles if t.lower() in head.lower()]
    if not own or any(block.text == own[0] for block in blocks):
        return blocks
    return [Block(own[0], "heading", 1), *blocks]


def _bounded(blocks: list[Block]) -> tuple[list[Block], str]:
    length = 0
    for position, block in enumerate(blocks):
        length += len(block.text) + 4
        if length > _MOST_CHARS:
            return blocks[:position], f"Text after the first {_MOST_CHARS:,} characters."
    return blocks, ""


def _shape(blocks: list[Block], claims: Claims) -> Shape:
    chars = sum(len(block.text) for block in blocks)
    linked = sum(block.linked for block in blocks)
    whole = [b for b in blocks if b.kind in {"heading", "item"} and _is_linked(b)]
    items = sum(block.kind == "item" for block in blocks)
    share = round(min(1.0, linked / chars), 3) if chars else 0.0
    return Shape(share, len(whole), items, claims.bylined)


def _is_linked(block: Block) -> bool:
    """Whether the block's first line is a link: what follows is a word on where it leads."""
    first = block.text.split("\n", 1)[0]
    return block.linked > 0.8 * len(first)
