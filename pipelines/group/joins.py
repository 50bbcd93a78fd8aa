"""What an address or a name says of two documents: reasons to take them for one practice.

Each rule yields pairs with its reason in words. A rule that is unsure yields nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from urllib.parse import urlsplit

from pipelines.crawl.addresses import canonical_url
from pipelines.group.likeness import differ_in_edition, may_be_same_place, part_words, same_name
from pipelines.group.model import Candidate, Join
from pipelines.group.organisations import organisation_words, same_organisation
from pipelines.group.words import is_generic, plain

# Documents that share a word and a host or organisation are compared with each other up to this
# many; beyond it the word is part of a template, and only equal names are.
_MOST_IN_BLOCK = 400
_KEY = 3  # letters of a word by which names that may be alike are found


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


def address_joins(candidates: Sequence[Candidate]) -> Iterator[Join]:
    """One page that two sources read, or read under two spellings of its address."""
    first: dict[str, int] = {}
    for position, candidate in enumerate(candidates):
        known = first.setdefault(address_key(candidate.document_url), position)
        if known != position:
            yield Join(known, position, "it has the same address")


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
    named = [_versions(position, one, at) for position, one in enumerate(candidates)]
    often = Counter(other for versions in named for other in set(versions.values()))
    for position, candidate in enumerate(candidates):
        for language, other in named[position].items():
            theirs = candidates[other].language
            believed = position in named[other].values() or often[other] == 1
            if believed and theirs not in {"und", candidate.language}:
                yield Join(position, other, f"it is the {language} version")


def _versions(position: int, candidate: Candidate, at: Mapping[str, int]) -> dict[str, int]:
    """By language, which other candidate is the version: as the site says, or else as texts do.

    Templates often name the page itself, the front page or nothing that is there.
    """
    said = _places(candidate.alternates, position, at)
    return {**_places(candidate.versions, position, at), **said}


def _places(named: Mapping[str, str], own: int, at: Mapping[str, int]) -> dict[str, int]:
    found = {
        language: at.get(address_key(url), own)
        for language, url in named.items()
        if language != "x-default"
    }
    return {language: other for language, other in found.items() if other != own}


def name_joins(candidates: Sequence[Candidate]) -> Iterator[Join]:
    """Same name at the same organisation or on the same host, and no other place named."""
    blocks = [_blocks(candidate) for candidate in candidates]
    for first, second in _pairs(candidates, blocks):
        one, two = candidates[first], candidates[second]
        if not _may_join(one, two):
            continue
        same = "same name" + (
            ", another edition," if differ_in_edition(one.label, two.label) else ""
        )
        if same_organisation(one.organisation, two.organisation):
            yield Join(first, second, f"{same} and organisation ({one.organisation})")
        elif _same_site(one, two) and not (one.organisation and two.organisation):
            yield Join(first, second, f"{same} on the same site ({host_of(one.document_url)})")


def _same_site(one: Candidate, two: Candidate) -> bool:
    generic = is_generic(one.label) or is_generic(two.label)
    return not generic and host_of(one.document_url) == host_of(two.document_url)


def _blocks(candidate: Candidate) -> set[str]:
    """Keys under which a document is compared: where it is from, and how its name begins."""
    words = {word[:_KEY] for word in part_words(candidate.label)} or {""}
    where = {word[:_KEY] for word in organisation_words(candidate.organisation)}
    where |= {f"//{host_of(candidate.document_url)}"}
    return {f"{place} {word}" for place in where for word in words}


def _pairs(candidates: Sequence[Candidate], keys: Iterable[set[str]]) -> list[tuple[int, int]]:
    """Pairs that share a key, each once and in order."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, mine in enumerate(keys):
        for key in mine:
            blocks[key].append(position)
    found: set[tuple[int, int]] = set()
    for positions in blocks.values():
        for part in _small(candidates, positions):
            found.update(combinations(part, 2))
    return sorted(found)


def _small(candidates: Sequence[Candidate], positions: list[int]) -> Iterable[Sequence[int]]:
    if len(positions) <= _MOST_IN_BLOCK:
        return (positions,)
    equal: dict[str, list[int]] = defaultdict(list)
    for position in positions:
        equal[plain(candidates[position].label)].append(position)
    # Of hundreds with one name and one beginning of an organisation, neighbours are enough.
    return [pair for same in equal.values() for pair in pairwise(same)]


def _may_join(one: Candidate, two: Candidate) -> bool:
    # Two records of one dataset are two entries because their publisher says so.
    both_records = bool(one.record_id and two.record_id)
    founding = one.founds and two.founds
    return (
        founding
        and not both_records
        and same_name(one.label, two.label)
        and may_be_same_place(one.place, two.place)
    )
