"""One record that its publisher puts out in several files, as a grant in JSON and in a spreadsheet.

The files are read apart, so that each document keeps its own text and address; for grouping they
are one record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.group.model import Candidate, Group, Member, Pin

Twins = Mapping[str, Sequence[Candidate]]
"""By the address of the record that stands for them, the others."""

_SHORTEST_ID = 6  # "1" and "2" name a row of their own file only


def fold_twins(
    candidates: Iterable[Candidate], pins: Iterable[Pin] = ()
) -> tuple[list[Candidate], Twins]:
    """The candidates with one record for those of the same id, name and organisation in several
    files: the one whose address comes first. Where people decided (`pins`) otherwise about the one
    than about the other, they are not folded.
    """
    decided = _decided(pins)
    kept: list[Candidate] = []
    first: dict[tuple[object, ...], Candidate] = {}
    twins: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda one: (one.document_url, one.document)):
        words = _plain(candidate.title), _plain(candidate.organisation)
        key = (candidate.record_id, *words, frozenset(decided.get(candidate.document, ())))
        folds = len(candidate.record_id) >= _SHORTEST_ID
        other = first.setdefault(key, candidate) if folds else None
        if other is None or _file_of(other) == _file_of(candidate):
            kept.append(candidate)
        else:
            twins[other.document_url].append(candidate)
    return kept, twins


def _decided(pins: Iterable[Pin]) -> Mapping[int, set[tuple[int, bool]]]:
    """In which decisions each document stands, and on which side."""
    found: dict[int, set[tuple[int, bool]]] = defaultdict(set)
    for number, pin in enumerate(pins):
        for documents, side in ((pin.first, False), (pin.second, True)):
            for document in documents:
                found[document].add((number, side))
    return found


def with_twins(groups: Iterable[Group], twins: Twins) -> list[Group]:
    """The groups with the twins of their records as members."""
    return [replace(found, members=(*found.members, *_members(found, twins))) for found in groups]


def _members(found: Group, twins: Twins) -> list[Member]:
    return [
        Member(
            twin.document_url,
            member.role,
            f"the same record ({twin.record_id}) in another file",
            document=twin.document,
        )
        for member in found.members
        for twin in twins.get(member.document_url, ())
    ]


def _file_of(candidate: Candidate) -> str:
    return candidate.document_url.partition("#")[0]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
