"""Practices side by side: every facet, every quote, what contradicts."""

from __future__ import annotations

import pytest

from practices_db.engine import catalogue_session
from practices_db.errors import NotFound, PracticesError
from practices_db.practices import find_practice
from practices_db.view import current_views
from practices_db.vocabulary import load_vocabulary
from search.compare.side_by_side import compare
from search.groups import reading_order
from tests.search.conftest import Indexed


def test_a_comparison_shows_every_facet_with_its_quotes(indexed: Indexed) -> None:
    slugs = [row["id"] for row in indexed.programmes[:3]]
    texts = {row["id"]: row["description"] for row in indexed.programmes}
    with catalogue_session(indexed.engine) as session:
        table = compare(session, slugs)
        views = current_views(session)
        ids = {slug: find_practice(session, slug).id for slug in slugs}
    assert [column.slug for column in table.columns] == slugs
    assert [row.facet for row in table.rows] == list(reading_order())
    assert {*reading_order()} == {*load_vocabulary().facets}
    quotes = 0
    for row in table.rows:
        for slug, cell in zip(slugs, row.cells, strict=True):
            assert cell.state is views[ids[slug]][row.facet].state
            for value in cell.values:
                assert value.supports[0].quote in texts[slug]
                quotes += 1
    assert quotes


@pytest.mark.parametrize("count", [0, 1, 7])
def test_only_two_to_six_are_compared(indexed: Indexed, count: int) -> None:
    slugs = [row["id"] for row in indexed.programmes[:count]]
    with (
        catalogue_session(indexed.engine) as session,
        pytest.raises(PracticesError, match=str(count)),
    ):
        compare(session, slugs)


def test_an_unknown_practice_is_named(indexed: Indexed) -> None:
    with catalogue_session(indexed.engine) as session, pytest.raises(NotFound, match="nowhere"):
        compare(session, ["nowhere", indexed.programmes[0]["id"]])
