"""What a second run reports of a world that changed, and what it forgets: nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import select

from pipelines.installation import Installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Issue
from tests.pipelines.steps.conftest import HOST, SLUG, Install, declare, link, page, programme

NAMES = [f"p{number}.html" for number in range(12)]


def _run(installation: Installation) -> dict[str, int]:
    """The counts of both steps; those of what changed only."""
    counts = {**fetch_pages(installation, SLUG), **describe_documents(installation, SLUG)}
    told = ("new", "changed", "unchanged", "gone", "moved", "back", "refused", "failed")
    return {name: counts[name] for name in told if counts.get(name)}


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


def test_five_change_three_vanish_two_appear_one_moves(site: Path, install: Install) -> None:
    _publish(site, *NAMES)
    link(site, *NAMES)
    installation = install()
    assert _run(installation) == {"new": 13}
    assert _run(installation) == {"unchanged": 13}

    for name in NAMES[:5]:
        page(site, name, programme(f"Programme {name}", years=3))
    for name in NAMES[5:8]:
        (site / name).unlink()
    _publish(site, "n1.html", "n2.html")
    shutil.move(site / NAMES[8], site / "elsewhere.html")
    (site / "_redirects").write_text(f"/{NAMES[8]} /elsewhere.html 301\n")
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
    counts = describe_documents(installation, SLUG) if fetch_pages(installation, SLUG) else {}
    assert counts["unchanged"] == 3
    assert "changed" not in counts


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
    assert "gone" not in _run(installation)
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
    try:
        fetch_pages(installation, SLUG)
    except Exception as error:
        assert "no page could be had" in str(error)
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
