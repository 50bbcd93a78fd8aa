"""When a page is gone, when it only seems so, and when it is back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import SourceUnreachable, fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, Issue
from tests.pipelines.steps.conftest import SLUG, Install, declare, link
from tests.pipelines.steps.running import document_at, publish, run_both


def test_vanished_unlinked_and_returning_pages(site: Path, install: Install) -> None:
    publish(site, "kept.html", "gone.html", "unlinked.html")
    link(site, "kept.html", "gone.html", "unlinked.html")
    installation = install()
    run_both(installation)
    link(site, "kept.html")
    (site / "gone.html").unlink()
    assert run_both(installation)["gone"] == 1
    gone, text = document_at(installation, "gone.html")
    assert gone.gone_on is not None
    assert "Programme gone.html is a mentoring programme" in text
    assert document_at(installation, "unlinked.html")[0].gone_on is None

    assert "gone" not in run_both(installation)  # once is enough, and it is not asked for again
    publish(site, "gone.html")
    link(site, "kept.html", "gone.html")
    counts = run_both(installation)
    assert ("gone" in counts, counts["back"]) == (False, 1)
    assert document_at(installation, "gone.html")[0].gone_on is None


def test_page_that_is_back_with_its_old_body_is_back(site: Path, install: Install) -> None:
    """Its validators are known still, so the site answers 304."""
    publish(site, "a.html", "b.html")
    link(site, "a.html", "b.html")
    kept = (site / "a.html").stat()
    installation = install()
    run_both(installation)
    (site / "a.html").rename(site / "a.away")
    assert run_both(installation)["gone"] == 1
    (site / "a.away").rename(site / "a.html")
    os.utime(site / "a.html", ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert run_both(installation) == {"unchanged": 3, "back": 1}


def test_page_that_went_before_it_was_read_is_gone(site: Path, install: Install) -> None:
    """As after a run that was killed between the two steps."""
    publish(site, "a.html", "b.html")
    link(site, "a.html", "b.html")
    installation = install()
    fetch_pages(installation, SLUG)
    (site / "b.html").unlink()
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    assert document_at(installation, "a.html")[0].gone_on is None
    assert document_at(installation, "b.html")[0].gone_on is not None


def test_page_that_no_longer_wants_to_be_kept_goes(site: Path, install: Install) -> None:
    publish(site, "a.html", "b.html", "c.html")
    link(site, "a.html", "b.html", "c.html")
    installation = install()
    run_both(installation)
    for name, directive in (("a.html", "noindex"), ("b.html", "nosnippet")):
        html = (site / name).read_text()
        robots = f"<head><meta name=robots content={directive}>"
        (site / name).write_text(html.replace("<head>", robots))
    counts = run_both(installation)
    assert (counts["refused"], counts["gone"]) == (2, 2)
    assert document_at(installation, "a.html")[0].gone_on is not None
    with catalogue_session(installation.engine) as session:
        reasons = set(session.scalars(select(Issue.reason)))
    assert reasons == {"meta_noindex", "meta_nosnippet"}


def test_file_that_left_its_folder_is_gone(site: Path, tmp_path: Path, install: Install) -> None:
    publish(site, "a.html", "b.html")
    installation = install(declare(kind="folder", url=str(site)))
    assert run_both(installation) == {"new": 2}
    (site / "b.html").unlink()
    assert run_both(installation) == {"unchanged": 1, "failed": 1, "gone": 1}
    (site / "a.html").rename(tmp_path / "a.html")  # an empty folder may be a disk not mounted
    with catalogue_session(installation.engine) as session:
        before = session.scalars(select(Document.gone_on)).all()
    with pytest.raises(SourceUnreachable, match="no page could be had"):
        fetch_pages(installation, SLUG)
    with catalogue_session(installation.engine) as session:
        assert session.scalars(select(Document.gone_on)).all() == before


def test_what_may_pass_makes_nothing_gone(site: Path, install: Install) -> None:
    """A temporary redirect, and a site that answers nothing at all."""
    publish(site, "a.html", "b.html")
    link(site, "a.html", "b.html")
    installation = install()
    run_both(installation)
    (site / "a.html").unlink()
    (site / "_redirects").write_text("/a.html / 302\n")
    counts = run_both(installation)
    assert ("gone" in counts, "moved" in counts) == (False, False)
    assert document_at(installation, "a.html")[0].gone_on is None


@pytest.mark.parametrize("moved", [True, False], ids=["moved", "all 404"])
def test_where_no_page_answers_none_is_gone(site: Path, install: Install, moved: bool) -> None:
    """The site moved to a domain that the source does not declare, or its server lost its pages."""
    publish(site, "a.html", "b.html")
    link(site, "a.html", "b.html")
    installation = install()
    run_both(installation)
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
    counts = run_both(installation)
    assert (counts["unchanged"], counts["gone"], "new" in counts) == (2, 1, False)
