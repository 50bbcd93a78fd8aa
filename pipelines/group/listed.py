"""Where the entries of list pages belong: to the page that their name leads to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from pipelines.group.joins import address_key, addresses_of_records
from pipelines.group.likeness import same_name
from pipelines.group.model import ENTRY, Candidate, Join


def entry_joins(candidates: Sequence[Candidate]) -> Iterator[Join]:
    """An entry belongs to the page that it leads to, or to the one record that lists that page.

    Where neither is known, entries and pages that lead to one address elsewhere are of one
    practice; a site's front page is that only for those of the same name. An address to which
    several entries of one list lead ("Read more", "Apply") belongs to none of them.
    """
    pages = {
        address_key(c.document_url): at
        for at, c in enumerate(candidates)
        if c.kind != ENTRY and not c.record_id
    }
    records = addresses_of_records(candidates)
    for key, entries in _by_address(candidates).items():
        owners = [pages[key]] if key in pages else records.get(key, [])
        if len(owners) == 1:
            for entry in entries:
                yield Join(owners[0], entry, f"{_page_of(candidates[entry])} leads to it")
        for one, two in pairwise(entries if not owners else ()):
            if _is_deep(key) or same_name(_name(candidates[one]), _name(candidates[two])):
                yield Join(one, two, f"both lead to the same address ({key})")


def _by_address(candidates: Sequence[Candidate]) -> dict[str, list[int]]:
    """What leads to each address, without entries that share it with another of their list."""
    leading: dict[str, list[int]] = defaultdict(list)
    for at, candidate in enumerate(candidates):
        if candidate.known_addresses and not candidate.record_id:
            leading[address_key(candidate.known_addresses[0])].append(at)
    found: dict[str, list[int]] = {}
    for key, entries in leading.items():
        on_page = Counter(_page_of(candidates[at]) for at in entries)
        found[key] = [at for at in entries if on_page[_page_of(candidates[at])] == 1]
    return found


def _page_of(candidate: Candidate) -> str:
    return candidate.document_url.partition("#")[0]


def _name(candidate: Candidate) -> str:
    return candidate.name or candidate.title


def _is_deep(key: str) -> bool:
    return bool(urlsplit(f"//{key}").path.strip("/"))
