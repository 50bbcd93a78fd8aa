"""The archive alone gives the same catalogue, without a question to the network."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pipelines.installation import Installation
from pipelines.steps import replay
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import SourceUnreachable, fetch_pages
from pipelines.steps.practices import LOG_KEPT
from practices_db.engine import catalogue_session
from practices_db.health import Health, source_health
from practices_db.models import Document, Fetch
from practices_db.pruning import prune_fetches
from tests.faults.content import catalogue_lines
from tests.pipelines.steps.conftest import (
    HOST,
    SLUG,
    Install,
    declare,
    link,
    page,
    programme,
)


@pytest.fixture(autouse=True)
def _reading_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of practices `tests/faults/test_replays.py` tells; here none are made by the runs either."""
    monkeypatch.setattr(replay, "_build", lambda _then: None)


def _read(install: Install, **options: object) -> dict[str, int]:
    installation = install(**options)
    return {**fetch_pages(installation, SLUG), **describe_documents(installation, SLUG)}


def _history(site: Path, install: Install) -> None:
    """Three runs: pages appear, change, vanish and move, and one is only in the sitemap."""
    page(site, "robots.txt", f"Sitemap: https://{HOST}/sitemap.xml\nUser-agent: *\nDisallow: /no\n")
    url = f"<url><loc>https://{HOST}/hidden.html</loc></url>"
    page(site, "sitemap.xml", f"<?xml version='1.0'?><urlset>{url}</urlset>")
    names = ["a.html", "b.html", "c.html", "d.html", "hidden.html"]
    for name in names:
        page(site, name, programme(name))
    link(site, *names[:4], "no/entry.html", "dead.html")
    _read(install)
    page(site, "a.html", programme("a.html", years=5))
    (site / "b.html").unlink()
    shutil.move(site / "c.html", site / "new.html")
    (site / "_redirects").write_text("/c.html /new.html 301\n")
    link(site, "a.html", "b.html", "c.html")  # d.html is not linked any more
    _read(install)
    _read(install)


def test_replay_into_an_empty_catalogue_gives_the_same(
    site: Path, tmp_path: Path, install: Install
) -> None:
    _history(site, install)
    archived = sorted((tmp_path / "archive").rglob("*.warc.gz"))
    before = [path.read_bytes() for path in archived]
    shutil.rmtree(site)
    counts = _read(install, at=tmp_path / "other.sqlite", replay=True)
    original, replayed = install(), install(at=tmp_path / "other.sqlite")
    assert catalogue_lines(replayed.engine) == catalogue_lines(original.engine)
    assert counts["present"] == 5  # the front page, a, d (not linked any more), hidden, new
    assert [path.read_bytes() for path in archived] == before


def test_replay_gives_the_same_log_and_the_days_of_the_answers(
    site: Path, tmp_path: Path, install: Install
) -> None:
    _history(site, install)
    began = datetime.now(UTC)
    _read(install, at=tmp_path / "other.sqlite", replay=True)
    own = {"id", "run_id", "described_by"}
    told = [column for column in Fetch.__table__.columns if column.name not in own]
    logs = []
    for installation in (install(), install(at=tmp_path / "other.sqlite")):
        with catalogue_session(installation.engine) as session:
            logs.append(session.execute(select(*told).order_by(Fetch.id)).all())
            gone = session.scalars(select(Document.gone_on).where(Document.gone_on.is_not(None)))
            assert all(moment and moment < began for moment in gone)
    assert logs[0] == logs[1]


def test_replay_over_the_catalogue_itself_changes_nothing(site: Path, install: Install) -> None:
    _history(site, install)
    installation = install()
    before = catalogue_lines(installation.engine)
    with catalogue_session(installation.engine) as session:
        rows = session.scalar(select(func.count()).select_from(Fetch))
    counts = _read(install, replay=True)
    assert counts["unchanged"] > 0
    assert counts["fetched"] == 0
    assert catalogue_lines(installation.engine) == before
    with catalogue_session(installation.engine) as session:
        assert session.scalar(select(func.count()).select_from(Fetch)) == rows


def test_a_replay_makes_no_source_fresh(site: Path, tmp_path: Path, install: Install) -> None:
    """Whether schedule or cron still run is told by when somebody was asked, not by a replay."""
    _history(site, install)
    asked = _health(install()).last_success
    assert asked is not None
    later = datetime.now(UTC) + timedelta(days=500)
    for catalogue in ("catalogue.sqlite", "other.sqlite"):
        _read(install, at=tmp_path / catalogue, replay=True)
        health = _health(install(at=tmp_path / catalogue))
        assert health.last_success is not None
        assert timedelta() <= asked - health.last_success < timedelta(seconds=60)
        assert _health(install(at=tmp_path / catalogue), later).state == "late"


def _health(installation: Installation, at: datetime | None = None) -> Health:
    with catalogue_session(installation.engine) as session:
        (found,) = source_health(session, at or datetime.now(UTC))
    return found


def test_data_file_is_replayed_without_the_file(
    tmp_path: Path, install: Install, site: Path
) -> None:
    data = tmp_path / "grants.csv"
    data.write_text("id,name,about\n1,Mentors for all,Mentoring of young refugees by students\n")
    fields = {"id": "id", "name": "name", "text": "about"}
    declared = declare(kind="dataset", url=str(data), fields=fields)
    _read(install, declared=declared)
    data.unlink()
    _read(install, declared=declared, at=tmp_path / "other.sqlite", replay=True)
    original = catalogue_lines(install(declared).engine)
    assert catalogue_lines(install(declared, at=tmp_path / "other.sqlite").engine) == original
    assert any("Mentoring of young refugees by students" in line for line in original)


def test_replay_of_nothing_says_so(install: Install) -> None:
    with pytest.raises(SourceUnreachable, match=r"no page of it lies in the archive.*--replay"):
        _read(install, replay=True)


def test_pruned_log_forgets_nothing_published(site: Path, tmp_path: Path, install: Install) -> None:
    """What went is what was repeated; catalogue, replay and the next run are as without."""
    _history(site, install)
    installation = install()
    before = catalogue_lines(installation.engine)
    days = _days_gone(installation)
    with catalogue_session(installation.engine) as session:
        gone = prune_fetches(session, datetime.now(UTC))
    assert gone == 4  # robots.txt, the sitemap and what is refused or missing, of the second run
    with catalogue_session(installation.engine) as session:
        assert prune_fetches(session, datetime.now(UTC)) == 0

    _read(install, replay=True)
    assert catalogue_lines(installation.engine) == before
    assert _days_gone(installation) == days
    counts = _read(install)
    assert (counts["fetched"], counts["gone"], counts["moved"]) == (0, 0, 0)
    assert _days_gone(installation) == days
    _read(install, at=tmp_path / "other.sqlite", replay=True)
    assert catalogue_lines(install(at=tmp_path / "other.sqlite").engine) == before


def _days_gone(installation: Installation) -> dict[str, datetime | None]:
    with catalogue_session(installation.engine) as session:
        rows = session.execute(select(Document.canonical_url, Document.gone_on))
        return {row.canonical_url: row.gone_on for row in rows}


def test_answers_of_less_than_a_year_stay_in_the_log(site: Path, install: Install) -> None:
    _history(site, install)
    with catalogue_session(install().engine) as session:
        assert prune_fetches(session, datetime.now(UTC) - LOG_KEPT) == 0
