"""The catalogue as one small SQLite file of plain tables, which Datasette and others open.

Quotes are in it, whole texts are not: those belong to their publishers.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from practices_db.exports import PRACTICE_COLUMNS, STATEMENT_COLUMNS, plain
from practices_db.vocabulary import load_vocabulary
from search.entries import Entry
from search.export.records import (
    dump,
    entry_record,
    facet_columns,
    practice_rows,
    statement_rows,
)
from search.holdings import Holdings

KIND = "application/vnd.sqlite3"


def write_sqlite(entries: Sequence[Entry], holdings: Holdings) -> bytes:
    """The file: practice, former_slug, statement, document, source, concept, record, about."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.sqlite"
        with closing(sqlite3.connect(path)) as database, database:
            _fill(database, entries, holdings)
        with closing(sqlite3.connect(path)) as database:
            database.execute("VACUUM")
        return path.read_bytes()


def _fill(database: sqlite3.Connection, entries: Sequence[Entry], holdings: Holdings) -> None:
    _table(
        database,
        "source",
        SOURCE_COLUMNS,
        ({name: getattr(source, name) for name in SOURCE_COLUMNS} for source in holdings.sources),
        "PRIMARY KEY (slug)",
    )
    columns = (*PRACTICE_COLUMNS, *facet_columns())
    _table(database, "practice", columns, practice_rows(entries), "PRIMARY KEY (slug)")
    _table(
        database,
        "statement",
        STATEMENT_COLUMNS,
        statement_rows(entries),
        # No unique key: what people added may come without an id of its own.
        f"{OF_PRACTICE}, {OF_SOURCE}",
    )
    records = [entry_record(entry) for entry in entries]
    _table(
        database,
        "document",
        ("practice", "url", "title", "role", "language", "source", "first_seen", "gone_on"),
        ({**page, "practice": r["slug"]} for r in records for page in r["documents"]),
        f"PRIMARY KEY (practice, source, url), {OF_PRACTICE}, {OF_SOURCE}",
    )
    former = (
        {"former": slug, "practice": r["slug"]} for r in records for slug in r["former_slugs"]
    )
    _table(
        database,
        "former_slug",
        ("former", "practice"),
        former,
        f"PRIMARY KEY (former), {OF_PRACTICE}",
    )
    concepts = [
        {"facet": f.key, "code": c.code, "label": c.label(), "note": c.note}
        for f in load_vocabulary().facets.values()
        for c in f.concepts.values()
    ]
    names = ("facet", "code", "label", "note")
    _table(database, "concept", names, concepts, "PRIMARY KEY (facet, code)")
    wholes = ({"slug": r["slug"], "json": dump(r)} for r in records)
    whole = "PRIMARY KEY (slug), FOREIGN KEY (slug) REFERENCES practice (slug)"
    _table(database, "record", ("slug", "json"), wholes, whole)
    about = ({"what": "release", "value": holdings.release}, {"what": "licence", "value": _TERMS})
    _table(database, "about", ("what", "value"), about, "PRIMARY KEY (what)")
    database.execute('CREATE INDEX statement_practice ON statement("practice", "facet")')


SOURCE_COLUMNS = (
    "slug",
    "title",
    "publisher",
    "url",
    "licence",
    "cadence",
    "last_success",
    "last_outcome",
)
# Datasette makes links of foreign keys.
OF_PRACTICE = "FOREIGN KEY (practice) REFERENCES practice (slug)"
OF_SOURCE = "FOREIGN KEY (source) REFERENCES source (slug)"
_TERMS = "CC BY 4.0; quotes belong to their publishers"


def _table(
    database: sqlite3.Connection,
    name: str,
    columns: Sequence[str],
    rows: Iterable[dict[str, Any]],
    keys: str,
) -> None:
    # Names come from our own lists above, never from the web; values are always bound.
    named = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    database.execute(f'CREATE TABLE "{name}" ({named}, {keys})')
    values = ([plain(row[column]) for column in columns] for row in rows)
    database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', values)  # noqa: S608 - our own names
