"""Where the names in a main text lead: a link's own text, or the heading that holds it."""

from __future__ import annotations

import re

from pipelines.describe.metadata import absolute_address
from pipelines.describe.tree import Element

_SIGNS = re.compile(r"[\W_]+")
_MOST = 1_000
_HEADINGS = {f"h{level}" for level in range(1, 7)}


def link_key(name: str) -> str:
    """A name as it is looked up among links: its words alone, case folded."""
    return _SIGNS.sub(" ", name).strip().casefold()


def name_links(body: Element, base: str) -> dict[str, str]:
    """Absolute addresses by the key of the name that leads there; of two the first stays."""
    links: dict[str, str] = {}
    for anchor in body.iter("a"):
        address = absolute_address(anchor.get("href") or "", base)
        if not address or (anchor.get("href") or "").startswith("#"):
            continue
        holders = (e for e in anchor.iterancestors() if e.tag in _HEADINGS)
        for element in (anchor, *holders):
            key = link_key("".join(element.itertext()))
            if key and len(links) < _MOST:
                links.setdefault(key, address)
    return links
