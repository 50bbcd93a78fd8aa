"""The table for statistics: a row a programme, a column a term, 1 and 0.

1 is that its pages state the term; 0 that they were read and do not; an empty cell that nobody has
read them for it. So 0 is silence and no denial, and a facet of which nothing at all is stated has a
1 in its column `FACET_not_stated`. Of evidence the strongest level alone is kept: cells of weaker
ones are empty. A status that only a source records counts as everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from practices_db.view import STRONGEST_ONLY, State
from practices_db.vocabulary import load_vocabulary
from practices_db.vocabulary.model import Facet
from search.entries import Entry

KEYS = ("slug", "country")
SILENT = State.NOT_STATED.value


def term_facets() -> list[Facet]:
    """The facets whose values are terms."""
    return [facet for facet in load_vocabulary().facets.values() if facet.kind == "concept"]


def term_column(facet: str, code: str) -> str:
    """A name that statistics programs take as it is: letters, digits, underscores."""
    return f"{facet}_{code}"


def term_columns() -> list[str]:
    """Programme and country, then facet by facet its terms, and its silence last."""
    terms = [
        term_column(facet.key, code)
        for facet in term_facets()
        for code in (*facet.values(), SILENT)
    ]
    return [*KEYS, *terms]


def term_rows(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """One row a programme."""
    for entry in entries:
        row: dict[str, Any] = {name: getattr(entry.practice, name) for name in KEYS}
        for facet in term_facets():
            row |= _cells(entry, facet)
        yield row


def _cells(entry: Entry, facet: Facet) -> dict[str, Any]:
    codes, found = facet.values(), set(entry.searched(facet.key))
    stated = found.intersection(codes)
    if State.NOT_ASSESSED.value in found:
        cells: dict[str, Any] = dict.fromkeys((*codes, SILENT), "")
    else:
        cells = {code: int(code in stated) for code in codes} | {SILENT: int(not stated)}
    if facet.key in STRONGEST_ONLY and stated:
        weaker = codes[: min(map(codes.index, stated))]
        cells |= dict.fromkeys(weaker, "")
    return {term_column(facet.key, code): told for code, told in cells.items()}
