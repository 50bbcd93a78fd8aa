"""Where a heading leads that is no link itself: its card is one, or holds one ("Read more").

Lists of programmes are built so: a picture that is linked, a heading, a sentence, a button.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.describe.links import link_key, page_address
from pipelines.describe.tree import Element

# An h1 heads the page and not a card.
_TAGS = ("h2", "h3", "h4", "h5", "h6", "summary", "dt")
_FEWEST = 2
_MOST = 500


@dataclass(slots=True)
class _Card:
    """A heading's name and the addresses that are linked between it and the next heading."""

    name: str
    around: str = ""
    held: set[str] = field(default_factory=set)


def card_links(body: Element, base: str) -> dict[str, str]:
    """Absolute addresses by the key of the heading of the card that leads there.

    A page has cards where at least two headings of a kind have something to lead to. An address
    that several cards hold ("Apply") is nobody's.
    """
    cards = list(_cards(body, base))
    for card, after in pairwise(cards):
        card.held.discard(after.around)  # the next card's picture stands before its heading
    shared = _shared(cards)
    led = {card.name: to for card in cards if (to := _leads_to(card, shared))}
    return led if len(led) >= _FEWEST else {}


def _cards(body: Element, base: str) -> Iterator[_Card]:
    card = _Card("")  # what stands before the first heading is nobody's
    for element in body.iter("h1", "a", *_TAGS):
        if element.tag != "a":
            card = _Card(link_key("".join(element.itertext())))
        elif len(card.held) < _MOST and (address := page_address(element, base)):
            card.held.add(address)
        if element.tag in _TAGS:
            card.around = _around(element, base)
            yield card


def _around(heading: Element, base: str) -> str:
    """The address of the link that the heading stands in, or of the picture before it."""
    for outer in heading.iterancestors("a"):
        return page_address(outer, base)
    card = heading
    while (outer := card.getparent()) is not None and _only_heading(outer, heading):
        card = outer
    before = (page_address(anchor, base) for anchor in card.iter("a"))
    found = {address for address in before if address}
    return found.pop() if len(found) == 1 else ""


def _only_heading(card: Element, heading: Element) -> bool:
    return not any(inner is not heading for inner in card.iter("h1", *_TAGS))


def _shared(cards: list[_Card]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for card in cards:
        for address in {card.around, *card.held}:
            (twice if address in seen else seen).add(address)
    return twice


def _leads_to(card: _Card, shared: set[str]) -> str:
    if card.around and card.around not in shared:
        return card.around
    own = card.held - shared
    if len(own) == 1:
        return own.pop()
    named = [address for address in sorted(own) if _names(address, card.name)]
    return named[0] if len(named) == 1 else ""


def _names(address: str, name: str) -> bool:
    """Whether the last part of an address has most of the words of a name."""
    words = set(name.split())
    last = link_key(address.rstrip("/").rpartition("/")[2])
    return bool(words) and 2 * len(words & set(last.split())) > len(words)
