"""What grouping takes and gives. Only values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ENTRY = "entry"
Role = Literal["own_page", "third_party", "report", "news"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One document that may describe a practice.

    `record_id`: the publisher's id where the document is a record of a dataset, else "".
    `known_addresses`: pages that this record lists as its own or as its sources, the programme's
    page first; of any other document, the page elsewhere that its title leads to, as the entries
    of a list page (kind ENTRY) do. `text`: the main text, in which an organisation may be named.
    `alternates`: language to address, as hreflang links say. `verdict` and `kind` as screening and
    reading gave them.
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
    verdict: str = "programme"
    kind: str = "html"


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a practice: its role, and why it is believed to belong."""

    document_url: str
    role: Role
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """One practice. `slug` depends on its own name, organisation and place, on no other group."""

    slug: str
    name: str
    organisation: str
    place: str
    members: tuple[Member, ...]
