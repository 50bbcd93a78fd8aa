"""The facets of all practices, read from the catalogue some thousands at a time.

A view holds every statement with its quote: those of a whole large catalogue would fill memory,
and what an index needs of them is a code and a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from practices_db.recorded import RECORDED, recorded_value
from practices_db.view import State, current_views
from search.figures import BANDS
from search.index.facet_arrays import (
    COUNTRY,
    LANGUAGE,
    Arrays,
    Values,
    chance_arrays,
    codes_of,
    concept_facets,
    facet_arrays,
    facet_starts,
    view_values,
)
from search.index.figure_arrays import figure_arrays
from search.index.snapshot import PassageRow, PracticeRow

AT_ONCE = 2_000
Table = tuple[list[Mapping[str, float]], list[Mapping[str, float]], list[State]]
"""Of each practice: the values that hold, all that are claimed, and the state."""


def read_facets(
    session: Session, practices: Sequence[PracticeRow], rows: Sequence[PassageRow]
) -> tuple[dict[str, list[str]], Arrays]:
    """The codes of each facet, and the arrays of all facets and of all figures."""
    tables = _view_tables(session, [practice.id for practice in practices])
    figures = {name: tables.pop(name) for name in BANDS}
    for facet in tables.keys() & {*RECORDED}:
        _fill_in(tables[facet], practices, facet)
    tables[COUNTRY] = _certain([_recorded(practice, COUNTRY) for practice in practices])
    tables[LANGUAGE] = _certain(_languages(practices, rows))
    codes: dict[str, list[str]] = {}
    arrays: Arrays = {}
    for name, table in figures.items():
        arrays |= figure_arrays(name, *table)
    for name, (held, claimed, states) in tables.items():
        codes[name] = codes_of(claimed)
        arrays |= facet_arrays(name, codes[name], held, states)
        arrays |= chance_arrays(name, codes[name], claimed)
    arrays["facet_starts"] = facet_starts([held for held, _, _ in tables.values()])
    return codes, arrays


def _view_tables(session: Session, ids: Sequence[int]) -> dict[str, Table]:
    tables: dict[str, Table] = {name: ([], [], []) for name in (*concept_facets(), *BANDS)}
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        views = current_views(session, part)
        for name, table in tables.items():
            held, claimed, states = view_values([views.get(one, {}) for one in part], name)
            table[0].extend(held)
            table[1].extend(claimed)
            table[2].extend(states)
        session.expunge_all()
    return tables


def _recorded(practice: PracticeRow, facet: str) -> dict[str, float]:
    value = recorded_value(practice, facet)
    return {value: 1.0} if value else {}


def _fill_in(table: Table, practices: Sequence[PracticeRow], facet: str) -> None:
    """Where no sentence states the facet, what the record of a source says."""
    held, claimed, states = table
    for at, practice in enumerate(practices):
        value = _recorded(practice, facet)
        if value and not held[at]:
            held[at], claimed[at], states[at] = value, {**claimed[at], **value}, State.STATED


def _languages(practices: Sequence[PracticeRow], rows: Sequence[PassageRow]) -> Values:
    """The languages of each practice's passages."""
    place = {practice.id: at for at, practice in enumerate(practices)}
    languages: list[dict[str, float]] = [{} for _ in practices]
    for row in rows:
        languages[place[row.practice]][row.language] = 1.0
    return languages


def _certain(values: Values) -> Table:
    """What the catalogue itself knows of each practice: nothing of it is pending."""
    states = [State.STATED if found else State.NOT_STATED for found in values]
    return list(values), list(values), states
