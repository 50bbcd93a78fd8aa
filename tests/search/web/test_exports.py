"""Files: nothing is lost on the way out and back, and no cell runs."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from starlette.testclient import TestClient

from practices_db.engine import catalogue_session
from practices_db.exports import plain
from search.export.bundle import BadBundle, read_bundle, write_bundle
from search.export.records import entry_record
from search.holdings import read_holdings
from tests.search.web.conftest import Shown
from tests.search.web.hostile import FORMULA
from tests.world import World


def records(shown: Shown) -> list[object]:
    """The entries as they stand in the catalogue, also those that are gone."""
    with shown.site.session() as session:
        holdings = read_holdings(session)
    return [plain(entry_record(entry)) for entry in holdings.entries.values()]


def test_json_lines_hold_everything(client: TestClient, shown: Shown) -> None:
    lines = client.get("/export/practices.jsonl").text.splitlines()
    assert [json.loads(line) for line in lines] == records(shown)


def test_sqlite_file_holds_everything(client: TestClient, shown: Shown, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(client.get("/export/catalogue.sqlite").content)
    with closing(sqlite3.connect(path)) as database:
        wholes = database.execute("SELECT json FROM record ORDER BY slug").fetchall()
        quotes = database.execute(
            "SELECT quote FROM statement WHERE practice = 'bakers-ghent' AND facet = 'mentor_type'"
        ).fetchall()
    assert [json.loads(text) for (text,) in wholes] == records(shown)
    assert quotes == [("Retired bakers",)]


def test_csv_spells_out_silence_and_disarms_formulas(client: TestClient) -> None:
    text = client.get("/export/practices.csv").content.decode("utf-8-sig")
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["silent-oslo"]["target_group"] == "not stated"
    assert rows["silent-oslo"]["scale"] == "not assessed"
    assert rows["hostile-name"]["organisation"] == f"'{FORMULA}"
    assert len(rows["bakers-ghent"]) == len(set(text.splitlines()[0].split(",")))


@pytest.mark.parametrize("name", ["practices.csv", "statements.csv", "terms.csv"])
def test_every_row_names_its_release(client: TestClient, name: str) -> None:
    """Rows of CSV files are cut out, and still can be cited."""
    text = client.get(f"/export/{name}").content.decode("utf-8-sig")
    named = {row["release"] for row in csv.DictReader(io.StringIO(text))}
    assert named == {client.get("/health").json()["release"]}


def test_workbook_keeps_formulas_as_text(client: TestClient) -> None:
    book = load_workbook(io.BytesIO(client.get("/export/practices.xlsx").content))
    cells = [cell for row in book["practices"].iter_rows() for cell in row]
    assert FORMULA in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}  # f would be a formula
    assert book["statements"].max_row == 11


def test_filters_hold_for_files(client: TestClient) -> None:
    lines = client.get("/export/practices.jsonl?country=FR").text.splitlines()
    assert [json.loads(line)["slug"] for line in lines] == ["paires-lyon"]


def test_equal_releases_give_equal_files(client: TestClient, shown: Shown) -> None:
    from search.web import create_app

    with TestClient(create_app(shown.engine, shown.settings)) as other:
        for name in ("practices.xlsx", "catalogue.sqlite", "practices.jsonld"):
            first = client.get(f"/export/{name}").content
            again = other.get(f"http://catalogue.example/export/{name}").content
            assert first == again, name


def bundle_of(engine: Engine) -> str:
    out = io.StringIO()
    with catalogue_session(engine) as session:
        write_bundle(session, out)
    return out.getvalue()


def test_bundle_comes_back_without_loss(shown: Shown, catalogue: Engine) -> None:
    written = bundle_of(shown.engine)
    with catalogue_session(catalogue) as session:
        assert read_bundle(session, written.splitlines()) == len(written.splitlines()) - 1
    assert bundle_of(catalogue) == written


def test_bundle_is_taken_into_an_empty_catalogue_only(shown: Shown) -> None:
    written = bundle_of(shown.engine)
    with pytest.raises(BadBundle, match="not empty"), catalogue_session(shown.engine) as session:
        read_bundle(session, written.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Retired bakers mentor", "Retired butchers mentor", "not in their texts"),
        ("mentoring-practices bundle", "other bundle", "no bundle"),
        ('"table": "source"', '"table": "users"', "names the table"),
        ('"publisher":', '"password":', "has no column"),
    ],
)
def test_changed_bundle_is_refused_whole(
    shown: Shown, catalogue: Engine, old: str, new: str, said: str
) -> None:
    changed = bundle_of(shown.engine).replace(old, new)
    with pytest.raises(BadBundle, match=said), catalogue_session(catalogue) as session:
        read_bundle(session, changed.splitlines())
    assert len(bundle_of(catalogue).splitlines()) == 1


def test_vocabulary_as_skos(client: TestClient) -> None:
    from rdflib import Graph
    from rdflib.namespace import RDF, SKOS

    graph = Graph().parse(data=client.get("/vocabulary.ttl").text, format="turtle")
    assert len(list(graph.subjects(RDF.type, SKOS.Concept))) > 50


def test_catalogue_goes_on_after_a_bundle(shown: Shown, catalogue: Engine) -> None:
    from practices_db.models import Source
    from tests.practices_db.sample import add_source

    with catalogue_session(catalogue) as session:
        read_bundle(session, bundle_of(shown.engine).splitlines())
    with catalogue_session(catalogue) as session:
        added = add_source(session, "added-later")
        assert added.id > session.query(Source).filter_by(slug="sample").one().id


def table(client: TestClient, name: str) -> list[dict[str, str]]:
    text = client.get(f"/export/{name}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_codebook_tells_of_every_column_in_its_order(client: TestClient) -> None:
    told = table(client, "codebook.csv")
    assert all(row["meaning"] and row["label"] for row in told)
    for name in ("practices.csv", "statements.csv", "terms.csv"):
        columns = list(table(client, name)[0])
        assert [row["column"] for row in told if row["file"] == name] == columns
    by_column = {row["column"]: row for row in told if row["file"] == "practices.csv"}
    assert by_column["duration_months"]["unit"] == "months"
    assert "refugees" in by_column["target_group"]["values"]
    assert by_column["target_group"]["unknown"] == "not stated, not assessed"


def test_terms_add_up_to_the_counts_of_the_facets(client: TestClient) -> None:
    """1 is stated, 0 is read and not stated, an empty cell was read by nobody."""
    rows = table(client, "terms.csv")
    counts = client.get("/api/facets").json()
    for facet in ("target_group", "mentor_type", "funding_model", "evidence_level", "status"):
        for code, number in counts[facet].items():
            cells = [row.get(f"{facet}_{code}", "") for row in rows]
            if code == "not_assessed":
                unread = [row[f"{facet}_not_stated"] for row in rows]
                assert unread.count("") == number
            else:
                assert cells.count("1") == number, (facet, code)
    silent = next(row for row in rows if row["slug"] == "silent-oslo")
    assert silent["target_group_not_stated"] == "1" and silent["target_group_refugees"] == "0"
    assert silent["scale_local"] == ""


def test_numbers_of_statements_have_their_unit(world: World) -> None:
    """30000 alone may be euros a year or kroner a mentee."""
    rows = list(csv.DictReader(io.StringIO(world.run("export", "statements"))))
    numbers = [row for row in rows if row["facet"] in {"cost", "outcome", "duration_months"}]
    assert numbers and all(row["unit"] for row in numbers)
    assert any(row["basis"] for row in numbers)
    assert {row["facet"] for row in rows if row["year"]} == {"outcome"}
    assert {row["facet"] for row in rows if row["denominator"]} == {"outcome"}
    assert not any(row["unit"] for row in rows if row["facet"] == "target_group")
