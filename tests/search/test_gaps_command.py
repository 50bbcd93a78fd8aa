"""`practices gaps`: the same cells on the screen, in CSV and as a picture."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from pipelines.cli.app import app
from practices_db.errors import PracticesError
from tests.search.conftest import Indexed
from tests.world import environment_of, say_here


def _run(indexed: Indexed, *words: str) -> str:
    return say_here(indexed.settings, "gaps", *words)


def test_csv_and_picture_hold_every_cell(indexed: Indexed, tmp_path: Path) -> None:
    table, picture = tmp_path / "gaps.csv", tmp_path / "gaps.svg"
    _run(indexed, "target_group", "goal", "--csv", str(table), "--svg", str(picture))
    lines = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    cells = json.loads(_run(indexed, "target_group", "goal", "--json"))["cells"]
    assert len(lines) == len(cells) > 100
    for line, cell in zip(lines, cells, strict=True):
        assert (line["row"], line["column"]) == (cell["row"], cell["column"])
        assert int(line["practices"]) == cell["practices"] == sum(cell["by_evidence"].values())
        assert int(line["practices_searched"]) == len(indexed.programmes)
    # No run of the fixture's source is on record: what is absent was not looked for.
    assert {cell["standing"] for cell in cells} == {"found", "not_searched"}
    told = picture.read_text(encoding="utf-8")
    assert "0 sources searched" in told
    assert ElementTree.fromstring(picture.read_text(encoding="utf-8")).tag.endswith("svg")


def test_the_screen_says_what_an_empty_cell_means(indexed: Indexed) -> None:
    shown = _run(indexed, "mentor_type", "format", "--filter", "country=DE")
    assert "0 sources searched" in shown
    assert " und" not in shown


def test_on_a_narrow_screen_letters_stand_for_columns_and_no_code_is_broken(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.cli import output

    for width, whole in ((80, False), (300, True)):
        monkeypatch.setattr(output.console, "width", width)
        shown = _run(indexed, "country", "funding_model")
        assert "regional_local_government" in shown
        assert ("B regional_local_government" in shown) is not whole
        assert max(map(len, shown.split("? some")[0].split("A national")[0].splitlines())) <= width


def test_a_map_wider_than_the_screen_is_told_in_several_tables(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.cli import output

    monkeypatch.setattr(output.console, "width", 80)
    shown = _run(indexed, "target_group", "goal")
    columns = json.loads(_run(indexed, "target_group", "goal", "--json"))["columns"]
    rows = [line for line in shown.splitlines() if "highly_skilled_immigrants" in line]
    assert len(rows) > 1  # whole, once a table
    cells = [line.strip("│ ").count("│") - 1 for line in rows]  # without the name and the sum
    assert sum(cells) == len(columns)
    assert max(map(len, shown.split("A ")[0].splitlines())) <= 80


@pytest.mark.parametrize("facets", [("goal", "goal"), ("goal", "nothing")])
def test_impossible_maps_are_one_sentence(facets: tuple[str, str], indexed: Indexed) -> None:
    environment = environment_of(indexed.settings)
    result = CliRunner().invoke(app, ["gaps", *facets], env=environment)
    assert result.exit_code != 0
    assert isinstance(result.exception, PracticesError)
