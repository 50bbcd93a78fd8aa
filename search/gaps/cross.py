"""The gap map: two facets crossed, with what is known, not said, not found and not looked for.

An empty cell means little until one knows what was searched: every cell carries its denominator.
Counting only; CSV is in `files.py`, the picture in `search/charts/heat.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from practices_db.engine import catalogue_session
from practices_db.models import Document, Run, Source
from practices_db.vocabulary import load_vocabulary
from search.errors import UnknownFilter, UnreadableQuery
from search.figures import BANDS, is_figure
from search.index.facet_arrays import CITY, COUNTRY, LANGUAGE, UNKNOWN, Mask
from search.index.packed import PackedIndex
from search.query.filters import Filters, all_pass, owners_of, read_masks
from search.query.joined import PLUS, in_wanted, left_out, named
from search.query.searcher import EVIDENCE, Searcher

NOT_KNOWN = "unknown"
"""Evidence level of practices whose pages do not state one or were not read for it."""


class Standing(StrEnum):
    """What stands behind a cell's number."""

    FOUND = "found"
    NOT_STATED = "not_stated"  # practices were read for both facets, and some do not say
    NOTHING_FOUND = "nothing_found"  # searched and read, none such
    NOT_SEARCHED = "not_searched"  # no source was ever completely searched


@dataclass(frozen=True, slots=True)
class GapCell:
    """One pair of values. `unsaid` practices have one of the two and do not state the other."""

    row: str
    column: str
    standing: Standing
    practices: int
    by_evidence: Mapping[str, int]
    unsaid: int
    unread: int


@dataclass(frozen=True, slots=True)
class Searched:
    """The denominator: what was searched and read for this map.

    `practices` pass the filters; `documents_read` are all that sources hold now, whatever they are
    about, so that a filter does not change them.
    """

    practices: int
    documents_read: int
    sources_searched: Sequence[str]
    sources_failed: Sequence[str]
    sources_never_run: Sequence[str]
    languages: Sequence[str]


@dataclass(frozen=True, slots=True)
class GapMap:
    """All cells, row by row, with margins (each practice counted once) and the denominator."""

    row_facet: str
    column_facet: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], GapCell]
    row_totals: Mapping[str, int]
    column_totals: Mapping[str, int]
    searched: Searched


def map_gaps(
    searcher: Searcher, row_facet: str, column_facet: str, filters: Filters | None = None
) -> GapMap:
    """Cross two facets over the practices that pass `filters`. Raises UnreadableQuery.

    All concepts of the vocabulary are rows and columns, also those that no practice has, and both
    kinds of unknown. A filter on a crossed facet chooses its rows or columns (values that it joins
    are one row, what it leaves out is none), so that each cell is what a search by its row and
    column finds.
    """
    if row_facet == column_facet:
        raise UnreadableQuery(
            f"{row_facet} cannot be crossed with itself.", advice="Choose two different facets."
        )
    index = searcher.index
    passing = all_pass(index, read_masks(index, filters or {}))
    rows, columns = (
        _value_masks(index, facet, (filters or {}).get(facet, ()))
        for facet in (row_facet, column_facet)
    )
    with catalogue_session(searcher.engine) as session:
        searched = _read_searched(session, int(passing.sum()))
    levels = _evidence(index)
    shown_rows, shown_columns = (
        _shown(masks, (filters or {}).get(facet, ()))
        for facet, masks in ((row_facet, rows), (column_facet, columns))
    )
    cells = {
        (row, column): _cell(
            (row, column), (rows, columns), passing, levels, bool(searched.sources_searched)
        )
        for row in shown_rows
        for column in shown_columns
    }
    return GapMap(
        row_facet=row_facet,
        column_facet=column_facet,
        rows=shown_rows,
        columns=shown_columns,
        cells=cells,
        row_totals={row: int((rows[row] & passing).sum()) for row in shown_rows},
        column_totals={one: int((columns[one] & passing).sum()) for one in shown_columns},
        searched=searched,
    )


def _value_masks(index: PackedIndex, facet: str, chosen: Collection[str]) -> dict[str, Mask]:
    """Which practices have each value, or all that a chosen one joins; the unknown come last."""
    if is_figure(facet):
        ranges = dict.fromkeys((*BANDS[facet], *named(chosen), *UNKNOWN))
        return {code: read_masks(index, {facet: {code}})[facet] for code in ranges}
    used = index.manifest.facets.get(facet)
    if facet == CITY:
        raise UnknownFilter("There are too many cities for rows.", advice="Filter by city instead.")
    if used is None:
        read_masks(index, {facet: {""}})  # says that there is no such facet, and what there is
        used = ()
    listed = [] if facet in {COUNTRY, LANGUAGE} else load_vocabulary().facet(facet).values()
    joined = [value for value in chosen if PLUS in value]
    codes = [*listed, *(code for code in used if code not in listed), *joined]
    return {code: read_masks(index, {facet: {code}})[facet] for code in [*codes, *UNKNOWN]}


def _shown(masks: Mapping[str, Mask], chosen: Collection[str]) -> tuple[str, ...]:
    """The values that are rows: those chosen, or all; never one that is left out."""
    asked, without = in_wanted(chosen), left_out(chosen)
    return tuple(code for code in masks if code in (asked or masks) and code not in without)


def _cell(
    at: tuple[str, str],
    masks: tuple[Mapping[str, Mask], Mapping[str, Mask]],
    passing: Mask,
    levels: NDArray[np.str_],
    was_searched: bool,
) -> GapCell:
    (row, column), (rows, columns) = at, masks
    both = rows[row] & columns[column] & passing
    silent, unread = (_half_known(at, masks, passing, state) for state in UNKNOWN)
    found = int(both.sum())
    counted = Counter(map(str, levels[both]))
    return GapCell(
        row=row,
        column=column,
        standing=_standing(found, silent, was_searched),
        practices=found,
        by_evidence=dict(sorted(counted.items())),
        unsaid=silent,
        unread=unread,
    )


def _half_known(
    at: tuple[str, str],
    masks: tuple[Mapping[str, Mask], Mapping[str, Mask]],
    passing: Mask,
    state: str,
) -> int:
    """Practices that have one of the two values and are silent (or unread) about the other."""
    (row, column), (rows, columns) = at, masks
    if row in UNKNOWN or column in UNKNOWN:
        return 0
    half = (rows[row] & columns[state]) | (rows[state] & columns[column])
    return int((half & passing).sum())


def _standing(found: int, silent: int, was_searched: bool) -> Standing:
    if found:
        return Standing.FOUND
    if silent:
        return Standing.NOT_STATED
    return Standing.NOTHING_FOUND if was_searched else Standing.NOT_SEARCHED


def _evidence(index: PackedIndex) -> NDArray[np.str_]:
    """The evidence level of each practice by its code."""
    levels = np.full(index.manifest.practices, NOT_KNOWN, dtype=object)
    if EVIDENCE in index.manifest.facets:
        names = np.array(index.manifest.facets[EVIDENCE], dtype=object)
        if len(names):
            levels[owners_of(index, EVIDENCE)] = names[index[f"facet_{EVIDENCE}_codes"]]
    return levels.astype(str)


def _read_searched(session: Session, practices: int) -> Searched:
    documents = session.scalar(select(func.count(Document.id)).where(Document.gone_on.is_(None)))
    languages = session.scalars(
        select(Document.language).where(Document.gone_on.is_(None)).distinct()
    )
    outcomes: dict[str, set[str]] = {
        slug: set() for slug in session.scalars(select(Source.slug).order_by(Source.slug))
    }
    rows = session.execute(
        select(Source.slug, Run.outcome).join(Run, Run.source_id == Source.id).distinct()
    )
    for slug, outcome in rows:
        outcomes[slug].add(outcome)
    return Searched(
        practices=practices,
        documents_read=documents or 0,
        sources_searched=[
            slug for slug, seen in outcomes.items() if seen & {"complete", "partial"}
        ],
        sources_failed=[slug for slug, seen in outcomes.items() if seen == {"failed"}],
        sources_never_run=[slug for slug, seen in outcomes.items() if not seen],
        languages=sorted(languages),
    )
