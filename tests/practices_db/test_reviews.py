"""What people say of statements: recorded beside them, counted in the view, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from practices_db.decisions import Coder
from practices_db.documents import store_document
from practices_db.engine import catalogue_session
from practices_db.errors import NotFound, PracticesError, QuoteMismatch
from practices_db.models import Document, Review, Statement
from practices_db.practices import store_practices
from practices_db.reviews import add, find_statement, follow_texts, judge, read_log
from practices_db.statements import MACHINE, Claim, record_claims, record_readings
from practices_db.view import FacetView, State, current_views
from tests.conftest import NOW
from tests.practices_db.sample import TEXT, add_source, claim, page
from tests.practices_db.test_practices import practice

LATER = NOW + timedelta(days=1)
AB, CD, EF = (Coder(name, "", NOW) for name in ("ab", "cd", "ef"))


def fill(session: Session, *claims: Claim, text: str = TEXT) -> Document:
    """One practice "a" whose only page states `claims`."""
    document, _ = store_document(session, add_source(session).id, page(text), NOW)
    record_claims(session, document, claims, replacing=MACHINE, at=NOW)
    facets = ["target_group", "funding_model"]
    record_readings(session, document, facets, reader="machine", method="test", at=NOW)
    store_practices(session, [practice("a", document.id)], NOW)
    return document


def retag(session: Session, document: Document, *claims: Claim) -> None:
    """Another version of the machine reads the page; statements go to its practice."""
    record_claims(session, document, claims, replacing=MACHINE, at=LATER)
    store_practices(session, [practice("a", document.id)], LATER)


def facet(session: Session, key: str = "target_group") -> FacetView:
    (view,) = current_views(session).values()
    return view[key]


def only(session: Session) -> str:
    return session.scalars(select(Statement.id)).one()


UNSURE = claim("target_group", "refugees", "refugees", confidence=0.3)
SURE = claim("target_group", "refugees", "refugees", confidence=0.9)


def test_accepting_shows_and_rejecting_hides_while_the_statement_stays(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        fill(session, UNSURE)
        assert facet(session).state is State.NOT_STATED
        judge(session, only(session)[:8], "accept", AB)
        assert [value.value for value in facet(session).values] == ["refugees"]
        judge(session, only(session), "reject", Coder("ab", "a statistic", LATER))
        assert facet(session).state is State.NOT_STATED
        assert facet(session).pending == ()
    with catalogue_session(catalogue) as session:
        kept = session.scalars(select(Statement)).one()
        assert (kept.confidence, kept.origin, kept.retracted_on) == (0.3, "rule", None)
        assert [(r.verdict, r.note) for r in read_log(session)] == [
            ("reject", "a statistic"),
            ("accept", ""),
        ]


def test_coders_who_disagree_put_the_value_back_to_review(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        fill(session, SURE)
        judge(session, only(session), "accept", AB)
        judge(session, only(session), "reject", CD)
        assert facet(session).values == ()
        assert facet(session).pending[0].supports[0].verdict == "disputed"
        judge(session, only(session), "reject", EF)
        assert (facet(session).values, facet(session).pending) == ((), ())


def test_the_same_said_again_is_one_row(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        fill(session, SURE)
        for _ in range(3):
            judge(session, only(session), "accept", AB)
        assert session.scalar(select(func.count(Review.id))) == 1


def test_a_verdict_holds_for_the_same_words_read_with_other_borders(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        document = fill(session, SURE)
        judge(session, only(session), "reject", AB)
        wider = claim("target_group", "refugees", "mentor refugees in Ghent", confidence=0.9)
        retag(session, document, wider)
        assert session.scalar(select(func.count(Statement.practice_id))) == 2
        assert (facet(session).values, facet(session).pending) == ((), ())
        declared = claim("target_group", "refugees", "refugees in Ghent", origin="declared")
        retag(session, document, wider, declared)
        assert facet(session).values[0].supports[0].origin == "declared"


def test_what_a_person_accepted_outlives_the_machines_change_of_mind(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        document = fill(session, UNSURE)
        judge(session, only(session), "accept", AB)
        retag(session, document)
        assert session.scalars(select(Statement.retracted_on)).one() == LATER
        assert facet(session).values[0].supports[0].quote == "refugees"


def test_verdicts_follow_the_text_as_long_as_it_says_so(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        fill(session, UNSURE)
        judge(session, only(session), "accept", AB)
        said = {"facet": "funding_model", "value": "regional_local_government"}
        add(session, "a", {**said, "quote": "The city pays"}, AB)
        source = session.scalars(select(Document.source_id)).one()
        moved, _ = store_document(session, source, page(f"News. {TEXT}"), LATER)
        record_claims(session, moved, [], replacing=MACHINE, at=LATER)
        assert follow_texts(session) == 2
        for key in ("target_group", "funding_model"):
            (value,) = facet(session, key).values
            support = value.supports[0]
            assert f"News. {TEXT}"[support.start : support.end] == support.quote
        store_document(session, source, page("Nothing of that is said now."), LATER)
        assert follow_texts(session) == 0
        assert facet(session, "target_group").values == ()  # the machine's, no longer published
        assert facet(session, "funding_model").values == ()
        assert facet(session, "funding_model").pending[0].value == "regional_local_government"


def test_an_added_value_needs_its_quote(catalogue: Engine) -> None:
    said = {"facet": "mentor_type", "value": "retired_professionals", "quote": "Retired bakers"}
    with catalogue_session(catalogue) as session:
        fill(session)
        add(session, "a", said, AB)
        (value,) = facet(session, "mentor_type").values
        assert value.supports[0].origin == "person"
        assert TEXT[value.supports[0].start :].startswith("Retired bakers")


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"quote": "Retired bankers"}, QuoteMismatch, "The text says “Retired bakers”"),
        ({"quote": "paid coaches of the town"}, QuoteMismatch, "letter by letter"),
        ({"quote": ""}, QuoteMismatch, "without a quote"),
        ({"value": "retired"}, PracticesError, "Use one of .*retired_professionals"),
        ({"facet": "mentor"}, PracticesError, "There is no facet 'mentor'"),
        ({"facet": "mentor", "quote": "no such words"}, PracticesError, "no facet 'mentor'"),
        ({"value": "retired", "quote": "no such words"}, PracticesError, "retired_professionals"),
        ({"document": "/elsewhere"}, NotFound, "Its documents: https://ghent.example/mentors"),
        ({"facet": "duration_months", "value": "long"}, PracticesError, '"6" or "6-12"'),
    ],
)
def test_bad_additions_say_what_to_do(
    catalogue: Engine, change: dict[str, str], error: type[PracticesError], message: str
) -> None:
    said = {"facet": "mentor_type", "value": "retired_professionals", "quote": "Retired bakers"}
    with pytest.raises(error, match=message), catalogue_session(catalogue) as session:
        fill(session)
        add(session, "a", {**said, **change}, AB)


@pytest.mark.parametrize(
    ("key", "written", "value", "detail"),
    [
        ("duration_months", "6 - 12", "6-12", {"low": 6, "high": 12, "unit": "months"}),
        ("cost", "500 eur", "500", {"low": 500, "high": 500, "unit": "EUR"}),
        ("start_year", "2009", "2009", {"low": 2009, "high": 2009}),
    ],
)
def test_numbers_are_kept_as_the_machine_keeps_them(
    catalogue: Engine, key: str, written: str, value: str, detail: dict[str, object]
) -> None:
    with catalogue_session(catalogue) as session:
        fill(session)
        add(session, "a", {"facet": key, "value": written, "quote": "The city pays"}, AB)
        found = session.scalars(select(Statement)).one()
        assert (found.value, found.detail, found.kind) == (value, detail, "literal")


def test_an_id_may_be_short_but_not_guessed(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        fill(session, SURE)
        assert find_statement(session, only(session)[:6]).id == only(session)
        for wrong in (only(session)[:3], "", "%", "ffffffffff"):
            with pytest.raises(NotFound):
                find_statement(session, wrong)


def test_reviews_come_along_when_practices_merge(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        document = fill(session, UNSURE)
        judge(session, only(session), "accept", AB)
        source = document.source_id
        other, _ = store_document(session, source, page(url="https://ghent.example/2"), NOW)
        both = [practice("a", document.id), practice("b", other.id)]
        store_practices(session, both, NOW)
        store_practices(session, [practice("b", document.id, other.id)], LATER)
        (view,) = current_views(session).values()
        assert view["target_group"].state is State.STATED
        assert len(read_log(session, "a")) == 1
