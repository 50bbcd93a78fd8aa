"""Where the names in a main text lead: a link's own text, or the heading that holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

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
        address = page_address(anchor, base)
        if not address:
            continue
        holders = (e for e in anchor.iterancestors() if e.tag in _HEADINGS)
        for element in (anchor, *holders):
            key = link_key("".join(element.itertext()))
            if key and len(links) < _MOST:
                links.setdefault(key, address)
    return links


def page_address(anchor: Element, base: str) -> str:
    """The absolute address that a link leads to; "" where it stays on the page, or is no page's."""
    href = anchor.get("href") or ""
    return "" if href.startswith("#") else absolute_address(href, base) or ""


def leads_elsewhere(title: str, links: Mapping[str, str], url: str) -> dict[str, str]:
    """`url`: the other site to which a page's title leads, as on a directory's page on somebody
    else's programme; nothing where the title leads nowhere or to the site itself.
    """
    target = links.get(link_key(title), "")
    return {"url": target} if target and host_of(target) != host_of(url) else {}


def host_of(url: str) -> str:
    """The host of an address without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
