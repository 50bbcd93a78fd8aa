"""Vectors of the index inside PostgreSQL: pgvector's half precision and HNSW.

The only module of search that writes SQL for one database. The table belongs to one index (it is
named after its content) and can be made again from it at any time, so no migration knows it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from practices_db.engine import catalogue_session
from search.errors import REBUILD, IndexMissing
from search.index.encoding import Floats
from search.index.nearest import Find, Mask, Rows
from search.index.packed import PackedIndex
from search.index.signs import SignsNearest

ROWS_A_BATCH = 10_000
PREFIX = "search_vector_"
LOOKED_AT = 400
"""Neighbours that HNSW keeps in view; asked for more than that, it would go round again."""
LINKED_AMONG = 128
"""Neighbours among which the index chooses its links. Of 100,000 passages 0.98 of the ten nearest
are found; with the usual 64 one would look at 800 for as much, which takes twice as long."""
BYTES_A_ROW, MOST_MEGABYTES = 2_048, 2_048
"""What building takes in memory, and the most that is asked for: beyond, it goes to disk."""
BY_SIGNS = 300_000
"""Allowed rows up to which their bits are compared here: the index walks past all other rows."""
SETTINGS = (
    f"SET LOCAL hnsw.ef_search = {LOOKED_AT};"
    # With a filter the index goes on until enough of the allowed rows are found.
    "SET LOCAL hnsw.iterative_scan = relaxed_order;"
    # The planner takes any filter for a narrow one and would read the whole table.
    "SET LOCAL enable_seqscan = off;"
    "SET LOCAL jit = off"
)
"""In one message; each on its own would cost as long as reading the practices to show."""


class PgvectorNearest:
    """Asks the table of one index; about few rows the bits beside it."""

    def __init__(self, engine: Engine, index: PackedIndex) -> None:
        self._engine, self._table = engine, _table(index.manifest.content)
        self._signs = SignsNearest(index.arrays)

    def towards(self, vector: Floats) -> Find:
        return partial(self._find, vector)

    def _find(self, vector: Floats, count: int, allowed: Mask | None) -> Rows:
        """Rows by falling dot product, about `count`. Raises IndexMissing."""
        if allowed is not None and np.count_nonzero(allowed) <= BY_SIGNS:
            return self._signs.find_among(vector, count, np.flatnonzero(allowed))
        among = "" if allowed is None else "WHERE get_bit(:allowed, row) = 1 "
        values = {"vector": _literal(vector), "count": min(count, LOOKED_AT)}
        bits = {} if allowed is None else {"allowed": _bits(allowed)}
        try:
            with catalogue_session(self._engine) as session:
                session.connection().exec_driver_sql(SETTINGS)
                found = session.scalars(
                    text(
                        f"SELECT row FROM {self._table} {among}"  # noqa: S608  # our own hash
                        "ORDER BY vector <#> CAST(:vector AS halfvec) LIMIT :count"
                    ),
                    values | bits,
                ).all()
        except ProgrammingError as error:
            raise IndexMissing("The search index was just replaced.", advice=REBUILD) from error
        return np.array(found, dtype=np.int64)


def has_pgvector(engine: Engine) -> bool:
    """Whether this is PostgreSQL with pgvector, installed or to be installed by us."""
    if engine.dialect.name != "postgresql":
        return False
    with catalogue_session(engine) as session:
        query = "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'"
        return bool(session.scalar(text(query)))


def write_pgvector(engine: Engine, content: str, vectors: NDArray[np.floating[Any]]) -> None:
    """Fill and index the table of this content; does nothing where it stands already."""
    table = _table(content)
    with catalogue_session(engine) as session:
        session.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
        if session.scalar(text("SELECT to_regclass(:table)"), {"table": table}):
            return
        session.execute(
            text(f"CREATE TABLE {table} (row integer, vector halfvec({vectors.shape[1]}))")
        )
        _copy(session.connection(), table, vectors)
        memory = min(MOST_MEGABYTES, 64 + len(vectors) * BYTES_A_ROW // 2**20)
        session.execute(text(f"SET LOCAL maintenance_work_mem = '{memory}MB'"))
        session.execute(
            text(
                f"CREATE INDEX ON {table} USING hnsw (vector halfvec_ip_ops) "
                f"WITH (ef_construction = {LINKED_AMONG})"
            )
        )


def _copy(connection: Connection, table: str, vectors: NDArray[np.floating[Any]]) -> None:
    """Write all vectors in the database's own binary form: as text they take ten times as long."""
    dimension = vectors.shape[1]
    # A row: its number of fields, and of each field its length and value.
    row = [("fields", ">i2"), ("row_bytes", ">i4"), ("row", ">i4"), ("vector_bytes", ">i4")]
    row += [("dimension", ">i2"), ("unused", ">i2")]
    record = np.dtype([*row, ("vector", ">f2", (dimension,))])
    cursor: Any = connection.connection.cursor()  # psycopg's own
    with cursor, cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
        for start in range(0, len(vectors), ROWS_A_BATCH):
            part = vectors[start : start + ROWS_A_BATCH]
            rows = np.zeros(len(part), record)
            rows["fields"], rows["row_bytes"], rows["dimension"] = 2, 4, dimension
            rows["row"] = np.arange(start, start + len(part))
            rows["vector_bytes"], rows["vector"] = 4 + 2 * dimension, part
            copy.write(rows.tobytes())
        copy.write(b"\xff\xff")


def drop_others(engine: Engine, content: str | None) -> None:
    """Drop the tables of all indexes but this content's."""
    if engine.dialect.name != "postgresql":
        return
    with catalogue_session(engine) as session:
        names = session.scalars(
            text("SELECT tablename FROM pg_tables WHERE tablename LIKE :prefix"),
            {"prefix": f"{PREFIX}%"},
        ).all()
        for name in names:
            if content is None or name != _table(content):
                session.execute(text(f'DROP TABLE IF EXISTS "{name}"'))


def _table(content: str) -> str:
    return f"{PREFIX}{int(content, 16):016x}"


def _literal(vector: NDArray[np.floating[Any]]) -> str:
    return "[" + ",".join(f"{value:.6g}" for value in vector.tolist()) + "]"


def _bits(allowed: Mask) -> bytes:
    # get_bit counts from the lowest bit of each byte.
    return np.packbits(allowed, bitorder="little").tobytes()
