"""Statements: no value without a quote, nothing lost, one row per claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, select

from practices_db.documents import store_document
from practices_db.engine import catalogue_session
from practices_db.errors import QuoteMismatch
from practices_db.models import Document, Statement
from practices_db.statements import DECLARED, MACHINE, Claim, check_claim, record_claims
from tests.conftest import NOW
from tests.practices_db.sample import TEXT, add_source, claim, page

REFUGEES = claim("target_group", "refugees", "refugees")
RETIRED = claim("mentor_type", "retired_professionals", "Retired bakers")


def test_a_quote_that_is_not_in_the_text_is_refused(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        document, _ = store_document(session, add_source(session).id, page(), NOW)
        shifted = replace(REFUGEES, start=REFUGEES.start + 1, end=REFUGEES.end + 1)
        unknown = replace(RETIRED, value="retired_bakers")
        done = record_claims(
            session, document, [shifted, unknown, REFUGEES], replacing=MACHINE, at=NOW
        )
    assert (done.new, done.kept, done.retracted) == (1, 0, 0)
    reasons = [reason for _, reason in done.refused]
    assert "the quote is not the text at" in reasons[0]
    assert "retired_professionals" in reasons[1]  # the nearest code is named


def test_an_empty_quote_is_no_quote() -> None:
    with pytest.raises(QuoteMismatch):
        check_claim(replace(REFUGEES, start=3, end=3, quote=""), TEXT)


def test_the_same_claim_read_again_is_the_same_row(catalogue: Engine) -> None:
    later = NOW + timedelta(days=30)
    with catalogue_session(catalogue) as session:
        source = add_source(session)
        document, _ = store_document(session, source.id, page(), NOW)
        record_claims(session, document, [REFUGEES, RETIRED], replacing=MACHINE, at=NOW)
        above = "Since 2015. "
        document, _ = store_document(session, source.id, page(above + TEXT), later)
        moved = replace(REFUGEES, start=REFUGEES.start + len(above), end=REFUGEES.end + len(above))
        done = record_claims(session, document, [moved], replacing=MACHINE, at=later)
    assert (done.new, done.kept, done.retracted) == (0, 1, 1)
    with catalogue_session(catalogue) as session:
        rows = {row.value: row for row in session.scalars(select(Statement))}
    assert rows["refugees"].first_seen == NOW
    assert rows["refugees"].last_seen == later
    assert rows["refugees"].start == moved.start
    assert rows["retired_professionals"].retracted_on == later


def test_a_machine_never_retracts_what_was_declared(catalogue: Engine) -> None:
    declared = replace(REFUGEES, origin="declared")
    with catalogue_session(catalogue) as session:
        document, _ = store_document(session, add_source(session).id, page(), NOW)
        record_claims(session, document, [declared], replacing=DECLARED, at=NOW)
        done = record_claims(session, document, [RETIRED], replacing=MACHINE, at=NOW)
        assert done.retracted == 0
        both = record_claims(session, document, [REFUGEES, RETIRED], replacing=MACHINE, at=NOW)
    assert (both.new, both.kept) == (1, 1)  # the machine's reading stands beside the declared one
    with catalogue_session(catalogue) as session:
        assert sorted(session.scalars(select(Statement.origin))) == ["declared", "rule", "rule"]


def test_many_claims_ask_the_database_no_oftener_than_few(catalogue: Engine) -> None:
    def asked(claims: list[Claim]) -> int:
        queries = 0

        def count(*_: object) -> None:
            nonlocal queries
            queries += 1

        with catalogue_session(catalogue) as session:
            document = session.scalars(select(Document)).one()
            event.listen(catalogue, "before_cursor_execute", count)
            record_claims(session, document, claims, replacing=MACHINE, at=NOW)
            event.remove(catalogue, "before_cursor_execute", count)
        return queries

    with catalogue_session(catalogue) as session:
        store_document(session, add_source(session).id, page(), NOW)
    few, many = [REFUGEES], [REFUGEES, RETIRED]
    # Asked twice: the second time nothing is new or retracted.
    assert [asked(few), asked(few)][1] == [asked(many), asked(many)][1]
