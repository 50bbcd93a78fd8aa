"""Peers of a programme of the catalogue and of a text: nearest first, with reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import mean
from typing import Any

import pytest
from sqlalchemy import select, update

from practices_db.engine import catalogue_session
from practices_db.models import Practice
from practices_db.practices import find_practice
from practices_db.view import State, current_views
from search.compare.peers import Quoted, find_peers, find_similar
from search.errors import UnreadableQuery
from search.index.encoding import TextEncoder
from search.index.facet_arrays import concept_facets
from search.query.searcher import Searcher
from tests.search.conftest import Indexed


def test_peers_of_a_programme_of_the_catalogue_leave_it_out(indexed: Indexed) -> None:
    slug = indexed.programmes[0]["id"]
    peers = find_similar(indexed.searcher, slug, limit=5)
    assert len({peer.slug for peer in peers}) == 5
    assert slug not in {peer.slug for peer in peers}
    counted = Counter(peer.organisation.casefold() for peer in peers if peer.organisation)
    assert max(counted.values()) <= 2


def test_what_the_index_holds_is_not_encoded_again(indexed: Indexed) -> None:
    def no_encoder() -> TextEncoder:
        raise AssertionError("the encoder is not needed")

    ranker = replace(indexed.searcher.ranker, open_encoder=no_encoder, _encoder=None)
    same = []
    for row in indexed.programmes[:16]:
        found = find_similar(Searcher(indexed.engine, indexed.searcher.index, ranker), row["id"], 8)
        ours = _ours(indexed, row)
        as_text = find_peers(indexed.searcher, row["description"], lambda _, ours=ours: ours, 9)
        same.append(len({peer.slug for peer in found} & {peer.slug for peer in as_text}))
    # A passage and a query have vectors of their own, and where little is tagged many are as near.
    assert mean(same) >= 6.5
    assert min(same) >= 4


def _ours(indexed: Indexed, row: dict[str, Any]) -> dict[str, list[Quoted]]:
    with catalogue_session(indexed.engine) as session:
        practice = find_practice(session, row["id"]).id
        view = current_views(session, [practice])[practice]
    return {
        facet: [Quoted(value.value, "ours") for value in view[facet].values]
        for facet in concept_facets()
        if facet in view
    }


def test_no_organisation_fills_the_peers_with_its_branches(indexed: Indexed) -> None:
    slug = indexed.programmes[0]["id"]
    before = [peer.slug for peer in find_similar(indexed.searcher, slug, limit=8)]
    with catalogue_session(indexed.engine) as session:
        told = dict(session.execute(select(Practice.slug, Practice.organisation)).all())
    try:
        _name(
            indexed,
            {one: "One  House" if n % 2 else "ONE house" for n, one in enumerate(before[:5])},
        )
        after = [peer.slug for peer in find_similar(indexed.searcher, slug, limit=5)]
        assert after == [*before[:2], *before[5:8]]
        # Where there is nobody else, the branches stand behind rather than being left out.
        _name(indexed, dict.fromkeys(told, "One house"))
        assert [p.slug for p in find_similar(indexed.searcher, slug, limit=5)][:2] == before[:2]
        assert len(find_similar(indexed.searcher, slug, limit=5)) == 5
    finally:
        _name(indexed, told)


def _name(indexed: Indexed, organisations: dict[str, str]) -> None:
    with catalogue_session(indexed.engine) as session:
        for slug, name in organisations.items():
            session.execute(update(Practice).where(Practice.slug == slug).values(organisation=name))


def test_a_pasted_text_finds_itself_with_what_is_the_same(indexed: Indexed) -> None:
    texts = {row["id"]: row["description"] for row in indexed.programmes}
    with catalogue_session(indexed.engine) as session:
        views = current_views(session)
        slugs = {find_practice(session, slug).id: slug for slug in texts}
    identifier, value = next(
        (identifier, view["target_group"].values[0])
        for identifier, view in views.items()
        if view["target_group"].values
    )
    ours = {"target_group": [Quoted(value.value, "ours"), Quoted("no such code", "ours")]}
    best = find_peers(indexed.searcher, texts[slugs[identifier]], lambda _: ours)[0]
    assert best.slug == slugs[identifier]
    facet = next(match for match in best.facets if match.facet == "target_group")
    assert [(a.value, b.quote) for a, b in facet.same] == [(value.value, value.supports[0].quote)]
    assert [one.value for one in facet.only_ours] == ["no such code"]
    assert facet.theirs_state is State.STATED


def test_peers_of_nothing_are_refused(indexed: Indexed) -> None:
    with pytest.raises(UnreadableQuery, match="no text"):
        find_peers(indexed.searcher, " 12 ", lambda _: {})


def test_peers_can_be_asked_for_in_one_country(indexed: Indexed) -> None:
    row = indexed.programmes[0]
    everywhere = find_peers(indexed.searcher, row["description"], lambda _: {}, 50)
    for country in sorted({peer.country for peer in everywhere if peer.country})[:3]:
        there = find_peers(
            indexed.searcher, row["description"], lambda _: {}, 50, {"country": {country}}
        )
        assert {peer.country for peer in there} == {country}
        assert [peer.slug for peer in there if peer in everywhere] == [
            peer.slug for peer in everywhere if peer in there
        ]
        like = find_similar(indexed.searcher, row["id"], 50, {"country": {country}})
        assert {peer.country for peer in like} <= {country}
        assert row["id"] not in {peer.slug for peer in like}
    with pytest.raises(UnreadableQuery):
        find_peers(indexed.searcher, row["description"], lambda _: {}, 5, {"country": {"Atlantis"}})
