"""Which entries of a list page are programmes, each as a description of its own.

An entry's text is a stretch of the list page's text, so that its quotes stay quotes of that page:
`about` says which page and where it starts. Cutting the page into entries is in `entries.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from language.detect import detect_language
from pipelines.describe.links import host_of, link_key
from pipelines.describe.model import Description, Section
from pipelines.screen.entries import Entry, split_entries
from pipelines.screen.evidence import Evidence, gather
from pipelines.screen.parts import is_name
from pipelines.screen.verdict import Screening, screen

# What an entry must say beside its name, unless it names a programme of somebody else.
_LEAST_SAID = 60
_RELIABLE = 200  # characters from which a language is told by the text itself
_OF_ELSE = {"news", "report", "list"}
_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class Listed:
    """One programme that a list page names. `key` tells it apart on its page and stays."""

    key: str
    description: Description
    screening: Screening


def listed_programmes(page: Description) -> list[Listed]:
    """The programmes among the entries of a list page, in reading order.

    An entry that links to an address of its own is one on a page of mentoring programmes where it
    says something, or leads to another site. One that links nowhere must have a name, and name
    mentoring itself. On a page of all sorts its own words must describe a programme.
    """
    entries = split_entries(page)
    described = [_describe(page, entry) for entry in entries]
    gathered = [gather(one) for one in described]
    of_mentoring = _is_of_mentoring(page, gathered)
    found: dict[str, Listed] = {}
    for entry, one, evidence in zip(entries, described, gathered, strict=True):
        screening = _judge(page, entry, one, evidence, of_mentoring)
        if screening is not None:
            key = _free_key(entry.name, found)
            found[key] = Listed(key, one, screening)
    return list(found.values())


def _free_key(name: str, taken: Mapping[str, Listed]) -> str:
    """The words of a name, as they can stand in an address; a second of that name gets a number."""
    words = quote(link_key(name).replace(" ", "-"))
    return words if words not in taken else f"{words}-{len(taken) + 1}"


def _is_of_mentoring(page: Description, entries: list[Evidence]) -> bool:
    """Whether the page lists mentoring programmes: its title says so, or most entries do."""
    speaking = sum(bool(entry.mentoring or entry.bonds) for entry in entries)
    return gather(page).in_title or 2 * speaking > len(entries)


def _judge(
    page: Description, entry: Entry, one: Description, evidence: Evidence, named: bool
) -> Screening | None:
    # Where an entry has no address, that of its page says nothing of it.
    screening = screen(one if entry.link else replace(one, url=""))
    says = len(entry.text) - len(entry.name) >= _LEAST_SAID
    if not entry.link and not (says and is_name(entry.name)):
        return None
    if screening.verdict == "programme":
        return screening
    if not named or screening.verdict in _OF_ELSE or _speaks_of_house(entry, evidence):
        return None
    if not _may_be_one(page, entry, evidence, says):
        return None
    return Screening("programme", _SCORE, f"an entry of the list “{page.title}”")


def _may_be_one(page: Description, entry: Entry, evidence: Evidence, says: bool) -> bool:
    """Whether an entry of a page of mentoring is one: it leads somewhere, or names mentoring."""
    if entry.link:
        return says or host_of(entry.link) != host_of(page.url)
    return bool(evidence.mentoring or evidence.bonds)


def _speaks_of_house(entry: Entry, evidence: Evidence) -> bool:
    by_address = bool(entry.link) and (evidence.path.house or evidence.path.listing)
    return by_address or bool(evidence.title_kinds["house"])


def _describe(page: Description, entry: Entry) -> Description:
    own_site = host_of(entry.link) == host_of(page.url)
    organisation = page.metadata.get("organisation") if own_site else None
    about = {"name": entry.name, "listed_on": page.url, "starts": entry.start}
    if entry.link:
        about["url"] = entry.link
    return Description(
        kind="entry",
        title=entry.name,
        text=entry.text,
        sections=tuple(_sections(page, entry)),
        url=entry.link or page.url,
        language=_language(page, entry),
        published_on=page.published_on,
        modified_on=page.modified_on,
        metadata=about | ({"organisation": organisation} if organisation else {}),
    )


def _sections(page: Description, entry: Entry) -> Iterator[Section]:
    """The page's sections that lie in the entry, or the entry as one section under its name."""
    inside = [s for s in page.sections if entry.start <= s.start and s.end <= entry.end]
    for s in inside:
        yield Section(s.start - entry.start, s.end - entry.start, s.level, s.heading, s.role)
    if not inside:
        yield Section(0, len(entry.text), 0, entry.name)


def _language(page: Description, entry: Entry) -> str:
    if len(entry.text) < _RELIABLE:
        return page.language
    found = detect_language(entry.text).language
    return page.language if found == "und" else found
