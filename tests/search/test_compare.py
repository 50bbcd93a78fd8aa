"""Comparing, peers and the gap map on real programmes, checked against the current view."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from statistics import mean
from typing import Any
from xml.etree import ElementTree as ET  # our own output is parsed here

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipelines.cli.results import spoken
from practices_db.documents import read_text
from practices_db.engine import catalogue_session
from practices_db.errors import NotFound, PracticesError
from practices_db.models import Practice, Statement
from practices_db.practices import documents_of, find_practice
from practices_db.statements import Claim, record_claims
from practices_db.view import PracticeView, State, Support, Value, current_views
from practices_db.vocabulary import load_vocabulary
from search.charts.heat import NOTES, draw_gaps
from search.charts.picture import Words
from search.charts.svg import to_svg
from search.compare.alike import NOTES as UNLIKE
from search.compare.alike import disagree
from search.compare.peers import Quoted, find_peers, find_similar
from search.compare.side_by_side import cell_words, compare
from search.errors import UnreadableQuery
from search.gaps.cross import Standing, map_gaps
from search.gaps.files import gaps_to_csv, told_alone
from search.groups import reading_order
from search.index.encoding import TextEncoder
from search.index.facet_arrays import concept_facets
from search.query.searcher import Searcher
from search.words import languages_counted, value_label
from tests.conftest import NOW
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


SHARES = "after what time they measure", "of which group they are shares"


SOME = "after what time some of them measure"
AT_ONE = "they measure after different times (at 6 months and at 12 months)"
OF_ONE = "they are shares of different groups (of those who finished and of those who took part)"


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


def test_each_cell_of_a_gap_map_is_counted(indexed: Indexed) -> None:
    gaps = map_gaps(indexed.searcher, "target_group", "mentor_type")
    with catalogue_session(indexed.engine) as session:
        views = list(current_views(session).values())
    assert set(load_vocabulary().facet("target_group").concepts) <= set(gaps.rows)
    for (row, column), cell in gaps.cells.items():
        both = sum(
            row in _values(view, "target_group") and column in _values(view, "mentor_type")
            for view in views
        )
        assert cell.practices == both == sum(cell.by_evidence.values())
        assert (cell.standing is Standing.FOUND) == (both > 0)
    assert sum(cell.practices for cell in gaps.cells.values()) >= gaps.searched.practices


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"goal": {"employment"}},
        {"target_group": {"refugees", "highly_skilled_immigrants"}, "goal": {"not_stated"}},
        {"mentor_type": {"students", "not_stated"}},
    ],
)
def test_each_cell_is_what_a_search_by_it_finds(
    indexed: Indexed, filters: dict[str, set[str]]
) -> None:
    gaps = map_gaps(indexed.searcher, "target_group", "mentor_type", filters)
    assert set(gaps.rows) >= filters.get("target_group", set())
    for (row, column), cell in gaps.cells.items():
        asked = {**filters, "target_group": {row}, "mentor_type": {column}}
        assert indexed.searcher.search(filters=asked, limit=1).total == cell.practices, (
            row,
            column,
        )


def _values(view: PracticeView, facet: str) -> set[str]:
    one = view[facet]
    return {value.value for value in one.values} or {one.state.value}


def test_a_gap_map_says_when_nothing_was_searched(indexed: Indexed) -> None:
    gaps = map_gaps(indexed.searcher, "target_group", "country", {"country": {"not_assessed"}})
    assert gaps.searched.sources_never_run == ["throwaway"]
    assert {cell.standing for cell in gaps.cells.values()} == {Standing.NOT_SEARCHED}


def test_the_files_of_a_gap_map_hold_every_cell(indexed: Indexed) -> None:
    gaps = map_gaps(indexed.searcher, "target_group", "mentor_type")
    lines = list(csv.DictReader(io.StringIO(gaps_to_csv(gaps))))
    assert {(line["row"], line["column"]): int(line["practices"]) for line in lines} == {
        at: cell.practices for at, cell in gaps.cells.items()
    }
    drawing = ET.fromstring(to_svg(draw_gaps(gaps), as_file=True))
    told = [one.text or "" for one in drawing.iter("{http://www.w3.org/2000/svg}title")]
    assert len([one for one in told if " × " in one]) == len(gaps.cells)


def test_a_small_map_leaves_room_for_what_is_written_under_it(indexed: Indexed) -> None:
    filters = {"target_group": {"refugees"}, "mentor_type": {"students"}}
    gaps = map_gaps(indexed.searcher, "target_group", "mentor_type", filters)
    assert (gaps.rows, gaps.columns) == (("refugees",), ("students",))
    more = told_alone(gaps, filters)
    assert more[1:] == ["Only programmes with target group: Refugees and mentor type: Students."]
    picture = draw_gaps(gaps, more=more)
    written = [shape.text for shape in picture.shapes if isinstance(shape, Words)]
    under = [*NOTES, *more]
    assert written[-len(under) :] == under
    assert picture.width >= 6 * max(map(len, under))
    assert picture.height >= max(shape.top for shape in picture.shapes if isinstance(shape, Words))


def test_a_language_that_could_not_be_told_is_counted_apart() -> None:
    assert (
        languages_counted(["fr", "und", "nl"]) == "2 languages, and in one that could not be told"
    )
    assert languages_counted(["fr"]) == "1 language"
    assert spoken(["nl", "und"]) == "nl language not known"


def test_a_facet_is_not_crossed_with_itself_or_with_nothing(indexed: Indexed) -> None:
    for other in ("target_group", "no_such_facet"):
        with pytest.raises(UnreadableQuery):
            map_gaps(indexed.searcher, "target_group", other)


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
