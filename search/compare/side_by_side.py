"""Two to six practices side by side: what each says on every facet, with quotes and dates.

Nothing is judged here and no score is made. Claims that disagree stand together, and values that
measure different things are flagged instead of being lined up as if they were the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from practices_db.errors import PracticesError
from practices_db.models import Practice
from practices_db.practices import find_practice
from practices_db.recorded import recorded_value
from practices_db.view import FacetView, PracticeView, State, Support, Value, current_views
from practices_db.vocabulary import load_vocabulary
from search.compare.alike import differences, disagree, left_unsaid
from search.groups import reading_order
from search.words import RECORDED, UNKNOWN, counted, label, listed, value_label

FEWEST, MOST = 2, 6


@dataclass(frozen=True, slots=True)
class Column:
    """One practice of a comparison."""

    slug: str
    name: str
    organisation: str
    country: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one practice says on one facet. `conflict`: its own claims disagree.

    `recorded` is what the record of a source says where no sentence does; empty elsewhere.
    """

    state: State
    values: tuple[Value, ...]
    conflict: bool
    recorded: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """The values, stated or recorded, in order."""
        return tuple(sorted(value.value for value in self.values)) or tuple(
            filter(None, [self.recorded])
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One facet over all practices. `shared` are values that all of them have.

    `unsaid` is what nobody says of figures that stand side by side: whether they are alike is open.
    """

    facet: str
    label: str
    cells: tuple[Cell, ...]
    shared: tuple[str, ...]
    unlike: tuple[str, ...]
    unsaid: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know before lining the values up, in sentences."""
        parts = (("Not alike", self.unlike), ("Not known", self.unsaid))
        return tuple(f"{head}: {listed(notes)}." for head, notes in parts if notes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Practices as columns; as rows all facets in the order in which people read, none left out
    because nobody states it.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def compare(session: Session, slugs: Sequence[str]) -> Comparison:
    """Line the practices up. Raises NotFound, or PracticesError for fewer than 2 or more than 6."""
    practices = _find(session, slugs)
    views = current_views(session, [practice.id for practice in practices])
    rows = [
        _row(facet, [_cell(practice, views.get(practice.id, {}), facet) for practice in practices])
        for facet in reading_order()
    ]
    return Comparison(tuple(map(_column, practices)), tuple(rows))


def _find(session: Session, slugs: Sequence[str]) -> list[Practice]:
    found = {practice.id: practice for practice in (find_practice(session, s) for s in slugs)}
    if not FEWEST <= len(found) <= MOST:
        raise PracticesError(
            f"{counted(len(found), 'practice')} cannot be compared.",
            advice=f"Name {FEWEST} to {MOST} different ones; `practices search` finds them.",
        )
    return list(found.values())


def _column(practice: Practice) -> Column:
    return Column(
        practice.slug, practice.name, practice.organisation, practice.country, practice.url
    )


def _row(facet: str, cells: Sequence[Cell]) -> Row:
    shared = set.intersection(*({*cell.told} for cell in cells))
    name = load_vocabulary().facet(facet).label()
    figures = [_figures(cell) for cell in cells]
    unlike, unsaid = differences(figures), left_unsaid(facet, figures)
    return Row(facet, name, tuple(cells), tuple(sorted(shared)), unlike, unsaid)


def _cell(practice: Practice, view: PracticeView, facet: str) -> Cell:
    found = view.get(facet) or FacetView(facet, State.NOT_ASSESSED)
    recorded = "" if found.values else recorded_value(practice, facet)
    return Cell(found.state, found.values, disagree(facet, found.values), recorded)


def _figures(cell: Cell) -> list[Support]:
    return [value.supports[0] for value in cell.values if value.kind == "literal"]


def cell_words(facet: str, cell: Cell) -> str:
    """What a cell says in one line: its values, what is only recorded, or why it is empty."""
    said = "; ".join(value_label(facet, value) for value in cell.values)
    if not said and cell.recorded:
        return f"{label(facet, cell.recorded)} ({RECORDED})"
    return f"{said} (claims differ)" if cell.conflict else said or UNKNOWN[cell.state.value]


def is_told(row: Row) -> bool:
    """Whether any of them says it; under their names stands already where records place them."""
    return any(cell.values or (cell.recorded and row.facet != "country") for cell in row.cells)
