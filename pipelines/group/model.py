"""What grouping takes and gives. Only values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

ENTRY = "entry"
Role = Literal["own_page", "third_party", "report", "news"]

Alike = Callable[[Sequence[tuple[int, int]]], Sequence[float]]
"""How alike in meaning the texts of pairs of documents (by `Candidate.document`) are, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One document that may describe a practice.

    `record_id`: the publisher's id where the document is a record of a dataset, else "".
    `known_addresses`: pages that this record lists as its own or as its sources, the programme's
    page first; of any other document, the page elsewhere that its title leads to, as the entries
    of a list page (kind ENTRY) do. `text`: the main text, in which an organisation may be named.
    `alternates`: language to address, as hreflang links say; `versions`: as likeness of texts does.
    `verdict` and `kind` as screening and reading gave them. `document` names it to those who
    decided about it.
    """

    document_url: str
    title: str = ""
    name: str = ""
    organisation: str = ""
    place: str = ""
    language: str = "und"
    text: str = ""
    record_id: str = ""
    known_addresses: tuple[str, ...] = ()
    alternates: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    verdict: str = "programme"
    kind: str = "html"
    document: int = 0

    @property
    def founds(self) -> bool:
        """Whether it may be the reason for a practice: news and reports only speak of one."""
        return bool(self.record_id) or self.verdict == "programme"

    @property
    def label(self) -> str:
        """Its name, else its title."""
        return self.name or self.title


@dataclass(frozen=True, slots=True)
class Pin:
    """What a person decided: that these documents and those are one practice, or are not.

    `slug` is the practice that was there before, and stays with the documents `first`.
    """

    together: bool
    first: frozenset[int]
    second: frozenset[int]
    slug: str
    reason: str


@dataclass(frozen=True, slots=True)
class Join:
    """That the candidates at two positions are one practice, why, and how sure (0 to 1)."""

    first: int
    second: int
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a practice: its role, and why it is believed to belong."""

    document_url: str
    role: Role
    reason: str
    score: float = 1.0
    document: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """One practice. `slug` depends on its own name, organisation and place, on no other group.

    `keeps` is the slug of the practice that people decided these documents to be, if they did.
    """

    slug: str
    name: str
    organisation: str
    place: str
    members: tuple[Member, ...]
    keeps: str = ""
