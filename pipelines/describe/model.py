"""What reading yields. Only values: no parsing and no judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

Kind = Literal["html", "pdf", "docx", "text", "record", "entry"]
Role = Literal["body", "fields"]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch text[start:end] under one heading; the heading's own paragraph opens it.

    `level` is 1 to 6, or 0 for what stands before the first heading. Role "body" is prose (tagged
    and indexed), "fields" are a record's coded fields (quotable only).
    """

    start: int
    end: int
    level: int
    heading: str
    role: Role = "body"

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values, for the catalogue's JSON column."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Declared:
    """A value that the publisher declares, and the stretch text[start:end] that says so."""

    facet: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How the main text is built, for screening. Shares are 0 to 1.

    `link_share`: characters inside links; `linked_items`: headings and list items whose first
    line is a link; `items`: list items; `bylined`: the page names an author.
    """

    link_share: float = 0.0
    linked_items: int = 0
    items: int = 0
    bylined: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """One readable document. `language` is ISO 639-1 or "und", judged from the text.

    `alternates`: language to address, as the page's hreflang links say. `metadata`: what JSON-LD,
    Open Graph or the record itself states (name, organisation, description, types ...), and by
    which rule the `main_text` was found. `head`: the title in a page's head, which may tell what
    the page shows where its heading is no more than the site's name.
    `links`: where the names in a page's main text lead (keys by `links.link_key`).
    `links_to_stub`: where a meta refresh sends the reader, else None. `cut`: what was left unread
    and why, or "" where all was read. `declared` and `not_stated` (facets that the record leaves
    empty) are filled for records only.
    """

    kind: Kind
    title: str
    text: str
    sections: tuple[Section, ...]
    url: str = ""
    language: str = "und"
    published_on: date | None = None
    modified_on: date | None = None
    canonical_url: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    links_to_stub: str | None = None
    noindex: bool = False
    shape: Shape = Shape()
    cut: str = ""
    head: str = ""
    declared: tuple[Declared, ...] = ()
    not_stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a file of rows is not read, though nothing is wrong with the rows themselves."""

    detail: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a document could not be read: `reason` is one of a few words, `detail` says more.

    Reasons: empty, too large, encrypted, damaged, no text, not text, missing (the page says so),
    door (a cookie notice stands in its place).
    """

    reason: Literal[
        "empty", "too large", "encrypted", "damaged", "no text", "not text", "missing", "door"
    ]
    detail: str
