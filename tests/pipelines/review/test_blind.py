"""Blind worksheets: out without a word of the machine, back as any worksheet, then compared."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipelines.review.agreement import agreement
from pipelines.review.blind import BLIND_COLUMNS, draw, read_blanks, write_blind, write_texts
from pipelines.review.importing import import_worksheet
from practices_db.documents import store_document
from practices_db.engine import catalogue_session
from practices_db.errors import PracticesError
from practices_db.practices import store_practices
from practices_db.view import State, current_views
from practices_db.vocabulary import UnknownConcept, load_vocabulary
from tests.conftest import NOW
from tests.pipelines.review.test_worksheet import ticking
from tests.practices_db.sample import TEXT, add_source, claim, page
from tests.practices_db.test_practices import practice
from tests.practices_db.test_reviews import fill

CITY = claim("funding_model", "regional_local_government", "The city pays", confidence=0.9)
CODES = "\n\nmentor_types: retired_professionals"
CLOCK = ticking()
Row = dict[str, str]


def hand_out(catalogue: Engine, path: Path, facet: str = "funding_model") -> list[Row]:
    with catalogue_session(catalogue) as session:
        blanks = read_blanks(session, facet=facet)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        write_blind(blanks, out)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def hand_in(catalogue: Engine, path: Path, rows: list[Row], coder: str = "ab") -> tuple[int, ...]:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, BLIND_COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    done = import_worksheet(catalogue, path, coder, CLOCK)
    return done.taken, done.known, done.left, len(done.problems)


def test_nothing_of_the_machine_is_in_it(catalogue: Engine, tmp_path: Path) -> None:
    with catalogue_session(catalogue) as session:
        fill(session, CITY)
    (row,) = hand_out(catalogue, tmp_path / "blind.csv")
    assert list(row) == list(BLIND_COLUMNS)
    assert (row["practice"], row["facet"], row["value"], row["quote"]) == (
        "a",
        "funding_model",
        "",
        "",
    )
    assert row["read"] == row["document"] == "https://ghent.example/mentors"
    text = (tmp_path / "blind.csv").read_text()
    for word in ("regional_local_government", "The city", "0.90", "confidence"):
        assert word not in text


def test_without_a_facet_every_facet_has_a_row(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        fill(session)
        assert [one.facet for one in read_blanks(session)] == list(load_vocabulary().facets)
        with pytest.raises(UnknownConcept):
            read_blanks(session, facet="none")


def test_what_was_coded_is_compared_with_the_machine_and_others(
    catalogue: Engine, tmp_path: Path
) -> None:
    with catalogue_session(catalogue) as session:
        fill(session, CITY)
    path = tmp_path / "blind.csv"
    (row,) = hand_out(catalogue, path)
    filled = {**row, "value": "regional_local_government", "quote": "The city"}
    assert hand_in(catalogue, path, [filled]) == (1, 0, 0, 0)
    assert hand_in(catalogue, path, [filled]) == (0, 1, 0, 0)
    assert hand_in(catalogue, path, [{**row, "value": "not_stated"}], "cd") == (1, 0, 0, 0)
    with catalogue_session(catalogue) as session:
        (found,) = agreement(session, "ab", "cd", "machine")
        assert found.alone == {"ab": 0, "cd": 0, "machine": 0}
        (found,) = agreement(session, "cd", "machine")
        assert found.alone == {"cd": 0, "machine": 1}


def test_nothing_stated_leaves_what_is_shown_alone(catalogue: Engine, tmp_path: Path) -> None:
    with catalogue_session(catalogue) as session:
        fill(session, CITY)
    path = tmp_path / "blind.csv"
    rows = [
        {**row, "value": "not_stated"}
        for facet in ("funding_model", "goal")
        for row in hand_out(catalogue, path, facet)
    ]
    assert hand_in(catalogue, path, rows) == (2, 0, 0, 0)
    with catalogue_session(catalogue) as session:
        (view,) = current_views(session).values()
    assert view["funding_model"].state is State.STATED
    assert view["goal"].state is State.NOT_ASSESSED


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"value": "regional_local_government", "quote": "The town pays"}, (0, 0, 0, 1)),
        ({"value": "nonsense", "quote": "The city pays"}, (0, 0, 0, 1)),
        ({"value": "regional_local_government"}, (0, 0, 0, 1)),
        ({"quote": "The city pays"}, (0, 0, 0, 1)),
        ({"value": "not_stated", "facet": "nonsense"}, (0, 0, 0, 1)),
        ({"note": "not read yet"}, (0, 0, 1, 0)),
    ],
)
def test_rows_that_cannot_be_taken_are_told(
    catalogue: Engine, tmp_path: Path, cells: Row, said: tuple[int, ...]
) -> None:
    with catalogue_session(catalogue) as session:
        fill(session)
    path = tmp_path / "blind.csv"
    (row,) = hand_out(catalogue, path)
    assert hand_in(catalogue, path, [{**row, **cells}]) == said


def test_a_worksheet_that_lost_a_column_is_no_blind_one(catalogue: Engine, tmp_path: Path) -> None:
    path = tmp_path / "blind.csv"
    path.write_text("practice,facet,read,value\n")
    with pytest.raises(PracticesError, match="no column name, quote"):
        import_worksheet(catalogue, path, "ab", CLOCK)


def test_texts_are_handed_out_without_the_codes_of_a_record(
    catalogue: Engine, tmp_path: Path
) -> None:
    whole = TEXT + CODES
    sections = [
        {"start": 0, "end": len(TEXT), "level": 1, "heading": "", "role": "body"},
        {"start": len(TEXT), "end": len(whole), "level": 1, "heading": "", "role": "fields"},
    ]
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        new = replace(page(whole), sections=sections)
        document, _ = store_document(session, source, new, NOW)
        store_practices(session, [practice("a", document.id)], NOW)
        assert write_texts(session, read_blanks(session), tmp_path / "texts") == 1
    text = (tmp_path / "texts" / "a.txt").read_text()
    assert text == f"===== {document.canonical_url}\n\n{TEXT}\n"


def test_a_sample_is_drawn_whatever_the_machine_found(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        source = add_source(session).id
        slugs = "abcdefgh"
        pages = [page(url=f"https://ghent.example/{slug}") for slug in slugs]
        ids = [store_document(session, source, new, NOW)[0].id for new in pages]
        known = [practice(slug, one) for slug, one in zip(slugs, ids, strict=True)]
        store_practices(session, known, NOW)
        drawn = {one.slug for one in read_blanks(session, facet="goal", sample=3, seed=2)}
    assert drawn == draw(slugs, 3, 2)
    assert len(drawn) == 3
