"""People's decisions on grouping are kept, checked, and taken back in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from practices_db.decisions import (
    Coder,
    all_decisions,
    merge,
    split,
    standing_decisions,
    tell_apart,
    undo,
)
from practices_db.engine import catalogue_session
from practices_db.errors import NotFound, PracticesError
from practices_db.models import Practice
from practices_db.practices import find_practice, store_practices
from tests.conftest import NOW
from tests.practices_db.test_practices import LATER, add_pages, practice

BY = Coder("ab", "same office", NOW)


def fill(session: Session) -> list[int]:
    """Three practices: a with two documents, b and c with one each."""
    ids = add_pages(session, 4)
    groups = [practice("a", *ids[:2]), practice("b", ids[2]), practice("c", ids[3])]
    store_practices(session, groups, NOW)
    return ids


def test_a_decision_names_the_documents_of_that_day(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        ids = fill(session)
        merge(session, "a", "b", BY)
        split(session, "a", "/1", BY)
    with catalogue_session(catalogue) as session:
        merged, parted = standing_decisions(session)
    assert (merged.documents, merged.others) == (ids[:2], [ids[2]])
    assert (parted.documents, parted.others) == ([ids[0]], [ids[1]])
    assert (merged.coder, merged.note, merged.made_at) == ("ab", "same office", NOW)


def test_undone_decisions_stay_in_the_log(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        fill(session)
        first = merge(session, "a", "b", BY)
        undo(session, first.id, BY)
        assert standing_decisions(session) == []
        assert [d.verdict for d in all_decisions(session)] == ["merge", "undo"]
        with pytest.raises(NotFound, match="no decision 1 that stands"):
            undo(session, first.id, BY)


def test_a_merge_on_top_of_a_merge_is_taken_back_first(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        ids = fill(session)
        first = merge(session, "a", "b", BY)
        store_practices(session, [practice("a", *ids[:3]), practice("c", ids[3])], LATER)
        second = merge(session, "c", "a", BY)
        with pytest.raises(PracticesError, match=f"Decision {second.id} was built on {first.id}"):
            undo(session, first.id, BY)
        undo(session, second.id, BY)
        undo(session, first.id, BY)
        assert standing_decisions(session) == []


@pytest.mark.parametrize(
    ("decide", "message"),
    [
        (lambda s: merge(s, "a", "a", BY), "one practice already"),
        (lambda s: tell_apart(s, "a", "nowhere", BY), "no practice 'nowhere'"),
        (lambda s: split(s, "b", "/2", BY), "only document"),
        (lambda s: split(s, "a", "/9", BY), "no document at '/9'"),
        (lambda s: merge(s, "a", "b", Coder(" ", "", NOW)), "Nobody decided"),
    ],
)
def test_what_makes_no_sense_is_refused(
    catalogue: Engine, decide: Callable[[Session], object], message: str
) -> None:
    with catalogue_session(catalogue) as session:
        fill(session)
        with pytest.raises(PracticesError, match=message):
            decide(session)
        assert all_decisions(session) == []


def test_slugs_follow_merges_of_merges_and_come_back(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        ids = fill(session)
        together = [practice("a", *ids[:3]), practice("c", ids[3])]
        assert store_practices(session, together, LATER).merged == 1
        assert store_practices(session, [practice("c", *ids)], LATER).merged == 1
        assert {find_practice(session, slug).slug for slug in "abc"} == {"c"}
        apart = [practice("x", *ids[:2]), practice("y", ids[2]), practice("z", ids[3])]
        done = store_practices(session, apart, LATER)
        assert (done.new, done.kept, done.gone, done.merged) == (0, 3, 0, 0)
        assert sorted(session.scalars(select(Practice.slug))) == ["a", "b", "c"]
        assert {find_practice(session, slug).slug for slug in "abc"} == {"a", "b", "c"}


def test_a_kept_slug_goes_before_the_number_of_documents(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        ids = fill(session)
        kept = replace(practice("new", *ids[:3]), keeps="b")
        store_practices(session, [kept, practice("c", ids[3])], LATER)
        assert find_practice(session, "a").slug == "b"
