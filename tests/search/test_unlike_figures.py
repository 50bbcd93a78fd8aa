"""Figures side by side that are not alike: other times, other groups, other years."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from practices_db.documents import read_text
from practices_db.engine import catalogue_session
from practices_db.models import Statement
from practices_db.practices import documents_of, find_practice
from practices_db.statements import Claim, record_claims
from practices_db.view import Support, Value
from practices_db.vocabulary import load_vocabulary
from search.compare.alike import NOTES as UNLIKE
from search.compare.alike import disagree
from search.compare.side_by_side import cell_words, compare
from search.words import value_label
from tests.conftest import NOW
from tests.search.conftest import Indexed

SHARES = "after what time they measure", "of which group they are shares"


SOME = "after what time some of them measure"
AT_ONE = "they measure after different times (at 6 months and at 12 months)"
OF_ONE = "they are shares of different groups (of those who finished and of those who took part)"


def test_conflicting_and_unlike_claims_are_flagged(indexed: Indexed) -> None:
    slugs = [row["id"] for row in indexed.programmes[:2]]
    facet = next(key for key, one in load_vocabulary().facets.items() if one.kind == "literal")
    with catalogue_session(indexed.engine) as session:
        try:
            for slug, values in zip(slugs, [{"1": "EUR", "2": "EUR"}, {"3": "SEK"}], strict=True):
                _claim(session, slug, facet, values)
            row = next(row for row in compare(session, slugs).rows if row.facet == facet)
        finally:
            session.rollback()
    assert [cell.conflict for cell in row.cells] == [True, False]
    assert row.unlike == ("the currencies differ",)
    assert cell_words(facet, row.cells[0]).endswith("1; 2 (claims differ)")


@pytest.mark.parametrize(
    ("facet", "details", "unlike", "unsaid"),
    [
        ("outcome", [{}, {}], (), SHARES),
        ("outcome", [{"window": 6}, {}], (), (SOME, SHARES[1])),
        ("outcome", [{"window": 6}, {"window": 12}], (AT_ONE,), SHARES[1:]),
        ("outcome", [{"window": 6}, {"window": 6}], (), SHARES[1:]),
        ("outcome", [{"window": 6, "denominator": "finished"}] * 2, (), ()),
        (
            "outcome",
            [{"denominator": "finished"}, {"denominator": "participants"}],
            (OF_ONE,),
            SHARES[:1],
        ),
        (
            "outcome",
            [{"basis": "found_work"}, {"basis": "found_work", "definition": "work_or_study"}],
            (UNLIKE["definition"],),
            SHARES,
        ),
        ("outcome", [{}], (), ()),
        ("cost", [{"year": "2024"}, {}], (), ("of which year some of them are",)),
        ("cost", [{"year": "2024"}, {"year": "2024"}], (), ()),
        ("cost", [{"year": "2024"}, {"year": "2020"}], (f"{UNLIKE['year']} (2020 and 2024)",), ()),
        ("duration_months", [{}, {}], (), ()),
    ],
)
def test_what_is_not_said_of_figures_is_said(
    indexed: Indexed,
    facet: str,
    details: list[dict[str, str | int]],
    unlike: tuple[str, ...],
    unsaid: tuple[str, ...],
) -> None:
    slugs = [row["id"] for row in indexed.programmes[:2]]
    with catalogue_session(indexed.engine) as session:
        try:
            for slug in slugs:
                _claim(session, slug, facet, {})
            for slug, detail in zip(slugs, details, strict=False):
                _claim(session, slug, facet, {"40": ""})
                session.execute(
                    update(Statement)
                    .where(Statement.practice_id == find_practice(session, slug).id)
                    .values(claimed_on=None, detail=detail)
                )
            row = next(row for row in compare(session, slugs).rows if row.facet == facet)
        finally:
            session.rollback()
    assert (row.unlike, row.unsaid) == (unlike, unsaid)
    assert len(row.remarks) == bool(unlike) + bool(unsaid)


def test_two_values_where_there_can_be_one_differ_on_every_page() -> None:
    values = [Value(code, "concept", ()) for code in ("local", "national")]
    assert disagree("scale", values)
    assert not disagree("scale", values[:1])
    assert not disagree("goal", values)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ({"window": 6}, {"window": 12}, False),
        ({"window": 6}, {"window": 6}, True),
        ({"window": 6}, {}, True),
        ({"definition": "work_or_study"}, {}, False),
    ],
)
def test_figures_after_different_times_are_no_conflict(
    one: dict[str, int], other: dict[str, int], conflict: bool
) -> None:
    values = [
        Value(value, "literal", (_support({"basis": "found_work", **detail}),))
        for value, detail in (("40", one), ("60", other))
    ]
    assert disagree("outcome", values) is conflict


def test_a_value_is_shown_with_all_that_is_told_of_it() -> None:
    detail = {"unit": "percent", "basis": "found_work", "denominator": "finished", "window": 12}
    value = Value("62", "literal", (_support({**detail, "year": "2019"}),))
    assert value_label("outcome", value) == (
        "62 percent (found work, of those who finished, at 12 months, 2019)"
    )
    joint = Value("62", "literal", (_support({**detail, "definition": "work_or_study"}),))
    assert value_label("outcome", joint).startswith("62 percent (found work, training or study, ")


def _support(detail: dict[str, Any]) -> Support:
    names = [field.name for field in fields(Support)]
    return Support(**{**dict.fromkeys(names), "detail": detail})


@pytest.mark.parametrize(("year", "unlike"), [(2026, True), (2023, False), (None, False)])
def test_figures_of_other_years_are_flagged(
    indexed: Indexed, year: int | None, unlike: bool
) -> None:
    slugs = [row["id"] for row in indexed.programmes[:2]]
    with catalogue_session(indexed.engine) as session:
        try:
            for slug, of in zip(slugs, (2023, year), strict=True):
                _claim(session, slug, "participants", {"40": ""})
                session.execute(
                    update(Statement)
                    .where(Statement.practice_id == find_practice(session, slug).id)
                    .values(claimed_on=date(of, 5, 1) if of else None)
                )
            rows = compare(session, slugs).rows
        finally:
            session.rollback()
    row = next(row for row in rows if row.facet == "participants")
    assert (f"{UNLIKE['year']} (2023 and {year})" in row.unlike) is unlike


def _claim(session: Session, slug: str, facet: str, values: dict[str, str]) -> None:
    """Put literal claims with their currencies in the place of what was read."""
    practice = find_practice(session, slug)
    document, _, _ = documents_of(session, practice.id)[0]
    content = read_text(session, document.text_hash).content
    session.execute(delete(Statement).where(Statement.document_id == document.id))
    claims = [
        Claim(
            facet=facet,
            value=value,
            start=at,
            end=at + 8,
            quote=content[at : at + 8],
            origin="person",
            method="test",
            kind="literal",
            detail={"currency": currency},
        )
        for at, (value, currency) in enumerate(values.items())
    ]
    record_claims(session, document, claims, replacing=(), at=NOW)
    session.execute(
        update(Statement)
        .where(Statement.document_id == document.id)
        .values(practice_id=practice.id)
    )
