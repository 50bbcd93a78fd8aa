"""What a second run reports of a world that changed, and what it forgets: nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from tests.pipelines.steps.conftest import HOST, SLUG, Install, declare, link, page, programme
from tests.pipelines.steps.reading import read_source
from tests.pipelines.steps.running import NAMES, publish, run_both


def _change_the_world(site: Path) -> None:
    """Five change, three vanish, two appear, one moves; three stay as they were."""
    for name in NAMES[:5]:
        page(site, name, programme(f"Programme {name}", years=3))
    for name in NAMES[5:8]:
        (site / name).unlink()
    publish(site, "n1.html", "n2.html")
    shutil.move(site / NAMES[8], site / "elsewhere.html")
    (site / "_redirects").write_text(f"/{NAMES[8]} /elsewhere.html 301\n")


def test_five_change_three_vanish_two_appear_one_moves(site: Path, install: Install) -> None:
    publish(site, *NAMES)
    link(site, *NAMES)
    installation = install()
    assert run_both(installation) == {"new": 13}
    assert run_both(installation) == {"unchanged": 13}

    _change_the_world(site)
    link(site, *NAMES, "n1.html", "n2.html")
    # The front page is the sixth that changed: its list names two pages more.
    assert run_both(installation) == {
        "changed": 6,
        "gone": 3,
        "new": 2,
        "moved": 1,
        "unchanged": 3,
        "failed": 3,
    }
    assert run_both(installation) == {"unchanged": 12, "failed": 3}


def test_a_sitemap_reports_exactly_what_became_of_its_pages(site: Path, install: Install) -> None:
    """Five change, three vanish, two appear, one moves, one gets a new menu, two stay."""

    def list_them(*names: str) -> None:
        urls = "".join(f"<url><loc>https://{HOST}/{name}</loc></url>" for name in names)
        page(site, "sitemap.xml", f"<?xml version='1.0'?><urlset>{urls}</urlset>")

    installation = install(declare(kind="sitemap", url=f"https://{HOST}/sitemap.xml"))
    publish(site, *NAMES)
    list_them(*NAMES)
    assert run_both(installation) == {"new": 12}
    _change_the_world(site)
    html = (site / NAMES[9]).read_text()
    page(site, NAMES[9], html.replace("<main>", "<nav>Home</nav><main>"))
    list_them(*NAMES[:5], *NAMES[8:], "n1.html", "n2.html")
    told = {"changed": 5, "gone": 3, "new": 2, "moved": 1, "cosmetic": 1, "unchanged": 2}
    assert run_both(installation) == {**told, "failed": 3}


def test_a_changed_menu_is_no_change(site: Path, install: Install) -> None:
    publish(site, *NAMES[:3])
    link(site, *NAMES[:3])
    installation = install()
    run_both(installation)
    for name in NAMES[:3]:
        html = (site / name).read_text().replace("<main>", "<nav>Home | Contact</nav><main>")
        (site / name).write_text(html)
    assert run_both(installation) == {"cosmetic": 3, "unchanged": 1}


def test_feed_entries_become_documents_and_stay_when_the_feed_moves_on(
    site: Path, install: Install
) -> None:
    def feed(*names: str) -> None:
        items = "".join(f"<item><link>https://{HOST}/{name}</link></item>" for name in names)
        page(site, "feed.xml", f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>")

    for name in ("old.html", "new.html"):
        page(site, name, programme(name))
    feed("old.html")
    declared = declare(kind="feed", url=f"https://{HOST}/feed.xml")
    assert read_source(install, declared)[0]["new"] == 1
    feed("new.html")
    counts, _ = read_source(install, declared)
    assert (counts["new"], counts["present"]) == (1, 2)


def test_lost_archive_is_filled_again(site: Path, install: Install) -> None:
    publish(site, "a.html")
    link(site, "a.html")
    installation = install()
    fetch_pages(installation, SLUG)
    shutil.rmtree(installation.settings.archive_dir)
    counts = describe_documents(installation, SLUG)
    assert (counts["unreadable"], counts["present"]) == (2, 0)
    assert fetch_pages(installation, SLUG)["fetched"] == 2
    assert describe_documents(installation, SLUG)["new"] == 2
