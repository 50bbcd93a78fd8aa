"""What the record of a source says of a practice beside its sentences: where it is, if it runs.

Such a value has no quote. It stands in where no sentence states the facet, and is shown as what it
is; so filters, counts and pages that go by it agree with each other.
"""

from __future__ import annotations

from typing import Protocol

from practices_db.vocabulary import load_vocabulary

RECORDED = ("country", "status")
"""The facets that records of sources give as well."""


class Recorded(Protocol):
    """A practice, as far as records tell of it."""

    @property
    def country(self) -> str: ...

    @property
    def status(self) -> str: ...


def recorded_value(practice: Recorded, facet: str) -> str:
    """The value that a record gives the facet; empty where it gives none that is known."""
    if facet == "country":
        return practice.country
    known = load_vocabulary().facets.get(facet)
    if facet == "status" and known is not None and practice.status in known.concepts:
        return practice.status
    return ""
