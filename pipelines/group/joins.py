"""The reasons for which two documents are taken to be of one practice.

Each rule yields pairs with its reason in words. A rule that is unsure yields nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from pipelines.crawl.addresses import canonical_url
from pipelines.group.likeness import (
    holds_name,
    is_generic,
    may_be_same_place,
    names_organisation,
    same_name,
    same_organisation,
    title_words,
)
from pipelines.group.model import Candidate

# Above this many documents on one host with one name, names are menus and pairs explode.
_MOST_IN_BLOCK = 400


@dataclass(frozen=True, slots=True)
class Join:
    """That the candidates at two positions are one practice, and why."""

    first: int
    second: int
    reason: str


def address_key(url: str) -> str:
    """An address without what does not tell pages apart: scheme, www, index.html, final slash."""
    try:
        whole = canonical_url(url)
    except ValueError:
        return url
    rest = whole.split("://", 1)[-1].removeprefix("www.")
    # The fragment tells the records of one dataset file apart.
    fragment = urlsplit(url).fragment
    path = rest.removesuffix("index.html").removesuffix("index.htm").rstrip("/")
    return f"{path}#{fragment}" if fragment else path


def host_of(url: str) -> str:
    """The host of an address without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def listed_joins(candidates: Sequence[Candidate]) -> Iterator[Join]:
    """A page that exactly one record lists belongs to that record.

    An address that several records list (a news item on both, a directory) belongs to none alone.
    """
    listed = addresses_of_records(candidates)
    for position, candidate in enumerate(candidates):
        owners = listed.get(address_key(candidate.document_url), [])
        if not candidate.record_id and len(owners) == 1:
            yield Join(owners[0], position, "its address is listed by the record")


def addresses_of_records(candidates: Sequence[Candidate]) -> dict[str, list[int]]:
    """For each address that a record lists, the positions of all records that list it."""
    listed: dict[str, list[int]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        if candidate.record_id:
            for key in dict.fromkeys(map(address_key, candidate.known_addresses)):
                listed[key].append(position)
    return listed


def language_joins(candidates: Sequence[Candidate]) -> Iterator[Join]:
    """Language versions that name one another; a home page that all pages name is no version."""
    at = {address_key(c.document_url): position for position, c in enumerate(candidates)}
    named = Counter(key for c in candidates for key in _alternates(c).values())
    for position, candidate in enumerate(candidates):
        for language, key in _alternates(candidate).items():
            other = at.get(key)
            if other is None or other == position or candidates[other].language == "und":
                continue
            back = _alternates(candidates[other]).values()
            mutual = address_key(candidate.document_url) in back
            differ = candidates[other].language != candidate.language
            if differ and (mutual or named[key] == 1):
                yield Join(position, other, f"it is the {language} version (hreflang)")


def _alternates(candidate: Candidate) -> dict[str, str]:
    return {
        language: address_key(url)
        for language, url in candidate.alternates.items()
        if language != "x-default"
    }


def mentioned_joins(candidates: Sequence[Candidate]) -> Iterator[Join]:
    """A page whose title holds a record's name and whose text names the record's organisation.

    A page that fits several records belongs to the one with the longest name, and to none where
    two are equally long.
    """
    pages: dict[str, list[int]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        for word in title_words(_title(candidate)) if not candidate.record_id else ():
            pages[word].append(position)
    fitting: dict[int, list[int]] = defaultdict(list)
    for position, record in enumerate(candidates):
        for page in _pages_naming(record, candidates, pages) if record.record_id else ():
            fitting[page].append(position)
    for page, records in fitting.items():
        records.sort(key=lambda at: len(candidates[at].name), reverse=True)
        lengths = [len(candidates[at].name) for at in records[:2]]
        if len(lengths) == 1 or lengths[0] > lengths[1]:
            organisation = candidates[records[0]].organisation
            yield Join(records[0], page, f"its title holds the name, its text {organisation}")


def _pages_naming(
    record: Candidate, candidates: Sequence[Candidate], pages: Mapping[str, list[int]]
) -> set[int]:
    return {
        at
        for word in title_words(record.name)
        if len(pages.get(word, ())) <= _MOST_IN_BLOCK
        for at in pages.get(word, ())
        if holds_name(_title(candidates[at]), record.name)
        and may_be_same_place(record.place, candidates[at].place)
        and names_organisation(candidates[at].text, record.organisation)
    }


def _title(candidate: Candidate) -> str:
    return f"{candidate.name} {candidate.title}"


def name_joins(candidates: Sequence[Candidate]) -> Iterator[Join]:
    """Same name at the same organisation or on the same host, and no other place named."""
    for first, second in _pairs(candidates, lambda c: c.organisation.casefold()[:4]):
        one, two = candidates[first], candidates[second]
        if _may_join(one, two) and same_organisation(one.organisation, two.organisation):
            yield Join(first, second, f"same name and organisation ({one.organisation})")
    for first, second in _pairs(candidates, lambda c: host_of(c.document_url)):
        one, two = candidates[first], candidates[second]
        named = is_generic(_name(one)) or is_generic(_name(two))
        if _may_join(one, two) and not named and _organisations_agree(one, two):
            yield Join(first, second, f"same name on the same site ({host_of(one.document_url)})")


def _pairs(
    candidates: Sequence[Candidate], block: Callable[[Candidate], str]
) -> Iterator[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        if key := block(candidate):
            blocks[key].append(position)
    for positions in blocks.values():
        if len(positions) <= _MOST_IN_BLOCK:
            yield from combinations(positions, 2)


def _may_join(one: Candidate, two: Candidate) -> bool:
    # Two records of one dataset are two entries because their publisher says so.
    both_records = bool(one.record_id and two.record_id)
    return (
        not both_records
        and same_name(_name(one), _name(two))
        and may_be_same_place(one.place, two.place)
    )


def _organisations_agree(one: Candidate, two: Candidate) -> bool:
    either_unknown = not one.organisation or not two.organisation
    return either_unknown or same_organisation(one.organisation, two.organisation)


def _name(candidate: Candidate) -> str:
    return candidate.name or candidate.title
