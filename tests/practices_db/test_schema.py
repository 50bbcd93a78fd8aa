"""The schema: migrations give exactly the tables of the models; damage is explained."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, insert, select, text

from practices_db.engine import catalogue_session, open_engine
from practices_db.errors import CatalogueUnavailable
from practices_db.models import Base, Release
from practices_db.schema import alembic_config, is_current, known_revisions, open_catalogue


def test_migrations_lead_to_the_models(catalogue: Engine) -> None:
    with catalogue.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert is_current(catalogue)


def test_names_of_migrations_tell_their_order() -> None:
    """What is read from names, so as not to load Alembic, is what Alembic knows."""
    scripts = ScriptDirectory.from_config(alembic_config())
    known = [script.revision for script in scripts.walk_revisions()]
    assert known_revisions() == known[::-1]
    assert known_revisions()[-1] == scripts.get_current_head()


def test_two_processes_may_set_up_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'catalogue.sqlite'}"
    with ThreadPoolExecutor(4) as pool:
        engines = list(pool.map(open_catalogue, [url] * 4))
    assert all(is_current(engine) for engine in engines)


def test_a_damaged_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"this is no database" * 500)
    with pytest.raises(CatalogueUnavailable, match="no SQLite database"):
        open_catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")


def test_a_catalogue_without_tables_names_the_mend(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    with (
        pytest.raises(CatalogueUnavailable, match="practices run"),
        catalogue_session(engine) as session,
    ):
        session.execute(text("SELECT * FROM practice"))


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CatalogueUnavailable, match="PRACTICES_DATA"):
        open_engine(f"sqlite:///{tmp_path / 'file' / 'catalogue.sqlite'}")


def test_a_catalogue_of_a_later_version_is_left_alone(catalogue: Engine) -> None:
    """As an older checkout finds it."""
    url = catalogue.url.render_as_string(hide_password=False)
    with catalogue.begin() as connection:
        known = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9001'"))
    try:
        with pytest.raises(CatalogueUnavailable, match="later version") as refused:
            open_catalogue(url)
        assert "Update the program" in refused.value.advice
        with catalogue.connect() as connection:
            assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9001"
    finally:
        with catalogue.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": known})


def test_a_moment_is_told_in_utc_whatever_zone_the_server_is_set_to(catalogue: Engine) -> None:
    """Else equal content would be written differently, and named differently."""
    moment = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    release = {"made_at": moment, "content_hash": "a", "protocol": {}, "counts": {}}
    with catalogue.begin() as connection:
        if catalogue.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL TIME ZONE 'Asia/Tokyo'"))
        connection.execute(insert(Release), release)
        read = connection.scalars(select(Release.made_at)).one()
    assert read.isoformat() == "2026-07-01T23:30:00+00:00"
