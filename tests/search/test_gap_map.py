"""Two facets crossed: each cell counted, with what was searched."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET  # our own output is parsed here

import pytest

from pipelines.cli.results import spoken
from practices_db.engine import catalogue_session
from practices_db.view import PracticeView, current_views
from practices_db.vocabulary import load_vocabulary
from search.charts.heat import NOTES, draw_gaps
from search.charts.picture import Words
from search.charts.svg import to_svg
from search.errors import UnreadableQuery
from search.gaps.cross import Standing, map_gaps
from search.gaps.files import gaps_to_csv, told_alone
from search.words import languages_counted
from tests.search.conftest import Indexed


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
