"""What a second run reports of a world that changed, and what it forgets: nothing."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.crawl.revisit import CAP, FLOOR, due_at
from pipelines.dates import read_date
from pipelines.installation import Installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import SourceUnreachable, fetch_pages, known_pages
from practices_db.engine import catalogue_session
from practices_db.fetches import LOGGED
from practices_db.health import source_health
from practices_db.models import Document, DocumentText, Fetch, Issue, Run
from tests.pipelines.steps.conftest import HOST, SLUG, Install, declare, link, page, programme

TOLD = (
    *("new", "changed", "cosmetic", "unchanged", "gone", "moved", "back"),
    *("left_alone", "refused", "failed"),
)
NAMES = [f"p{number}.html" for number in range(12)]


def _run(installation: Installation) -> dict[str, int]:
    """The counts of both steps, added up as the summary does; those of what changed only."""
    counts = Counter(fetch_pages(installation, SLUG))
    counts.update(describe_documents(installation, SLUG))
    return {name: counts[name] for name in TOLD if counts[name]}


def _document(installation: Installation, path: str) -> tuple[Document, str]:
    query = select(Document, DocumentText.content).join(
        DocumentText, DocumentText.hash == Document.text_hash
    )
    with catalogue_session(installation.engine) as session:
        row = session.execute(query.where(Document.canonical_url == f"https://{HOST}/{path}")).one()
    return row[0], row[1]


def _publish(site: Path, *names: str) -> None:
    for name in names:
        page(site, name, programme(f"Programme {name}"))


def _change_the_world(site: Path) -> None:
    """Five change, three vanish, two appear, one moves; three stay as they were."""
    for name in NAMES[:5]:
        page(site, name, programme(f"Programme {name}", years=3))
    for name in NAMES[5:8]:
        (site / name).unlink()
    _publish(site, "n1.html", "n2.html")
    shutil.move(site / NAMES[8], site / "elsewhere.html")
    (site / "_redirects").write_text(f"/{NAMES[8]} /elsewhere.html 301\n")


def test_five_change_three_vanish_two_appear_one_moves(site: Path, install: Install) -> None:
    _publish(site, *NAMES)
    link(site, *NAMES)
    installation = install()
    assert _run(installation) == {"new": 13}
    assert _run(installation) == {"unchanged": 13}

    _change_the_world(site)
    link(site, *NAMES, "n1.html", "n2.html")
    # The front page is the sixth that changed: its list names two pages more.
    assert _run(installation) == {
        "changed": 6,
        "gone": 3,
        "new": 2,
        "moved": 1,
        "unchanged": 3,
        "failed": 3,
    }
    assert _run(installation) == {"unchanged": 12, "failed": 3}


def test_a_changed_menu_is_no_change(site: Path, install: Install) -> None:
    _publish(site, *NAMES[:3])
    link(site, *NAMES[:3])
    installation = install()
    _run(installation)
    for name in NAMES[:3]:
        html = (site / name).read_text().replace("<main>", "<nav>Home | Contact</nav><main>")
        (site / name).write_text(html)
    assert _run(installation) == {"cosmetic": 3, "unchanged": 1}


def test_vanished_unlinked_and_returning_pages(site: Path, install: Install) -> None:
    _publish(site, "kept.html", "gone.html", "unlinked.html")
    link(site, "kept.html", "gone.html", "unlinked.html")
    installation = install()
    _run(installation)
    link(site, "kept.html")
    (site / "gone.html").unlink()
    assert _run(installation)["gone"] == 1
    gone, text = _document(installation, "gone.html")
    assert gone.gone_on is not None
    assert "Programme gone.html is a mentoring programme" in text
    assert _document(installation, "unlinked.html")[0].gone_on is None

    assert "gone" not in _run(installation)  # once is enough, and it is not asked for again
    _publish(site, "gone.html")
    link(site, "kept.html", "gone.html")
    counts = _run(installation)
    assert ("gone" in counts, counts["back"]) == (False, 1)
    assert _document(installation, "gone.html")[0].gone_on is None


def test_what_may_pass_makes_nothing_gone(site: Path, install: Install) -> None:
    """A temporary redirect, and a site that answers nothing at all."""
    _publish(site, "a.html", "b.html")
    link(site, "a.html", "b.html")
    installation = install()
    _run(installation)
    (site / "a.html").unlink()
    (site / "_redirects").write_text("/a.html / 302\n")
    counts = _run(installation)
    assert ("gone" in counts, "moved" in counts) == (False, False)
    assert _document(installation, "a.html")[0].gone_on is None


@pytest.mark.parametrize("moved", [True, False], ids=["moved", "all 404"])
def test_where_no_page_answers_none_is_gone(site: Path, install: Install, moved: bool) -> None:
    """The site moved to a domain that the source does not declare, or its server lost its pages."""
    _publish(site, "a.html", "b.html")
    link(site, "a.html", "b.html")
    installation = install()
    _run(installation)
    kept = site.rename(site.with_name("kept"))
    site.mkdir()
    if moved:
        rules = [f"/{path} https://new.example/{path} 301" for path in ("", "a.html", "b.html")]
        (site / "_redirects").write_text("\n".join(rules))
    with pytest.raises(SourceUnreachable) as told:
        fetch_pages(installation, SLUG)
    assert ("https://new.example/" in told.value.message) is moved
    assert describe_documents(installation, SLUG)["present"] == 3
    shutil.rmtree(site)
    kept.rename(site)
    (site / "b.html").unlink()
    counts = _run(installation)
    assert (counts["unchanged"], counts["gone"], "new" in counts) == (2, 1, False)


def test_page_that_no_longer_wants_to_be_kept_goes(site: Path, install: Install) -> None:
    _publish(site, "a.html", "b.html", "c.html")
    link(site, "a.html", "b.html", "c.html")
    installation = install()
    _run(installation)
    for name, directive in (("a.html", "noindex"), ("b.html", "nosnippet")):
        html = (site / name).read_text()
        robots = f"<head><meta name=robots content={directive}>"
        (site / name).write_text(html.replace("<head>", robots))
    counts = _run(installation)
    assert (counts["refused"], counts["gone"]) == (2, 2)
    assert _document(installation, "a.html")[0].gone_on is not None
    with catalogue_session(installation.engine) as session:
        reasons = set(session.scalars(select(Issue.reason)))
    assert reasons == {"meta_noindex", "meta_nosnippet"}


def test_file_that_left_its_folder_is_gone(site: Path, tmp_path: Path, install: Install) -> None:
    _publish(site, "a.html", "b.html")
    installation = install(declare(kind="folder", url=str(site)))
    assert _run(installation) == {"new": 2}
    (site / "b.html").unlink()
    assert _run(installation) == {"unchanged": 1, "failed": 1, "gone": 1}
    (site / "a.html").rename(tmp_path / "a.html")  # an empty folder may be a disk not mounted
    with catalogue_session(installation.engine) as session:
        before = session.scalars(select(Document.gone_on)).all()
    with pytest.raises(SourceUnreachable, match="no page could be had"):
        fetch_pages(installation, SLUG)
    with catalogue_session(installation.engine) as session:
        assert session.scalars(select(Document.gone_on)).all() == before


def test_page_that_went_before_it_was_read_is_gone(site: Path, install: Install) -> None:
    """As after a run that was killed between the two steps."""
    _publish(site, "a.html", "b.html")
    link(site, "a.html", "b.html")
    installation = install()
    fetch_pages(installation, SLUG)
    (site / "b.html").unlink()
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    assert _document(installation, "a.html")[0].gone_on is None
    assert _document(installation, "b.html")[0].gone_on is not None


def test_lost_archive_is_filled_again(site: Path, install: Install) -> None:
    _publish(site, "a.html")
    link(site, "a.html")
    installation = install()
    fetch_pages(installation, SLUG)
    shutil.rmtree(installation.settings.archive_dir)
    counts = describe_documents(installation, SLUG)
    assert (counts["unreadable"], counts["present"]) == (2, 0)
    assert fetch_pages(installation, SLUG)["fetched"] == 2
    assert describe_documents(installation, SLUG)["new"] == 2


def test_page_that_is_back_with_its_old_body_is_back(site: Path, install: Install) -> None:
    """Its validators are known still, so the site answers 304."""
    _publish(site, "a.html", "b.html")
    link(site, "a.html", "b.html")
    kept = (site / "a.html").stat()
    installation = install()
    _run(installation)
    (site / "a.html").rename(site / "a.away")
    assert _run(installation)["gone"] == 1
    (site / "a.away").rename(site / "a.html")
    os.utime(site / "a.html", ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert _run(installation) == {"unchanged": 3, "back": 1}


def test_a_sitemap_reports_exactly_what_became_of_its_pages(site: Path, install: Install) -> None:
    """Five change, three vanish, two appear, one moves, one gets a new menu, two stay."""

    def list_them(*names: str) -> None:
        urls = "".join(f"<url><loc>https://{HOST}/{name}</loc></url>" for name in names)
        page(site, "sitemap.xml", f"<?xml version='1.0'?><urlset>{urls}</urlset>")

    installation = install(declare(kind="sitemap", url=f"https://{HOST}/sitemap.xml"))
    _publish(site, *NAMES)
    list_them(*NAMES)
    assert _run(installation) == {"new": 12}
    _change_the_world(site)
    html = (site / NAMES[9]).read_text()
    page(site, NAMES[9], html.replace("<main>", "<nav>Home</nav><main>"))
    list_them(*NAMES[:5], *NAMES[8:], "n1.html", "n2.html")
    told = {"changed": 5, "gone": 3, "new": 2, "moved": 1, "cosmetic": 1, "unchanged": 2}
    assert _run(installation) == {**told, "failed": 3}


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
        if _run(installation).get("left_alone", 0) == 0:
            asked.append(day)
    return asked


def test_page_that_rarely_changes_is_asked_for_more_seldom(site: Path, install: Install) -> None:
    _publish(site, "deep.html")
    page(site, "a.html", programme("A").replace("</main>", "<a href=/deep.html>x</a></main>"))
    link(site, "a.html")
    calendar = _Calendar()
    installation = install(clock=calendar)
    assert _run(installation) == {"new": 3}
    # A quarter of its age, from seven days on; never longer than ninety.
    asked = _runs(installation, calendar, 600)
    assert asked == [30, 60, 90, 120, 150, 210, 270, 360, 450, 540]
    calendar.at += timedelta(days=10)
    page(site, "a.html", programme("A", years=7))
    counts = _run(installation)
    assert counts["left_alone"] == 2
    # Its link is read from the archive; the page below it is not lost.
    assert _document(installation, "deep.html")[0].gone_on is None
    everything = replace(installation, everything=True)
    assert _run(everything) == {"changed": 1, "unchanged": 2}


def test_a_server_is_not_believed_for_ever_that_nothing_changed(
    site: Path, install: Install
) -> None:
    _publish(site, NAMES[0])
    link(site, NAMES[0])
    calendar = _Calendar()
    installation = replace(install(clock=calendar), everything=True)
    assert _run(installation) == {"new": 2}
    told = []
    for days in (1, 190, 1):
        calendar.at += timedelta(days=days)
        assert _run(installation) == {"unchanged": 2}
        told.append(_last_status(installation, NAMES[0]))
    assert told == [304, 200, 304]


@pytest.mark.parametrize(("same", "learned"), [(True, '"new"'), (False, None)])
def test_a_new_etag_of_the_same_body_is_learned(
    site: Path, install: Install, same: bool, learned: str | None
) -> None:
    """A server that is set up anew writes new ETags for old pages; those of another body are not
    those of the body that we hold."""
    _publish(site, NAMES[0])
    link(site, NAMES[0])
    calendar = _Calendar()
    installation = replace(install(clock=calendar), everything=True)
    _run(installation)
    url = f"https://{HOST}/{NAMES[0]}"
    with catalogue_session(installation.engine) as session:
        row = session.scalars(select(Fetch).where(Fetch.canonical_url == url)).one()
        told = {name: getattr(row, name) for name in LOGGED}
        told |= {"etag": '"new"', "sha256": row.sha256 if same else "0" * 64}
        session.add(Fetch(**told, run_id=row.run_id, outcome="unchanged", purpose="page"))
        source_id = session.get_one(Run, row.run_id).source_id
    with catalogue_session(installation.engine) as session:
        assert known_pages(session, source_id, installation)[url].etag == learned


def _last_status(installation: Installation, path: str) -> int | None:
    query = select(Fetch.status).where(Fetch.canonical_url == f"https://{HOST}/{path}")
    with catalogue_session(installation.engine) as session:
        return session.scalars(query.order_by(Fetch.id.desc())).first()


def test_sitemap_that_names_a_change_wakes_a_resting_page(site: Path, install: Install) -> None:
    def list_them(changed: str) -> None:
        entry = f"<url><loc>https://{HOST}/a.html</loc><lastmod>{changed}</lastmod></url>"
        page(site, "sitemap.xml", f"<?xml version='1.0'?><urlset>{entry}</urlset>")

    page(site, "robots.txt", f"Sitemap: https://{HOST}/sitemap.xml\n")
    _publish(site, "a.html")
    link(site, "a.html")
    list_them("2025-12-01")
    calendar = _Calendar()
    installation = install(clock=calendar)
    _run(installation)
    calendar.at += timedelta(days=200)
    _run(installation)
    calendar.at += timedelta(days=10)
    assert _run(installation)["left_alone"] == 1
    list_them(f"{calendar.at:%Y-%m-%dT%H:%M:%SZ}")
    page(site, "a.html", programme("Programme a.html", years=9))
    calendar.at += timedelta(days=10)
    assert _run(installation) == {"changed": 1, "unchanged": 1}


def test_clock_that_ran_ahead_and_was_set_back(site: Path, install: Install) -> None:
    """Nothing rests, and nothing looks fresh, because of days that never were."""
    _publish(site, "a.html")
    link(site, "a.html")
    calendar = _Calendar()
    installation = install(clock=calendar)
    _run(installation)
    calendar.at += timedelta(days=4000)
    assert _run(installation) == {"unchanged": 2}
    calendar.at -= timedelta(days=3990)
    with catalogue_session(installation.engine) as session:
        (health,) = source_health(session, calendar.at)
    assert health.state == "late"
    page(site, "a.html", programme("Programme a.html", years=9))
    assert _run(installation) == {"changed": 1, "unchanged": 1}
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
