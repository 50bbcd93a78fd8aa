"""Copies within a source, and what an archived answer tells besides its body."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.crawl.archive import Archive, read_response
from pipelines.crawl.outcome import Fetched, Outcome
from pipelines.describe import Description, describe
from pipelines.installation import Installation, StoppedByHand
from pipelines.steps import originals
from pipelines.steps.documents import describe_documents
from pipelines.steps.grouping import group_documents
from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, Practice
from tests.pipelines.steps.conftest import HOST, SLUG, Install, link, page, programme


def _verdicts(installation: Installation) -> dict[str, tuple[str, str]]:
    fetch_pages(installation, SLUG)
    describe_documents(installation, SLUG)
    with catalogue_session(installation.engine) as session:
        present = session.scalars(select(Document).where(Document.gone_on.is_(None)))
        return {
            document.canonical_url.rsplit("/", 1)[-1]: (document.verdict, document.verdict_reason)
            for document in present
        }


def test_a_copy_is_kept_but_speaks_only_when_its_original_is_gone(
    site: Path, install: Install
) -> None:
    page(site, "bridge.html", programme("Bridge"))
    printed = programme("Bridge").replace("</main>", "<p>Printed.</p></main>")
    page(site, "bridge-print.html", printed)
    page(site, "harbour.html", programme("Harbour"))
    link(site, "bridge.html", "bridge-print.html", "harbour.html")
    installation = install()
    found = _verdicts(installation)
    assert found["bridge.html"][0] == found["harbour.html"][0] == "programme"
    assert found["bridge-print.html"] == ("other", f"same text as https://{HOST}/bridge.html")
    assert _verdicts(installation) == found

    (site / "bridge.html").unlink()
    later = _verdicts(installation)
    assert "bridge.html" not in later
    assert later["bridge-print.html"][0] == "programme"


@pytest.mark.parametrize("at", range(5))
def test_a_stop_at_any_point_of_reading_leaves_no_copy_unmarked(
    site: Path, install: Install, at: int
) -> None:
    for name in ("bridge.html", "bridge-print.html", "harbour.html"):
        page(site, name, programme(name.split("-")[0].removesuffix(".html").title()))
    link(site, "bridge.html", "bridge-print.html", "harbour.html")
    installation = install()
    fetch_pages(installation, SLUG)
    told = count()

    def stop(_step: str, _done: int, _total: int | None) -> None:
        if next(told) == at:
            raise StoppedByHand("Stopped.")

    with pytest.raises(StoppedByHand):
        describe_documents(replace(installation, progress=stop), SLUG)
    reason = _verdicts(installation)["bridge-print.html"][1]
    assert reason == f"same text as https://{HOST}/bridge.html"


def test_headers_come_back_with_the_body_and_are_heeded(tmp_path: Path) -> None:
    html = programme("Bridge").encode()
    answer = Fetched(
        url="https://x.example/",
        canonical_url="https://x.example/",
        requested_at=datetime(2026, 1, 2, tzinfo=UTC),
        outcome=Outcome.STORED,
        status=200,
        headers={"content-type": "text/html", "x-robots-tag": "noindex"},
        body=html,
    )
    with Archive(tmp_path, "s") as archive:
        kept = archive.append(answer)
    read = read_response(tmp_path / str(kept.archive_file), kept.archive_offset or 0)
    assert read.body == html
    found = describe(read.body, None, read.url, read.headers)
    assert isinstance(found, Description)
    assert found.noindex


def test_a_page_that_now_says_not_found_is_gone_and_kept(site: Path, install: Install) -> None:
    """A server that answers 200 for pages that it no longer has."""
    page(site, "bridge.html", programme("Bridge"))
    link(site, "bridge.html")
    installation = install()
    assert "bridge.html" in _verdicts(installation)
    page(site, "bridge.html", "<title>Page not found</title><h1>Page not found</h1><p>Sorry.</p>")
    assert "bridge.html" not in _verdicts(installation)
    with catalogue_session(installation.engine) as session:
        kept = session.scalars(select(Document).where(Document.title == "Bridge")).one()
        assert kept.gone_on is not None


def _naming(html: str, canonical: str) -> str:
    return html.replace("</head>", f"<link rel=canonical href='{canonical}'></head>")


def test_a_page_that_names_another_as_the_real_one(site: Path, install: Install) -> None:
    """It is believed where that page says the same, and nowhere else."""
    front = f"https://{HOST}/"
    page(site, "bridge.html", _naming(programme("Bridge"), f"{front}bridge.html?utm_source=x"))
    printed = programme("Bridge").replace("</main>", "<p>Printed on a Monday.</p></main>")
    page(site, "bridge-print.html", _naming(printed, f"{front}bridge.html"))
    page(site, "harbour.html", _naming(programme("Harbour"), front))  # as all pages of a template
    page(site, "quay.html", _naming(programme("Quay"), f"{front}lost.html"))
    page(site, "mill.html", _naming(programme("Mill"), f"{front}weir.html"))
    page(site, "weir.html", _naming(programme("Weir"), f"{front}mill.html"))
    page(site, "pier.html", _naming(programme("Pier"), "https://elsewhere.example/pier"))
    names = ("bridge", "bridge-print", "harbour", "quay", "mill", "weir", "pier")
    link(site, *(f"{name}.html" for name in names))
    found = _verdicts(install())
    assert "bridge-print.html" not in found
    kept = {name: found[f"{name}.html"][0] for name in names if name != "bridge-print"}
    assert kept == dict.fromkeys(kept, "programme")


def test_a_template_that_names_one_programme_on_every_page_loses_none(
    site: Path, install: Install
) -> None:
    """Pages of one template share most of their words, and each has a title of its own."""
    for name in ("Mill", "Weir", "Pier"):
        page(site, f"{name}.html", _naming(programme(name), f"https://{HOST}/Mill.html"))
    printed = programme("Mill").replace("<title>", "<title>Print view: ")
    page(site, "print.html", _naming(printed, f"https://{HOST}/Mill.html"))
    link(site, "Mill.html", "Weir.html", "Pier.html", "print.html")
    found = _verdicts(install())
    assert {name for name, (verdict, _) in found.items() if verdict == "programme"} == {
        "Mill.html", "Weir.html", "Pier.html",
    }  # fmt: skip
    assert "print.html" not in found


def test_a_page_that_says_much_more_than_the_one_it_names_is_kept(
    site: Path, install: Install
) -> None:
    """As where all parts of an article in pages name the first one, or a view of the whole does."""
    more = "".join(
        f"<p>Group {at} of mentors meets on day {at} of the month.</p>" for at in "abcdefghij"
    )
    whole = programme("Mill").replace("</main>", f"{more}</main>")
    page(site, "whole.html", _naming(whole, f"https://{HOST}/mill.html"))
    page(site, "mill.html", programme("Mill"))
    link(site, "mill.html", "whole.html")
    installation = install()
    assert _verdicts(installation)["whole.html"][0] == "programme"
    group_documents(installation)
    with catalogue_session(installation.engine) as session:
        assert len(session.scalars(select(Practice)).all()) == 1


def test_two_copies_that_name_one_another_leave_one(site: Path, install: Install) -> None:
    for name, other in (("mill", "weir"), ("weir", "mill")):
        page(site, f"{name}.html", _naming(programme("Mill"), f"https://{HOST}/{other}.html"))
    link(site, "mill.html", "weir.html")
    found = _verdicts(install())
    assert found["mill.html"][0] == "programme"
    assert found["weir.html"] == ("other", f"same text as https://{HOST}/mill.html")


@pytest.mark.parametrize("leaves", ["is gone", "moved there", "says another thing"])
def test_a_page_speaks_for_itself_once_the_real_one_does_not(
    site: Path, install: Install, leaves: str
) -> None:
    page(site, "bridge.html", programme("Bridge"))
    page(site, "copy.html", _naming(programme("Bridge"), f"https://{HOST}/bridge.html"))
    link(site, "bridge.html", "copy.html")
    installation = install()
    assert "copy.html" not in _verdicts(installation)
    assert "copy.html" not in _verdicts(installation)
    (site / "bridge.html").unlink()
    if leaves == "moved there":
        (site / "_redirects").write_text("/bridge.html /copy.html 301\n")
    if leaves == "says another thing":
        told = "".join(f"<p>In {year} we told of the harvest of {year}." for year in range(30))
        page(site, "bridge.html", f"<title>Harvests</title><h1>Harvests</h1>{told}")
    found = _verdicts(installation)
    assert found["copy.html"][0] == "programme"
    assert _verdicts(installation) == found


def test_a_page_that_names_its_old_address_is_kept(site: Path, install: Install) -> None:
    """Who moves a page often forgets what it says of its own address."""
    page(site, "old.html", programme("Bridge"))
    link(site, "old.html")
    installation = install()
    assert _verdicts(installation)["old.html"][0] == "programme"
    (site / "old.html").unlink()
    (site / "_redirects").write_text("/old.html /new.html 301\n")
    page(site, "new.html", _naming(programme("Bridge"), f"https://{HOST}/old.html"))
    link(site, "new.html")
    found = _verdicts(installation)
    assert "old.html" not in found
    assert found["new.html"][0] == "programme"


def test_a_practice_stays_where_another_of_two_copies_is_the_original(
    site: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when an earlier version took the print view for the page itself."""
    page(site, "print/b.html", programme("Bridge"))
    page(site, "programmes/bridge.html", programme("Bridge"))
    link(site, "print/b.html", "programmes/bridge.html")
    installation = install()
    with monkeypatch.context() as earlier:
        earlier.setattr("pipelines.screen.duplicates.is_byway", lambda url: False)
        earlier.setattr("pipelines.steps.documents.METHOD", "earlier")
        assert _verdicts(installation)["b.html"][0] == "programme"
        group_documents(installation)
    assert _verdicts(installation)["bridge.html"][0] == "programme"
    group_documents(installation)
    with catalogue_session(installation.engine) as session:
        (practice,) = session.scalars(select(Practice)).all()
        assert (practice.gone_on, practice.url) == (None, f"https://{HOST}/programmes/bridge.html")


@pytest.mark.parametrize(
    ("title", "longer", "set_aside"),
    [
        ("The Bridge", 6.0, True),
        ("Mill - The Bridge", 1.2, True),
        ("Mill - The Bridge", 6.0, False),
    ],
)
def test_a_front_page_with_a_piece_of_each_page_is_none_of_them(
    title: str, longer: float, set_aside: bool
) -> None:
    """The name of a site stands in the titles of its pages; a print view is about as long."""
    own = frozenset(range(100))
    front = frozenset(range(30, 30 + round(100 * longer)))
    assert originals.alike(own, front, title, "The Bridge") is set_aside
