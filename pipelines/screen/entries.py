"""The programmes that a list page names, each with its stretch of the page's text.

Pure: a description in, entries out. Which of them are programmes is judged in `listed.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.describe.links import link_key
from pipelines.describe.model import Description, Section

_FEWEST = 2
_LONGEST_NAME = 150
_ITEM = re.compile(r"^- (?P<item>.+(?:\n(?!- |\n).+)*)", re.M)
_MARKS = re.compile(r"^[^\w\"'«„“]+|[^\w.!?)\"'»“”]+$")  # bullets, arrows, signs of a link
_ROW = re.compile(r"^[^|\n]+(?: \| [^|\n]*){2,}$", re.M)


@dataclass(frozen=True, slots=True)
class Entry:
    """`text` is the page's text[start:end]; `link` the address that its name leads to, or ""."""

    name: str
    text: str
    link: str
    start: int
    end: int


def split_entries(description: Description) -> list[Entry]:
    """The entries of a list page in reading order; none where the page shows no list.

    Entries are, in this order of preference, whichever there are at least two of: the sections
    under headings of one level, the items of a list, the rows of a table after its head. Of
    those that link somewhere are taken where at least half do.
    """
    for found in (_sections(description), _items(description), _rows(description)):
        entries = [entry for entry in found if entry.name]
        linked = [entry for entry in entries if entry.link]
        if len(linked) >= max(_FEWEST, len(entries) / 2):
            return linked
        if len(entries) >= _FEWEST:
            return entries
    return []


def _entry(description: Description, name: str, start: int, end: int) -> Entry:
    name = _MARKS.sub("", " ".join(name.split()))[:_LONGEST_NAME]
    link = _link(link_key(name), description.links)
    return Entry(name, description.text[start:end], link, start, end)


def _link(key: str, links: Mapping[str, str]) -> str:
    """Where a name leads, or most of it: a date may stand before the link."""
    if key in links or not key:
        return links.get(key, "")
    inside = [other for other in links if other in key and len(other) * 2 >= len(key)]
    return links[max(inside, key=len)] if inside else ""


def _sections(description: Description) -> Iterator[Entry]:
    """Each section of the commonest level below the title, up to the next of them.

    Headings inside an entry's own text may be of any level; only a level 1 ends the list.
    """
    body = [section for section in description.sections if section.role == "body"]
    levels = Counter(section.level for section in body if section.level >= 2)
    if not levels or max(levels.values()) < _FEWEST:
        return
    level = min(levels, key=lambda one: (-levels[one], one))
    for position, section in enumerate(body):
        if section.level == level:
            yield _entry(description, section.heading, section.start, _end(body, position))


def _end(body: list[Section], position: int) -> int:
    end = body[position].end
    for following in body[position + 1 :]:
        if following.level in {1, body[position].level}:
            break
        end = following.end
    return end


def _items(description: Description) -> Iterator[Entry]:
    for found in _ITEM.finditer(description.text):
        first = found["item"].split("\n", 1)[0]
        yield _entry(description, first, *found.span("item"))


def _rows(description: Description) -> Iterator[Entry]:
    for found in list(_ROW.finditer(description.text))[1:]:
        yield _entry(description, found[0].split(" | ", 1)[0], *found.span())
