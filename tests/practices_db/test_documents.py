"""Documents: what changed is told apart, and no text that was once read is lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from practices_db.documents import Change, mark_gone, store_document
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText, Revision
from practices_db.sightings import held_documents, mark_seen, met_at
from tests.conftest import NOW
from tests.practices_db.sample import TEXT, add_source, page


def test_every_kind_of_change_is_told_apart(catalogue: Engine) -> None:
    days = [NOW + timedelta(days=n) for n in range(5)]
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        seen = [store_document(session, source, page(), days[0])[1]]
        seen.append(store_document(session, source, page(), days[1])[1])
        seen.append(store_document(session, source, page(TEXT + " New."), days[2])[1])
        assert mark_gone(session, source, ["https://ghent.example/mentors"], days[3]) == 1
        assert mark_gone(session, source, ["https://ghent.example/mentors"], days[4]) == 0
        seen.append(store_document(session, source, page(TEXT + " New."), days[4])[1])
    assert seen == [Change.NEW, Change.UNCHANGED, Change.CHANGED, Change.BACK]


def test_old_texts_and_the_day_of_going_are_kept(catalogue: Engine) -> None:
    later = NOW + timedelta(days=9)
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        store_document(session, source, page(), NOW)
        store_document(session, source, page("Other words."), later)
        mark_gone(session, source, ["https://ghent.example/mentors"], later)
    with catalogue_session(catalogue) as session:
        assert set(session.scalars(select(DocumentText.content))) == {TEXT, "Other words."}
        assert session.scalars(select(Document.gone_on)).one() == later
        assert len(session.scalars(select(Revision)).all()) == 2


def _meet(session: Session, source: int, url: str, at: datetime) -> int:
    """Note that what lies there was met again; how many documents that is."""
    met = met_at(held_documents(session, source), url, unchanged=True)
    mark_seen(session, [(one, at) for one in met])
    return len(met)


def test_an_unchanged_answer_renews_the_date(catalogue: Engine) -> None:
    later = NOW + timedelta(days=9)
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        store_document(session, source, page(), NOW)
        assert _meet(session, source, "https://ghent.example/mentors", later) == 1
        assert _meet(session, source, "https://ghent.example/ment", later) == 0
    with catalogue_session(catalogue) as session:
        assert session.scalars(select(Document.last_seen)).one() == later
        assert session.scalars(select(Revision.last_seen)).one() == later


def test_rows_that_left_a_file_do_not_come_back_with_it(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        for row in "ab":
            store_document(session, source, page(url=f"https://x.example/f.csv#{row}"), NOW)
        mark_gone(session, source, ["https://x.example/f.csv#a"], NOW)
        assert _meet(session, source, "https://x.example/f.csv", NOW) == 1


def test_entries_come_back_with_the_page_that_they_left_with(catalogue: Engine) -> None:
    later = NOW + timedelta(days=9)
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        for part in ("", "#a", "#b"):
            store_document(session, source, page(url=f"https://x.example/list{part}"), NOW)
        mark_gone(session, source, ["https://x.example/list#a"], NOW)
        mark_gone(session, source, ["https://x.example/list"], later)
        assert _meet(session, source, "https://x.example/list", later) == 2
    with catalogue_session(catalogue) as session:
        gone = session.scalars(select(Document.canonical_url).where(Document.gone_on.is_not(None)))
        assert gone.all() == ["https://x.example/list#a"]
