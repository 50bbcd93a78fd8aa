"""A gap map as CSV, and in a line what it counts over. Only the form is decided here."""

from __future__ import annotations

import csv
import io

from search.gaps.cross import GapCell, GapMap, Searched
from search.query.filters import Filters
from search.words import counted, facet_label, inline, languages_counted, listed, values_in_words

COLUMNS = (
    "row",
    "column",
    "standing",
    "practices",
    "by_evidence",
    "unsaid",
    "unread",
    "practices_searched",
    "sources_searched",
    "languages_searched",
)


def gaps_to_csv(gaps: GapMap) -> str:
    """One line a cell, each with its denominator, so that a line taken alone is still true."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cell in gaps.cells.values():
        writer.writerow(
            [
                cell.row,
                cell.column,
                cell.standing.value,
                cell.practices,
                _evidence(cell),
                cell.unsaid,
                cell.unread,
                gaps.searched.practices,
                " ".join(gaps.searched.sources_searched),
                " ".join(gaps.searched.languages),
            ]
        )
    return out.getvalue()


def searched_words(searched: Searched) -> str:
    """The denominator in a line: an empty cell means little until one knows what was searched."""
    return (
        f"{counted(searched.practices, 'programme')}. "
        f"{counted(searched.documents_read, 'document')} read, lists and news among them, from "
        f"{counted(len(searched.sources_searched), 'source')} searched "
        f"({len(searched.sources_failed)} failed, {len(searched.sources_never_run)} never run), "
        f"in {languages_counted(searched.languages)}."
    )


def told_alone(gaps: GapMap, filters: Filters) -> list[str]:
    """What a picture of the map must say where no page stands round it."""
    only = only_words(filters)
    return [searched_words(gaps.searched), *([f"Only {only}."] if only else [])]


def only_words(filters: Filters) -> str:
    """The filters in words, as a sentence ends with them; empty where there are none."""
    told = [
        f"{inline(facet_label(facet))}: {values_in_words(facet, values)}"
        for facet, values in filters.items()
    ]
    return f"programmes with {listed(told)}" if told else ""


def _evidence(cell: GapCell) -> str:
    return "; ".join(f"{level} {number}" for level, number in cell.by_evidence.items())
