"""A list page's programmes in the catalogue: each with its name, its address and its words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.installation import Installation
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from pipelines.steps.practices import build_practices
from practices_db.audit import find_loose_quotes
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Issue, Practice, PracticeDocument, Statement
from tests.pipelines.steps.conftest import HOST, SLUG, Install, page, programme

LIST = f"https://{HOST}/list.html"
ENTRIES = {
    "Northern Lights": "https://lights.example/programme",
    "Two Bridges": "https://bridges.example/",
    "Own House": f"https://{HOST}/own.html",
}
SAYS = {
    "Northern Lights": "Retired professionals mentor young refugees in Tromsø every week.",
    "Two Bridges": "Students mentor pupils from migrant families for one school year.",
    "Own House": "Mentors for newcomers, one evening a week, for half a year.",
}


def write_list(site: Path, *names: str) -> None:
    items = "".join(
        f"<li><a href='{ENTRIES[name]}'>{name}</a><br>{SAYS[name]}</li>" for name in names
    )
    page(
        site,
        "list.html",
        "<html><head><title>Mentoring programmes</title></head><body><main>"
        f"<h1>Mentoring programmes in our region</h1><ul>{items}</ul></main></body></html>",
    )


def run(installation: Installation) -> dict[str, int]:
    return {
        **fetch_pages(installation, SLUG),
        **describe_documents(installation, SLUG),
        **build_practices(installation),
    }


def entries(session: Session) -> Sequence[Document]:
    query = select(Document).where(Document.kind == "entry").order_by(Document.canonical_url)
    return session.scalars(query).all()


def publish(site: Path) -> None:
    page(
        site,
        "index.html",
        "<html><title>Home</title><h1>Home</h1><a href='/list.html'>Programmes</a> "
        "<a href='/own.html'>Own House</a></html>",
    )
    page(site, "own.html", programme("Own House"))
    write_list(site, *ENTRIES)


def test_entries_become_practices_with_quotes_of_the_list_page(
    site: Path, install: Install
) -> None:
    publish(site)
    installation = install()
    assert run(installation)["listed"] == 3
    with catalogue_session(installation.engine) as session:
        texts = {d.canonical_url: text for d, text in session.execute(
            select(Document, DocumentText.content)
            .join(DocumentText, DocumentText.hash == Document.text_hash)
        )}  # fmt: skip
        for entry in entries(session):
            assert entry.about["listed_on"] == LIST
            text, start = texts[entry.canonical_url], entry.about["starts"]
            assert texts[LIST][start : start + len(text)] == text
        lights = session.scalars(select(Practice).where(Practice.name == "Northern Lights")).one()
        assert lights.url == ENTRIES["Northern Lights"]
        said = session.scalars(select(Statement).where(Statement.practice_id == lights.id)).all()
        assert {"retired_professionals"} <= {one.value for one in said}
        entry = texts[f"{LIST}#northern-lights"]
        assert [one.quote for one in said if one.quote not in entry] == []
        assert find_loose_quotes(session) == []


def test_an_entry_joins_the_page_that_it_leads_to(site: Path, install: Install) -> None:
    publish(site)
    installation = install()
    run(installation)
    with catalogue_session(installation.engine) as session:
        own = session.scalars(select(Practice).where(Practice.name == "Own House")).one()
        assert own.url == ENTRIES["Own House"]
        members = session.execute(
            select(Document.canonical_url, PracticeDocument.role, PracticeDocument.reason)
            .join(PracticeDocument, PracticeDocument.document_id == Document.id)
            .where(PracticeDocument.practice_id == own.id)
        ).all()
        assert {url: role for url, role, _ in members} == {
            f"https://{HOST}/own.html": "own_page",
            f"{LIST}#own-house": "own_page",
        }
        assert any(reason == f"{LIST} leads to it" for _, _, reason in members)


def test_an_entry_that_leaves_its_list_is_gone_and_kept(site: Path, install: Install) -> None:
    publish(site)
    installation = install()
    run(installation)
    write_list(site, "Northern Lights", "Own House")
    run(installation)
    with catalogue_session(installation.engine) as session:
        gone = {d.title for d in entries(session) if d.gone_on}
        assert gone == {"Two Bridges"}
        bridges = session.scalars(select(Practice).where(Practice.name == "Two Bridges")).one()
        assert bridges.gone_on is not None


def test_entries_go_and_come_back_with_their_list(site: Path, install: Install) -> None:
    publish(site)
    installation = install()
    run(installation)
    body = (site / "list.html").read_text()
    write_list(site, "Northern Lights", "Own House")
    run(installation)
    shorter = (site / "list.html").read_text()
    assert shorter != body
    (site / "list.html").unlink()
    run(installation)
    with catalogue_session(installation.engine) as session:
        assert all(entry.gone_on for entry in entries(session))
        assert not session.scalars(select(Issue).where(Issue.url.contains("#"))).all()
    (site / "list.html").write_text(shorter)
    run(installation)
    with catalogue_session(installation.engine) as session:
        assert {d.title for d in entries(session) if not d.gone_on} == {
            "Northern Lights",
            "Own House",
        }


def test_news_and_links_of_the_house_are_no_programmes(site: Path, install: Install) -> None:
    publish(site)
    body = (site / "list.html").read_text()
    more = (
        "<li><a href='/news/2024/05/award'>Prize for our mentors</a><br>The jury said that the"
        " mentors were the best it had met in all the years.</li>"
        "<li><a href='/privacy'>Privacy policy of the mentoring network</a><br>What we keep of you"
        " and for how long, and whom to write to when you want it deleted.</li>"
        "<li><a href='/about-us'>About us</a></li></ul>"
    )
    (site / "list.html").write_text(body.replace("</ul>", more))
    installation = install()
    assert run(installation)["listed"] == 3
    with catalogue_session(installation.engine) as session:
        assert {entry.title for entry in entries(session)} == set(ENTRIES)


def test_a_page_about_a_programme_elsewhere_is_joined_by_its_address(
    site: Path, install: Install
) -> None:
    """As in a directory that has a page of its own for each programme of somebody else."""
    publish(site)
    about = programme("A mentoring programme").replace(
        "<h1>A mentoring programme</h1>",
        f"<h1><a href='{ENTRIES['Northern Lights']}'>A mentoring programme</a></h1>",
    )
    page(site, "about.html", about)
    link = "<a href='/about.html'>more</a><a href='/own.html'>"
    (site / "index.html").write_text(
        (site / "index.html").read_text().replace("<a href='/own.html'>", link)
    )
    installation = install()
    run(installation)
    with catalogue_session(installation.engine) as session:
        url = ENTRIES["Northern Lights"]
        practice = session.scalars(select(Practice).where(Practice.url == url)).one()
        roles = session.execute(
            select(Document.canonical_url, PracticeDocument.role)
            .join(PracticeDocument, PracticeDocument.document_id == Document.id)
            .where(PracticeDocument.practice_id == practice.id)
        ).all()
        assert {tuple(row) for row in roles} == {
            (f"https://{HOST}/about.html", "third_party"),
            (f"{LIST}#northern-lights", "third_party"),
        }
