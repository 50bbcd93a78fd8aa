"""The title of a page: its own heading where it has one, else what its head says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.describe.blocks import Block
from pipelines.describe.metadata import Claims
from pipelines.describe.tree import Element

_PARTING = re.compile(r"\s+[|–—·•»:\-]+\s+")
_LONGEST = 300


def page_title(root: Element, claims: Claims, blocks: Sequence[Block]) -> str:
    """The h1 where there is one, or one that agrees with the <title>; else what the head says.

    Many sites give every page the same <title>, so the page's own heading goes first. The site's
    name after a bar or dash is taken off where something is left before it.
    """
    head = head_title(root)
    headings = [block.text for block in blocks if block.kind == "heading" and block.level == 1]
    agreeing = [text for text in headings if text.lower() in head.lower()]
    if len(headings) == 1 or agreeing:
        return (agreeing or headings)[0][:_LONGEST]
    told = _tidy(claims.metas.get("og:title", "")) or head
    if told:
        return _without_site(told, claims.metas.get("og:site_name", ""))[:_LONGEST]
    first = next((block.text for block in blocks if block.kind == "heading"), "")
    return (first or (blocks[0].text if blocks else ""))[:_LONGEST]


def head_title(root: Element) -> str:
    """The <title> of the page's head, or an empty string."""
    element = next(root.iter("title"), None)
    return _tidy("".join(element.itertext())) if element is not None else ""


def _without_site(title: str, site: str) -> str:
    parts = _PARTING.split(title)
    if len(parts) > 1 and (parts[-1].lower() == site.lower() or len(parts[-1]) <= len(parts[0])):
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»:-")
    return title


def _tidy(text: str) -> str:
    return " ".join(text.split())
