"""Bringing a database to the present schema, by Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from practices_db.engine import explain, lock_schema, open_engine
from practices_db.errors import CatalogueUnavailable

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def open_catalogue(url: str) -> Engine:
    """An engine for the catalogue at `url`, set up or brought up to date first.

    Raises CatalogueUnavailable when it cannot be opened or written, or when a later version of
    this program has changed its tables.
    """
    engine = open_engine(url)
    try:
        if not is_current(engine):
            upgrade_schema(engine)
    except DBAPIError as error:
        raise explain(error, engine) from error
    return engine


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version of the code.

    Raises CatalogueUnavailable where they are those of a later one.
    """
    found = _revision(engine)
    known = known_revisions()
    if found is not None and found not in known:
        raise CatalogueUnavailable(
            f"The catalogue {engine.url.render_as_string(hide_password=True)} was changed by a "
            f"later version of this program (its tables are at {found}).",
            advice="Update the program, or name another catalogue with PRACTICES_DATA or "
            "PRACTICES_DATABASE_URL.",
        )
    return found == known[-1]


def known_revisions() -> list[str]:
    """The migrations of this version in their order. Their files' names open with their numbers,
    so that a run over an up-to-date catalogue need not load Alembic.
    """
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def _revision(engine: Engine) -> str | None:
    """The migration at which the tables are; None where there are none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def upgrade_schema(engine: Engine) -> None:
    """Run the missing migrations; two processes at once wait for each other."""
    from alembic import command

    with engine.begin() as connection:
        lock_schema(connection)
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without an ini file: everything it needs is known here."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
