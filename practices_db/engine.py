"""Opening the catalogue. Every difference between SQLite and PostgreSQL lives in this module."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Table,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from practices_db.errors import CatalogueUnavailable

BUSY_TIMEOUT_MS = 30_000


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets time zones, so they are put back when a row is read;
    PostgreSQL tells moments in the zone that its server is set to.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; the catalogue keeps UTC only")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def open_engine(url: str) -> Engine:
    """An engine for `url` with the settings that keep concurrent readers and writers apart."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            _make_folder(Path(parsed.database).parent)
        engine = create_engine(parsed)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    # Plain postgresql:// would ask for psycopg2; the project ships psycopg 3.
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_pre_ping=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogueUnavailable(
            f"The folder {folder} cannot be made ({error.strerror}).",
            advice="Choose a writable folder with PRACTICES_DATA.",
        ) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


@contextmanager
def catalogue_session(engine: Engine) -> Iterator[Session]:
    """One short transaction: committed at the end, rolled back on any error.

    Raises CatalogueUnavailable when the database is corrupt, locked, full or unreachable.
    """
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    except DBAPIError as error:
        raise explain(error, engine) from error


def explain(error: DBAPIError, engine: Engine) -> CatalogueUnavailable | DBAPIError:
    """A sentence a person can act on, or the error itself when it is a fault of ours."""
    lost = isinstance(error, OperationalError) or error.connection_invalidated
    if not lost and type(error) is not DatabaseError:
        return error
    where = engine.url.render_as_string(hide_password=True)
    said = f"{' '.join(str(error.orig).split()).rstrip('.?')}."
    for sign, advice in _ADVICE.items():
        if sign in said:
            return CatalogueUnavailable(f"The catalogue {where}: {said}", advice=advice)
    return CatalogueUnavailable(
        f"The catalogue {where} cannot be used: {said}", advice="Run `practices doctor`."
    )


_ADVICE: Mapping[str, str] = {
    "malformed": "The file is damaged: restore it from a copy, or move it away and run again; "
    "the archive of fetched pages is untouched.",
    "not a database": "The file is no SQLite database: move it away, or point "
    "PRACTICES_DATABASE_URL at another one.",
    "disk is full": "Free some space and run again; what was committed is kept.",
    "disk I/O error": "Look at the disk (full, or failing) and run again; what was committed is "
    "kept.",
    "unable to open": "Make the file and its folder writable, or choose another with "
    "PRACTICES_DATA.",
    "readonly": "Make the file and its folder writable, or choose another with PRACTICES_DATA.",
    "locked": "Another run is writing; wait for it to end and try again.",
    "no such table": "Run `practices run` once to set the catalogue up.",
    "No space left": "Free some space on the database server and run again; what was committed is "
    "kept.",
    "authentication failed": "Correct user and password in PRACTICES_DATABASE_URL.",
    "does not exist": "Make the database, or correct its name in PRACTICES_DATABASE_URL.",
    **dict.fromkeys(
        ("connection", "server", "starting up", "shutting down"),
        "Start the database server and run again; what was committed is kept, and the run goes on "
        "from there.",
    ),
}


def insert_or_ignore(table: Table, engine_name: str) -> Any:
    """An INSERT that leaves existing rows alone (`engine_name` is `engine.dialect.name`)."""
    dialect = postgresql if engine_name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def lock_writing(session: Session) -> None:
    """Hold off others who write as much at once as this session is about to, until it ends.

    On SQLite whoever has read before must not write once another has: the lock comes first.
    """
    _hold(session.connection(), _PRACTICES)


def lock_schema(connection: Connection) -> None:
    """Hold off other processes while the schema changes, until this transaction ends."""
    _hold(connection, _SCHEMA)


def _hold(connection: Connection, number: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({number})"))
    elif not getattr(connection.connection.dbapi_connection, "in_transaction", False):
        # pysqlite begins a transaction only before a change; this one takes the write lock now.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def held(engine: Engine, what: str, tell: Callable[[], None]) -> Iterator[None]:
    """Hold off other machines that work on `what` in the catalogue on a PostgreSQL server; `tell`
    is called where another has it and is waited for.

    An SQLite file is one machine's, whose locks on files do. Where the server goes away meanwhile,
    so does the lock; whoever writes then meets that too. Raises CatalogueUnavailable.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    try:
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        own = {"what": what}
        if not connection.scalar(text(f"SELECT pg_try_advisory_lock({_WORK})"), own):
            tell()
            connection.execute(text(f"SELECT pg_advisory_lock({_WORK})"), own)
    except DBAPIError as error:
        raise explain(error, engine) from error
    try:
        yield
    finally:
        with suppress(DBAPIError):  # it went with the server
            connection.execute(text(f"SELECT pg_advisory_unlock({_WORK})"), own)
        connection.close()


_SCHEMA, _PRACTICES = 7_355_608, 7_355_609
_WORK = f"{_SCHEMA}, hashtext(:what)"
