"""Datasets that stand as they were: all rows of one are seen again once all its pages came so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipelines.crawl.outcome import Fetched, Outcome, Purpose

_SOUND = frozenset({Outcome.UNCHANGED, Outcome.REDIRECTED})
Met = tuple[int, datetime]
"""The number of a document, and when it was met."""


@dataclass(slots=True)
class StandingFiles:
    """The data files of a run. The rows of a dataset stand with its first page, which does not
    tell what has become of the others: those of a page that was not had were not seen."""

    _first: dict[str, str] = field(default_factory=dict)
    _rows: dict[str, list[Met]] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)

    def note(self, fetched: Fetched) -> None:
        """One answer of the run, in their order; all but those for data files are passed over."""
        if fetched.purpose is not Purpose.FILE:
            return
        url, led_from = fetched.canonical_url, fetched.found_on or ""
        first = self._first.setdefault(url, self._first.get(led_from, url))
        if fetched.outcome not in _SOUND:
            self._changed.add(first)

    def keep(self, fetched: Fetched, rows: Sequence[Met]) -> bool:
        """Whether the answer is one for a data file, so that its rows are told of in the end."""
        if fetched.purpose is Purpose.FILE:
            self._rows.setdefault(self._first[fetched.canonical_url], []).extend(rows)
        return fetched.purpose is Purpose.FILE

    def met(self) -> Iterator[Met]:
        """The rows of the datasets that stand whole."""
        for first, rows in self._rows.items():
            if first not in self._changed:
                yield from rows
