"""Practices: slugs stay, documents move between them, statements follow, nothing is deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from practices_db.documents import store_document
from practices_db.engine import catalogue_session
from practices_db.errors import EmptyCatalogue, NotFound
from practices_db.models import Practice, Statement
from practices_db.practices import Membership, NewPractice, find_practice, store_practices
from practices_db.statements import MACHINE, record_claims, record_readings, unread_documents
from practices_db.view import State, current_views
from tests.conftest import NOW
from tests.practices_db.sample import add_source, claim, page

LATER = NOW + timedelta(days=30)


def practice(slug: str, *documents: int) -> NewPractice:
    members = tuple(Membership(d, "own_page", "same name", 1.0) for d in documents)
    return NewPractice(slug, slug.title(), "City", "https://x.example/", "BE", "", "", "", members)


def add_pages(session: Session, count: int) -> list[int]:
    source = add_source(session).id
    urls = [f"https://ghent.example/{n}" for n in range(count)]
    return [store_document(session, source, page(url=url), NOW)[0].id for url in urls]


def test_slugs_stay_when_groups_change(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        first, second = add_pages(session, 2)
        done = store_practices(session, [practice("a", first), practice("b", second)], NOW)
        assert (done.new, done.kept, done.gone) == (2, 0, 0)
        joined = store_practices(session, [practice("new-name", first, second)], LATER)
        assert (joined.new, joined.kept, joined.merged, joined.gone) == (0, 1, 1, 0)
        assert find_practice(session, "b").slug == "a"
        again = store_practices(session, [practice("a", first), practice("b", second)], LATER)
        assert (again.new, again.kept, again.gone) == (0, 2, 0)
    with catalogue_session(catalogue) as session:
        assert sorted(session.scalars(select(Practice.slug))) == ["a", "b"]
        assert set(session.scalars(select(Practice.gone_on))) == {None}
        assert find_practice(session, "b").slug == "b"


def test_equal_names_get_slugs_of_their_own(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        first, second = add_pages(session, 2)
        store_practices(session, [practice("a", first), practice("a", second)], NOW)
        assert sorted(session.scalars(select(Practice.slug))) == ["a", "a-2"]


def test_an_unknown_slug_names_near_ones(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        store_practices(session, [practice("duo-for-a-job", *add_pages(session, 1))], NOW)
        for typed in ("duo", "duo-for-a-jbo", "DUO for a JOB", "duo-fora-job"):
            with pytest.raises(NotFound, match="mean duo-for-a-job"):
                find_practice(session, typed)
        for strange in ("zebra", "", "?!", "x" * 5_000):
            with pytest.raises(NotFound, match="finds slugs"):
                find_practice(session, strange)


def test_in_an_empty_catalogue_no_slug_is_called_unknown(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session, pytest.raises(EmptyCatalogue, match="run"):
        find_practice(session, "duo-for-a-job")


def test_unknown_is_a_value_of_every_facet(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        document, _ = store_document(session, source, page(), NOW)
        claims = [
            claim("target_group", "refugees", "refugees"),
            claim("mentor_type", "retired_professionals", "Retired bakers", confidence=0.2),
        ]
        record_claims(session, document, claims, replacing=MACHINE, at=NOW)
        facets = ["target_group", "mentor_type", "funding_model"]
        record_readings(session, document, facets, reader="machine", method="test", at=NOW)
        store_practices(session, [practice("a", document.id)], NOW)
        (views,) = current_views(session).values()
    assert views["target_group"].state is State.STATED
    assert views["target_group"].values[0].supports[0].quote == "refugees"
    assert views["mentor_type"].state is State.NOT_STATED  # unsure: waits for review
    assert views["mentor_type"].pending[0].value == "retired_professionals"
    assert views["funding_model"].state is State.NOT_STATED
    assert views["goal"].state is State.NOT_ASSESSED


def test_a_facet_that_a_later_reading_could_not_assess_is_not_assessed(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        document, _ = store_document(session, source, page(), NOW)
        unsure = claim("mentor_type", "retired_professionals", "Retired bakers", confidence=0.2)
        record_claims(session, document, [unsure], replacing=MACHINE, at=NOW)
        before = ["mentor_type", "goal"]
        record_readings(session, document, before, reader="machine", method="one", at=NOW)
        record_readings(session, document, ["format"], reader="machine", method="two", at=LATER)
        store_practices(session, [practice("a", document.id)], NOW)
        (views,) = current_views(session).values()
    assert views["format"].state is State.NOT_STATED
    assert views["goal"].state is State.NOT_ASSESSED
    assert views["mentor_type"].state is State.NOT_ASSESSED
    assert [value.value for value in views["mentor_type"].pending] == ["retired_professionals"]


def test_a_text_of_which_nothing_could_be_assessed_is_not_read_again(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        document, _ = store_document(session, source, page(), NOW)
        record_readings(session, document, ["goal"], reader="machine", method="one", at=NOW)
        assert unread_documents(session, [document.verdict], "two") == [document.id]
        record_readings(session, document, [], reader="machine", method="two", at=LATER)
        assert unread_documents(session, [document.verdict], "two") == []
        store_practices(session, [practice("a", document.id)], NOW)
        (views,) = current_views(session).values()
    assert {view.state for view in views.values()} == {State.NOT_ASSESSED}


def test_statements_follow_their_document(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        document, _ = store_document(session, source, page(), NOW)
        found = [claim("target_group", "refugees", "refugees")]
        record_claims(session, document, found, replacing=MACHINE, at=NOW)
        store_practices(session, [practice("a", document.id)], NOW)
        owner = find_practice(session, "a").id
    with catalogue_session(catalogue) as session:
        assert session.scalars(select(Statement.practice_id)).one() == owner
