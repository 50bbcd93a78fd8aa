"""What the parts of a scoping pack are written from: the question and all that answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from search.compare.side_by_side import Comparison
from search.entries import Entry
from search.gaps.cross import GapMap
from search.holdings import Holdings
from search.query.found import SearchResult
from search.words import facet_label, inline, values_in_words


@dataclass(frozen=True, slots=True)
class Question:
    """What the pack answers: a title, the call in words, the filters of a search, and wishes.

    `text` orders the programmes by fit; the filters alone decide which are in; `wishes` are facets
    and values that are looked up in each. `address` is where the pack can be had again.
    """

    title: str = ""
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wishes: tuple[tuple[str, str], ...] = ()
    address: str = ""

    @property
    def name(self) -> str:
        """What the pack is called: the given title, the words, or what the filters choose."""
        chosen = (
            f"{inline(facet_label(facet))}: {values_in_words(facet, values)}"
            for facet, values in self.filters.items()
        )
        filters = f"Programmes by {'; '.join(chosen)}" if self.filters else "All programmes"
        return self.title or self.text or filters


@dataclass(frozen=True, slots=True)
class Material:
    """All that the parts are written from."""

    question: Question
    holdings: Holdings
    result: SearchResult
    entries: Sequence[Entry]
    gaps: GapMap
    comparison: Comparison | None
    sentences: Mapping[str, str]
    base: str

    def address(self, slug: str) -> str:
        """The page of a practice on this site."""
        return f"{self.base}/practices/{slug}"
