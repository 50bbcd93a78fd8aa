"""Addresses that a page lists for machines (JSON-LD, schema.org ItemList): of a list that scripts
build in the reader's browser there is nothing else to follow."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_OPENED = re.compile(rb"<script\b([^<>]{0,500})>", re.IGNORECASE)
_CLOSED = re.compile(rb"</script", re.IGNORECASE)
_LIST = re.compile(rb"[\"/]ItemList\"")
_DEPTH = 6


def listed_addresses(body: bytes) -> Iterator[str]:
    """The addresses in the item lists of an HTML body, as they are written there."""
    if not _LIST.search(body):
        return
    for script in _told(body):
        if _LIST.search(script):
            try:
                yield from _in_lists(json.loads(script, strict=False), _DEPTH)
            except (ValueError, RecursionError):
                continue


def _told(body: bytes) -> Iterator[bytes]:
    """What stands in the scripts that hold JSON-LD. Each byte is looked at once: one pattern for
    the whole of a script takes minutes for a small page of scripts that never end."""
    at = 0
    while opened := _OPENED.search(body, at):
        closed = _CLOSED.search(body, opened.end())
        if closed is None:
            return
        if b"ld+json" in opened[1].lower():
            yield body[opened.end() : closed.start()]
        at = closed.end()


def _in_lists(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _in_lists(one, depth)
    elif isinstance(value, dict) and depth:
        if "ItemList" in _types(value.get("@type")):
            items = value.get("itemListElement")
            yield from filter(None, map(_address, items if isinstance(items, list) else [items]))
        for one in value.values():
            yield from _in_lists(one, depth - 1) if isinstance(one, list | dict) else ()


def _types(said: Any) -> list[str]:
    return [str(one).rpartition("/")[2] for one in (said if isinstance(said, list) else [said])]


def _address(item: Any) -> str:
    """That of an item, which may stand in the item's own node or be no more than an address."""
    if isinstance(item, str):
        return item
    if isinstance(item, list):
        return next(filter(None, map(_address, item)), "")
    if not isinstance(item, dict):
        return ""
    for name in ("url", "item", "@id"):
        if found := _address(item.get(name)):
            return found
    return ""
