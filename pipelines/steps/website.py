"""The address shown as a practice's website: a page that describes it, not one that reports on it.

Records often give the article in which somebody met the programme. Where a page that describes it
was read, that one is shown; the article stays among the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.group.joins import address_key
from pipelines.screen.paths import read_path
from practices_db.models import Document

REPORTS = frozenset({"news", "report"})
"""Verdicts of pages that speak of a programme from outside, or of a stretch of its life."""

Read = Mapping[str, Document]
"""The documents that were read, by the key of their address."""


def by_address(documents: Iterable[Document]) -> Read:
    """Pages that were read; a record has no page of its own. Of several with one key (two sources
    read it, or it stood under http before) the one that is there and was met last speaks."""
    pages = [one for one in documents if one.kind != "record"]
    pages.sort(key=lambda one: (one.gone_on is None, one.last_seen, one.id))
    return {address_key(one.canonical_url): one for one in pages}


def website(lead: Document, members: Iterable[Document], read: Read) -> str:
    """The address of the practice that `lead` names; `members` are all its documents."""
    given = str(lead.about.get("url") or lead.canonical_url)
    if not _reports(given, read):
        return given
    described = (m for m in members if m.kind != "record" and m.verdict not in REPORTS)
    return next((one.canonical_url for one in described), given)


def _reports(url: str, read: Read) -> bool:
    """By what was read there; of a page that was not, by its path."""
    if (document := read.get(address_key(url))) is not None:
        return document.verdict in REPORTS
    signs = read_path(url)
    return signs.news or signs.numbered
