"""Agreement of two coders against figures worked out by hand."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from pipelines.review.agreement import Agreement, agreement
from pipelines.review.alpha import krippendorff
from practices_db.decisions import Coder
from practices_db.documents import store_document
from practices_db.engine import catalogue_session
from practices_db.errors import NotFound, PracticesError
from practices_db.models import Document
from practices_db.practices import store_practices
from practices_db.reviews import add, judge, read_log, say_nothing
from practices_db.statements import MACHINE, record_claims, record_readings
from practices_db.vocabulary import load_vocabulary
from tests.conftest import NOW
from tests.practices_db.sample import add_source, claim, page
from tests.practices_db.test_practices import practice

AB, CD, EF = (Coder(name, "", NOW) for name in ("ab", "cd", "ef"))


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
    # 2n answers, 4 of them "present", in n pairs of which two are unequal.
    by_chance = 2 * 4 * (2 * n - 4) / (2 * n - 1)
    assert found.alpha == pytest.approx(1 - 4 / by_chance)
    assert found.alone == {"ab": 1, "cd": 1}


def test_a_rejected_value_is_coded_and_not_held(two: Engine) -> None:
    with catalogue_session(two) as session:
        (statement,) = code(session, AB, "a", "target_group", "refugees")
        judge(session, statement, "reject", CD)
        found = of(session, "target_group")
    assert (found.practices, found.alone) == (1, {"ab": 1, "cd": 0})


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
    assert near.alpha is not None and far.alpha is not None
    assert near.alpha > far.alpha


def test_numbers_have_a_share_but_no_kappa(two: Engine) -> None:
    with catalogue_session(two) as session:
        code(session, AB, "a", "duration_months", "6", "12")
        code(session, CD, "a", "duration_months", "6")
        found = of(session, "duration_months")
    assert (found.decisions, found.agreed) == (2, 0.5)
    assert found.kappa is None and found.alpha is None


def test_a_third_coder_who_coded_some_counts_where_they_did(two: Engine) -> None:
    with catalogue_session(two) as session:
        for by, values in ((AB, ["refugees"]), (CD, ["refugees"]), (EF, ["asylum_seekers"])):
            code(session, by, "a", "target_group", *values)
        for by in (AB, CD):
            code(session, by, "b", "target_group", "refugees")
        (found,) = agreement(session, "ab", "cd", "ef")
        n = len(load_vocabulary().facet("target_group").concepts)
        # Of b there is one pair a concept, of a three, four of them unequal.
        assert (found.practices, found.decisions) == (2, 2 * n)
        assert found.agreed == pytest.approx(1 - 4 / (4 * n))
        assert found.kappa is None  # of two coders only
        units = [[1, 1, 0], [0, 0, 1], *[[0, 0, 0]] * (n - 2), [1, 1], *[[0, 0]] * (n - 1)]
        assert found.alpha == pytest.approx(krippendorff(units))
        assert found.alone == {"ab": 0, "cd": 0, "ef": 1}


def test_who_read_and_found_nothing_has_coded(two: Engine) -> None:
    with catalogue_session(two) as session:
        code(session, AB, "a", "target_group", "refugees")
        say_nothing(session, "a", "target_group", CD)
        found = of(session, "target_group")
        assert (found.practices, found.alone) == (1, {"ab": 1, "cd": 0})
        assert say_nothing(session, "a", "target_group", CD).coder == "cd"
        log = read_log(session, "a")
        assert [(row.coder, row.value) for row in log] == [
            ("cd", "not_stated"),
            ("ab", "refugees"),
        ]


def test_the_machine_is_compared_as_a_coder(two: Engine) -> None:
    """By what it is sure of, without people's word on it; silence counts where it has read."""
    with catalogue_session(two) as session:
        document = session.scalars(select(Document).order_by(Document.id)).first()
        assert document is not None
        claims = [
            claim("target_group", "refugees", "refugees", confidence=0.9),
            claim("target_group", "asylum_seekers", "refugees", confidence=0.2),
        ]
        record_claims(session, document, claims, replacing=MACHINE, at=NOW)
        store_practices(session, [practice("a", document.id)], NOW)
        facets = ["target_group", "goal"]
        record_readings(session, document, facets, reader="machine", method="test", at=NOW)
        code(session, AB, "a", "target_group", "refugees", "asylum_seekers")
        code(session, AB, "a", "goal", "employment")
        found = {one.facet: one for one in agreement(session, "ab", "machine")}
    assert found["target_group"].alone == {"ab": 1, "machine": 0}
    assert found["goal"].alone == {"ab": 1, "machine": 0}


def test_nobody_codes_under_the_machines_name() -> None:
    with pytest.raises(PracticesError, match="machine's own name"):
        Coder(" Machine", "", NOW)


def test_it_takes_two(two: Engine) -> None:
    with catalogue_session(two) as session, pytest.raises(PracticesError, match="two coders"):
        agreement(session, "ab", " ab ")


def test_coders_without_common_ground_are_told_so(two: Engine) -> None:
    with catalogue_session(two) as session:
        code(session, AB, "a", "target_group", "refugees")
        with pytest.raises(NotFound, match="no review by 'cd'"):
            agreement(session, "ab", "cd")
        code(session, CD, "b", "target_group", "refugees")
        with pytest.raises(NotFound, match="no practice in the same facet"):
            agreement(session, "ab", "cd")
