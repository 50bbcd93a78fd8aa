"""A document that stands at another address now is the same one, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, select

from practices_db.documents import Change, mark_gone, store_document
from practices_db.engine import catalogue_session
from practices_db.models import Document, Revision
from practices_db.moves import former_addresses, left_addresses
from tests.conftest import NOW
from tests.practices_db.sample import TEXT, add_source, page

OLD, NEW = "https://ghent.example/old", "https://ghent.example/new"
LATER = NOW + timedelta(days=30)


def test_a_document_follows_its_page(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        first, _ = store_document(session, source, page(url=OLD), NOW)
        moved, change = store_document(session, source, page(f"{TEXT} New.", NEW), LATER, [OLD])
        assert (moved.id, change, moved.first_seen) == (first.id, Change.MOVED, NOW)
        assert former_addresses(moved) == [(OLD, LATER.date())]
        store_document(session, source, page(f"{TEXT} Newer.", NEW), LATER)
    with catalogue_session(catalogue) as session:
        assert left_addresses(session, source) == {OLD: LATER.date()}
        assert session.scalars(select(Document.canonical_url)).all() == [NEW]
        assert len(session.scalars(select(Revision)).all()) == 3


def test_the_very_text_of_a_page_that_is_gone_is_that_page(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        first, _ = store_document(session, source, page(url=OLD), NOW)
        other, change = store_document(session, source, page(url=NEW), NOW)
        assert (other.id == first.id, change) == (False, Change.NEW)
        mark_gone(session, source, [OLD], LATER)
        third, change = store_document(session, source, page(url=f"{NEW}er"), LATER)
        assert (third.id, change, third.gone_on) == (first.id, Change.MOVED, None)


def test_of_several_that_lead_to_one_title_or_text_tells_which(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        store_document(session, source, page("Other words of old.", OLD), NOW)
        second, _ = store_document(session, source, page(url=f"{OLD}er"), NOW)
        for document in session.scalars(select(Document)):
            document.title = f"Was {document.id}"
        moved, _ = store_document(session, source, page(url=NEW), LATER, [OLD, f"{OLD}er"])
        assert moved.id == second.id
        third = replace(page("Third.", f"{NEW}er"), title="Of its own")
        _, change = store_document(session, source, third, LATER, [OLD, NEW])
        assert change is Change.NEW


def test_a_front_page_is_no_programme_that_ended(catalogue: Engine) -> None:
    """Sites lead there what they have no more; only where text or title say so, it moved."""
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        first, _ = store_document(session, source, page(url=OLD), NOW)
        for path in ("", "nl", "pt-br/"):
            front = replace(page("All our work.", f"https://ghent.example/{path}"), title="Home")
            assert store_document(session, source, front, LATER, [OLD])[1] is Change.NEW
        own = page("All our work, anew.", "https://ghent.example/en/")
        assert store_document(session, source, own, LATER, [OLD])[0].id == first.id
