"""Bringing a database to the present schema, by Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from practices_db.engine import explain, lock_schema, open_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def open_catalogue(url: str) -> Engine:
    """An engine for the catalogue at `url`, set up or brought up to date first.

    Raises CatalogueUnavailable when it cannot be opened or written.
    """
    engine = open_engine(url)
    try:
        if not is_current(engine):
            upgrade_schema(engine)
    except DBAPIError as error:
        raise explain(error, engine) from error
    return engine


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version of the code."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(alembic_config()).get_current_head()


def upgrade_schema(engine: Engine) -> None:
    """Run the missing migrations; two processes at once wait for each other."""
    with engine.begin() as connection:
        lock_schema(connection)
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without an ini file: everything it needs is known here."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
