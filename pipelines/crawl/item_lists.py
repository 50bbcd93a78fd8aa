"""Addresses that a page lists for machines (JSON-LD, schema.org ItemList): of a list that scripts
build in the reader's browser there is nothing else to follow."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_SCRIPT = re.compile(rb"<script[^>]*ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_LIST = re.compile(rb"[\"/]ItemList\"")
_MOST_BYTES = 500_000
_DEPTH = 6


def listed_addresses(body: bytes) -> Iterator[str]:
    """The addresses in the item lists of an HTML body, as they are written there."""
    if not _LIST.search(body):
        return
    for script in _SCRIPT.finditer(body):
        if _LIST.search(script[1]) and len(script[1]) <= _MOST_BYTES:
            try:
                yield from _in_lists(json.loads(script[1], strict=False), _DEPTH)
            except (ValueError, RecursionError):
                continue


def _in_lists(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _in_lists(one, depth)
    elif isinstance(value, dict) and depth:
        if str(value.get("@type")).rpartition("/")[2] == "ItemList":
            items = value.get("itemListElement")
            yield from filter(None, map(_address, items if isinstance(items, list) else [items]))
        for one in value.values():
            yield from _in_lists(one, depth - 1) if isinstance(one, list | dict) else ()


def _address(item: Any) -> str:
    """That of an item, which may stand in the item's own node or be no more than an address."""
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return ""
    for name in ("url", "item", "@id"):
        if found := _address(item.get(name)):
            return found
    return ""
