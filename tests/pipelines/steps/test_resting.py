"""When a page is asked for again: seldom if it rarely changes, at once if its site says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.crawl.revisit import CAP, FLOOR, due_at
from pipelines.dates import read_date
from pipelines.installation import Installation
from pipelines.steps.pages import known_pages
from practices_db.engine import catalogue_session
from practices_db.fetches import LOGGED
from practices_db.health import source_health
from practices_db.models import Fetch, Run
from tests.pipelines.steps.conftest import HOST, Install, link, page, programme
from tests.pipelines.steps.running import NAMES, document_at, publish, run_both


class _Calendar:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def _runs(installation: Installation, calendar: _Calendar, days: int) -> list[int]:
    """After how many days from now the page is asked for, in a run every thirty days."""
    asked = []
    for day in range(30, days, 30):
        calendar.at += timedelta(days=30)
        if run_both(installation).get("left_alone", 0) == 0:
            asked.append(day)
    return asked


def _last_status(installation: Installation, path: str) -> int | None:
    query = select(Fetch.status).where(Fetch.canonical_url == f"https://{HOST}/{path}")
    with catalogue_session(installation.engine) as session:
        return session.scalars(query.order_by(Fetch.id.desc())).first()


def test_page_that_rarely_changes_is_asked_for_more_seldom(site: Path, install: Install) -> None:
    publish(site, "deep.html")
    page(site, "a.html", programme("A").replace("</main>", "<a href=/deep.html>x</a></main>"))
    link(site, "a.html")
    calendar = _Calendar()
    installation = install(clock=calendar)
    assert run_both(installation) == {"new": 3}
    # A quarter of its age, from seven days on; never longer than ninety.
    asked = _runs(installation, calendar, 600)
    assert asked == [30, 60, 90, 120, 150, 210, 270, 360, 450, 540]
    calendar.at += timedelta(days=10)
    page(site, "a.html", programme("A", years=7))
    counts = run_both(installation)
    assert counts["left_alone"] == 2
    # Its link is read from the archive; the page below it is not lost.
    assert document_at(installation, "deep.html")[0].gone_on is None
    everything = replace(installation, everything=True)
    assert run_both(everything) == {"changed": 1, "unchanged": 2}


def test_a_server_is_not_believed_for_ever_that_nothing_changed(
    site: Path, install: Install
) -> None:
    publish(site, NAMES[0])
    link(site, NAMES[0])
    calendar = _Calendar()
    installation = replace(install(clock=calendar), everything=True)
    assert run_both(installation) == {"new": 2}
    told = []
    for days in (1, 190, 1):
        calendar.at += timedelta(days=days)
        assert run_both(installation) == {"unchanged": 2}
        told.append(_last_status(installation, NAMES[0]))
    assert told == [304, 200, 304]


@pytest.mark.parametrize(("same", "learned"), [(True, '"new"'), (False, None)])
def test_a_new_etag_of_the_same_body_is_learned(
    site: Path, install: Install, same: bool, learned: str | None
) -> None:
    """A server that is set up anew writes new ETags for old pages; those of another body are not
    those of the body that we hold."""
    publish(site, NAMES[0])
    link(site, NAMES[0])
    calendar = _Calendar()
    installation = replace(install(clock=calendar), everything=True)
    run_both(installation)
    url = f"https://{HOST}/{NAMES[0]}"
    with catalogue_session(installation.engine) as session:
        row = session.scalars(select(Fetch).where(Fetch.canonical_url == url)).one()
        told = {name: getattr(row, name) for name in LOGGED}
        told |= {"etag": '"new"', "sha256": row.sha256 if same else "0" * 64}
        session.add(Fetch(**told, run_id=row.run_id, outcome="unchanged", purpose="page"))
        source_id = session.get_one(Run, row.run_id).source_id
    with catalogue_session(installation.engine) as session:
        assert known_pages(session, source_id, installation)[url].etag == learned


def test_sitemap_that_names_a_change_wakes_a_resting_page(site: Path, install: Install) -> None:
    def list_them(changed: str) -> None:
        entry = f"<url><loc>https://{HOST}/a.html</loc><lastmod>{changed}</lastmod></url>"
        page(site, "sitemap.xml", f"<?xml version='1.0'?><urlset>{entry}</urlset>")

    page(site, "robots.txt", f"Sitemap: https://{HOST}/sitemap.xml\n")
    publish(site, "a.html")
    link(site, "a.html")
    list_them("2025-12-01")
    calendar = _Calendar()
    installation = install(clock=calendar)
    run_both(installation)
    calendar.at += timedelta(days=200)
    run_both(installation)
    calendar.at += timedelta(days=10)
    assert run_both(installation)["left_alone"] == 1
    list_them("2099-12-31")  # a change that is only to come tells nothing of the page
    assert run_both(installation)["left_alone"] == 1
    list_them(f"{calendar.at:%Y-%m-%dT%H:%M:%SZ}")
    page(site, "a.html", programme("Programme a.html", years=9))
    calendar.at += timedelta(days=10)
    assert run_both(installation) == {"changed": 1, "unchanged": 1}


def test_clock_that_ran_ahead_and_was_set_back(site: Path, install: Install) -> None:
    """Nothing rests, and nothing looks fresh, because of days that never were."""
    publish(site, "a.html")
    link(site, "a.html")
    calendar = _Calendar()
    installation = install(clock=calendar)
    run_both(installation)
    calendar.at += timedelta(days=4000)
    assert run_both(installation) == {"unchanged": 2}
    calendar.at -= timedelta(days=3990)
    with catalogue_session(installation.engine) as session:
        (health,) = source_health(session, calendar.at)
    assert health.state == "late"
    page(site, "a.html", programme("Programme a.html", years=9))
    assert run_both(installation) == {"changed": 1, "unchanged": 1}
    with catalogue_session(installation.engine) as session:
        (health,) = source_health(session, calendar.at)
    assert health.state == "well"


def test_pauses_have_a_floor_and_a_cap() -> None:
    stored = datetime(2026, 1, 1, tzinfo=UTC)
    pauses = {}
    for days in (0, 1, 27, 28, 100, 360, 4000):
        seen = stored + timedelta(days=days)
        pauses[days] = due_at(stored, seen) - seen
    none = timedelta(0)
    assert [pauses[days] for days in (0, 1, 27)] == [none] * 3
    assert pauses[28] == FLOOR
    assert pauses[100] == timedelta(days=25)
    assert [pauses[days] for days in (360, 4000)] == [CAP] * 2


def test_dates_of_sitemaps_and_feeds() -> None:
    day = datetime(2026, 3, 5, tzinfo=UTC)
    assert read_date("2026-03-05T00:00:00Z") == day
    assert read_date(" 2026-03-05T01:00+01:00 ") == day
    assert read_date("Thu, 05 Mar 2026 00:00:00 GMT") == day
    assert read_date("2026-03-05") == day + timedelta(days=1, microseconds=-1)
    assert read_date("2026-02") == read_date("2026-03-01T00:00Z")
    assert read_date("2025") == read_date("2026-01-01T00:00Z")
    assert read_date("Thu, 05 Mar 2026 00:00:00 +9999999999999999") is None
    assert [read_date(text) for text in (None, "", "yesterday", "2026-13-45")] == [None] * 4
