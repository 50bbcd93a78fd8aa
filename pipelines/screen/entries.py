"""The programmes that a list page names, each with its stretch of the page's text.

Pure: a description in, entries out. Which of them are programmes is judged in `listed.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from pipelines.describe.links import link_key
from pipelines.describe.model import Description, Section

_FEWEST = 2
_LONGEST_NAME = 150
_ITEM = re.compile(r"^- (?P<item>.+(?:\n(?!- |\n).+)*)", re.M)
_MARKS = re.compile(r"^[^\w\"'«„“]+|[^\w.!?)\"'»“”]+$")  # bullets, arrows, signs of a link
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+")
_STOPS = re.compile(r"\s*[:–—(|,;.]|\s+-\s|$")  # where a name ends and a word on it begins
_LINE = re.compile(r"^(?!- )[^|\n]{2,150}$", re.M)
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

    Entries are, in this order of preference, whichever there are at least two of that link
    somewhere, where at least half do: the sections under headings of one level, the items of a
    list, the rows of a table after its head, the lines that are a link. Where nothing links, the
    same order decides, and lines are left to the prose.
    """
    named = [
        [entry for entry in found if entry.name]
        for found in (_sections(description), _items(description), _rows(description))
    ]
    for entries in (*named, list(_lines(description))):
        linked = [entry for entry in entries if entry.link]
        if len(linked) >= max(_FEWEST, len(entries) / 2):
            return linked
    return next((entries for entries in named if len(entries) >= _FEWEST), [])


def _entry(description: Description, name: str, start: int, end: int) -> Entry:
    name, link = _link(_MARKS.sub("", " ".join(name.split())), description.links)
    name = _NUMBER.sub("", name if "«" in name else name.rstrip(" »"))
    return Entry(name[:_LONGEST_NAME], description.text[start:end], link, start, end)


def _link(name: str, links: Mapping[str, str]) -> tuple[str, str]:
    """A name and where it leads: it, its beginning (a word on it follows), or most of it."""
    key = link_key(name)
    if key in links or not key:
        return name, links.get(key, "")
    opens = max((other for other in links if key.startswith(f"{other} ")), key=len, default="")
    if opens and (cut := _beginning(name, opens)):
        return cut, links[opens]
    inside = [other for other in links if other in key and len(other) * 2 >= len(key)]
    return name, links[max(inside, key=len)] if inside else ""


def _beginning(name: str, key: str) -> str:
    """The beginning of a name that has this key, or "" where the key ends within a clause."""
    for end in (found.start() for found in _STOPS.finditer(name)):
        if link_key(name[:end]) == key:
            return name[:end].strip()
    return ""


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


def _lines(description: Description) -> Iterator[Entry]:
    """Each line that is a link as a whole, with what follows up to the next. A text that leads to
    several places ("Read more") names none of them.
    """
    text = description.text
    lines = [found for found in _LINE.finditer(text) if link_key(found[0]) in description.links]
    often = Counter(link_key(found[0]) for found in lines)
    names = [found for found in lines if often[link_key(found[0])] == 1]
    for found, after in zip_longest(names, names[1:]):
        end = after.start() if after else len(text)
        stretch = text[found.start() : end].rstrip()
        yield _entry(description, found[0], found.start(), found.start() + len(stretch))


def _rows(description: Description) -> Iterator[Entry]:
    for found in list(_ROW.finditer(description.text))[1:]:
        yield _entry(description, found[0].split(" | ", 1)[0], *found.span())
