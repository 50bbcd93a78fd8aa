"""The whole catalogue as one file and back without loss: for moving between machines and databases.

One JSON object a line, {"table": ..., "row": {...}}, parents before children. Texts of publishers
are in it, so it is for the keeper of a catalogue and not offered on the site. Passages and vectors
are left out: the index makes them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, TextIO

from sqlalchemy import Date, Integer, Table, func, insert, select
from sqlalchemy.orm import Session

from practices_db.audit import find_loose_quotes
from practices_db.engine import UtcDateTime
from practices_db.errors import PracticesError
from practices_db.models import Base

FORMAT = "mentoring-practices bundle 1"
LEFT_OUT = frozenset({"passage", "embedding"})
ROWS_AT_ONCE = 500


class BadBundle(PracticesError):
    """A file that is no bundle, or one that breaks the rules of the catalogue."""


def bundle_tables() -> list[Table]:
    """The tables of a bundle, parents first."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def write_bundle(session: Session, out: TextIO) -> int:
    """Write every row in order of its key; returns how many. Equal catalogues, equal files."""
    out.write(json.dumps({"format": FORMAT}) + "\n")
    count = 0
    for table in bundle_tables():
        rows = session.execute(select(table).order_by(*table.primary_key))
        for row in rows.mappings():
            values = {name: _plain(value) for name, value in row.items()}
            line = {"table": table.name, "row": values}
            out.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    return count


def read_bundle(session: Session, lines: Iterable[str]) -> int:
    """Fill an empty catalogue; returns the rows. Raises BadBundle and leaves nothing behind then.

    Every quote is checked against its text, as when it was first written.
    """
    return fill_catalogue(session, _by_table(lines))


def fill_catalogue(session: Session, rows: Iterable[tuple[Table, list[dict[str, Any]]]]) -> int:
    """Write rows, parents first, into an empty catalogue. Raises BadBundle."""
    _refuse_unless_empty(session)
    count = 0
    for table, some in rows:
        session.execute(insert(table), some)
        count += len(some)
    _continue_numbering(session)
    loose = find_loose_quotes(session)
    if loose:
        raise BadBundle(
            f"{len(loose)} quotes are not in their texts, the first is {loose[0]}.",
            advice="Take a file that was written whole; this one was changed.",
        )
    return count


def _refuse_unless_empty(session: Session) -> None:
    for table in bundle_tables():
        if session.scalar(select(func.count()).select_from(table)):
            raise BadBundle(
                f"The catalogue is not empty: it has rows in {table.name}.",
                advice="Import into a new one: set PRACTICES_DATA to an empty folder.",
            )


def _by_table(lines: Iterable[str]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    tables = {table.name: table for table in bundle_tables()}
    given = parse_lines(lines)
    if next(given, {}).get("format") != FORMAT:
        raise BadBundle("This is no bundle.", advice="Write one with `practices export bundle`.")
    name = ""
    rows: list[dict[str, Any]] = []
    for line in given:
        if line.get("table") not in tables or not isinstance(line.get("row"), dict):
            raise BadBundle(f"A line names the table {str(line.get('table'))[:60]!r}.")
        if rows and (line["table"] != name or len(rows) >= ROWS_AT_ONCE):
            yield tables[name], rows
            rows = []
        name = line["table"]
        rows.append(typed_row(tables[name], line["row"]))
    if rows:
        yield tables[name], rows


def parse_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines. Raises BadBundle that names the line."""
    for number, line in enumerate(lines, 1):
        try:
            found = json.loads(line)
        except ValueError as error:
            raise BadBundle(f"Line {number} is no JSON.") from error
        if not isinstance(found, dict):
            raise BadBundle(f"Line {number} is no object.")
        yield found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def typed_row(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Text back to dates where the column keeps dates. Raises BadBundle for a strange column."""
    strange = row.keys() - {column.name for column in table.columns}
    if strange:
        raise BadBundle(f"{table.name} has no column {sorted(strange)[0][:60]!r}.")
    typed = {}
    for name, value in row.items():
        kind = table.columns[name].type
        if value is not None and isinstance(kind, UtcDateTime | Date):
            moment = datetime.fromisoformat(value)
            typed[name] = moment if isinstance(kind, UtcDateTime) else moment.date()
        else:
            typed[name] = value
    return typed


def _continue_numbering(session: Session) -> None:
    """PostgreSQL counts ids by itself and does not notice those that were given."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in bundle_tables():
        if "id" in table.columns and isinstance(table.columns["id"].type, Integer):
            last = select(func.max(table.columns["id"])).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, "id")
            session.execute(select(func.setval(sequence, func.coalesce(last, 1))))
