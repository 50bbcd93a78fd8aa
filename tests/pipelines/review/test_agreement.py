"""Agreement of two coders against figures worked out by hand."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from pipelines.review.agreement import Agreement, agreement
from practices_db.decisions import Coder
from practices_db.documents import store_document
from practices_db.engine import catalogue_session
from practices_db.errors import NotFound
from practices_db.practices import store_practices
from practices_db.reviews import add, judge
from practices_db.vocabulary import load_vocabulary
from tests.conftest import NOW
from tests.practices_db.sample import add_source, page
from tests.practices_db.test_practices import practice

AB, CD = Coder("ab", "", NOW), Coder("cd", "", NOW)


def code(session: Session, by: Coder, slug: str, key: str, *values: str) -> list[str]:
    said = {"facet": key, "quote": "Retired bakers"}
    return [add(session, slug, {**said, "value": v}, by).statement_id or "" for v in values]


def of(session: Session, key: str) -> Agreement:
    return {found.facet: found for found in agreement(session, "ab", "cd")}[key]


@pytest.fixture
def two(catalogue: Engine) -> Engine:
    """Practices a and b, each with one page."""
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        pages = [page(url=f"https://ghent.example/{slug}") for slug in "ab"]
        ids = [store_document(session, source, new, NOW)[0].id for new in pages]
        store_practices(session, [practice("a", ids[0]), practice("b", ids[1])], NOW)
    return catalogue


def test_every_concept_of_a_facet_is_a_decision(two: Engine) -> None:
    with catalogue_session(two) as session:
        code(session, AB, "a", "target_group", "refugees", "unaccompanied_minors")
        code(session, CD, "a", "target_group", "refugees", "asylum_seekers")
        code(session, AB, "b", "target_group", "refugees")  # cd has not coded b
        found = of(session, "target_group")
    n = len(load_vocabulary().facet("target_group").concepts)
    observed = (n - 2) / n
    expected = (2 / n) ** 2 + ((n - 2) / n) ** 2
    assert (found.practices, found.decisions) == (1, n)
    assert found.agreed == pytest.approx(observed)
    assert found.kappa == pytest.approx((observed - expected) / (1 - expected))
    assert (found.only_first, found.only_second) == (1, 1)


def test_a_rejected_value_is_coded_and_not_held(two: Engine) -> None:
    with catalogue_session(two) as session:
        (statement,) = code(session, AB, "a", "target_group", "refugees")
        judge(session, statement, "reject", CD)
        found = of(session, "target_group")
    assert (found.practices, found.only_first, found.only_second) == (1, 1, 0)


def test_near_misses_on_the_scale_of_evidence_weigh_less(two: Engine) -> None:
    levels = list(load_vocabulary().facet("evidence_level").concepts)
    with catalogue_session(two) as session:
        code(session, AB, "a", "evidence_level", levels[-1])
        code(session, AB, "b", "evidence_level", levels[0])
        code(session, CD, "a", "evidence_level", levels[-2])
        code(session, CD, "b", "evidence_level", levels[0])
        near = of(session, "evidence_level")
        code(session, CD, "b", "evidence_level", levels[-1])
        far = of(session, "evidence_level")
    assert near.kappa is not None and far.kappa is not None
    assert near.decisions == 2
    assert near.kappa > 0.7 > far.kappa


def test_numbers_have_a_share_but_no_kappa(two: Engine) -> None:
    with catalogue_session(two) as session:
        code(session, AB, "a", "duration_months", "6", "12")
        code(session, CD, "a", "duration_months", "6")
        found = of(session, "duration_months")
    assert (found.decisions, found.agreed, found.kappa) == (2, 0.5, None)


def test_coders_without_common_ground_are_told_so(two: Engine) -> None:
    with catalogue_session(two) as session:
        code(session, AB, "a", "target_group", "refugees")
        with pytest.raises(NotFound, match="no review by 'cd'"):
            agreement(session, "ab", "cd")
        code(session, CD, "b", "target_group", "refugees")
        with pytest.raises(NotFound, match="no practice in the same facet"):
            agreement(session, "ab", "cd")
