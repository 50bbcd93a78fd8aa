"""The scoping pack: complete, equal to the byte on the same release, in four forms."""

from __future__ import annotations

import io
import itertools
import json
import re
from html import unescape
from pathlib import Path

import pytest
from docx import Document
from starlette.testclient import TestClient
from typer.testing import CliRunner

from pipelines.cli.app import app
from practices_db.errors import PracticesError
from search.pack.groups import ranked
from search.web import create_app
from tests.search.web.conftest import Shown
from tests.search.web.hostile import IMAGE, SCRIPT
from tests.world import environment_of

QUESTION = "?title=Call+2019&q=mentors+for+refugees&target_group=refugees&target_group=not_stated"
PARTS = (
    "The question",
    "In short",
    "What was searched, and how",
    "What was found",
    "Gap map: who mentors whom",
    "The most relevant, side by side",
    "Funding and durability",
    "Evidence",
    "Caveats",
    "All 3 programmes",
    "How to cite",
)


@pytest.mark.parametrize("form", ["", ".md", ".docx", ".json", ".html"])
def test_same_release_same_bytes(client: TestClient, shown: Shown, form: str) -> None:
    first = client.get(f"/pack{form}{QUESTION}").content
    fresh = create_app(shown.engine, shown.settings)  # nothing remembered
    with TestClient(fresh, base_url="http://catalogue.example") as other:
        assert other.get(f"/pack{form}{QUESTION}").content == first


def test_all_forms_have_all_parts(client: TestClient) -> None:
    page = client.get(f"/pack{QUESTION}").text
    markdown = client.get(f"/pack.md{QUESTION}").text
    blocks = client.get(f"/pack.json{QUESTION}").json()["blocks"]
    heads = [block["text"] for block in blocks if block["kind"] == "heading"]
    word = Document(io.BytesIO(client.get(f"/pack.docx{QUESTION}").content))
    styled = [p.text for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert heads == list(PARTS)
    assert styled == list(PARTS)
    for part in PARTS:
        assert f"<h2>{part}</h2>" in page
        assert f"## {part}" in markdown


def test_word_breaks_no_count_over_pages(client: TestClient) -> None:
    """Small tables stand in frames that stay whole, and a head stays with its first row."""
    word = Document(io.BytesIO(client.get(f"/pack.docx{QUESTION}").content))
    frames = [table for table in word.tables if any(cell.tables for cell in table.row_cells(0))]
    assert frames
    for frame in frames:
        assert "w:cantSplit" in frame.rows[0]._tr.xml
        rows = [sum(len(one.rows) for one in cell.tables) for cell in frame.row_cells(0)]
        assert max(rows) <= 36, rows
        for table in (table for cell in frame.row_cells(0) for table in cell.tables):
            assert table.cell(0, 0).paragraphs[0].paragraph_format.keep_with_next
    leads = [p for p in word.paragraphs if p.text.startswith("A programme counts once")]
    assert [p.paragraph_format.keep_with_next for p in leads] == [True]


def test_counts_and_sources_are_there(client: TestClient) -> None:
    text = client.get(f"/pack.md{QUESTION}").text
    assert "3 programmes of 4 in the catalogue pass" in text
    assert "1 left alone for robots.txt" in text
    assert "Broken source" in text  # a source that failed is a caveat
    assert "The city pays for the coordinator" in text
    assert "| not stated | 1 |" in text


def test_nothing_from_the_web_becomes_markup(client: TestClient) -> None:
    address = "?target_group=unaccompanied_minors"
    for text in (
        client.get(f"/pack{address}").text,
        client.get(f"/pack.md{address}").text,
    ):
        assert SCRIPT not in text
        assert IMAGE not in text
    assert '"javascript:' not in json.dumps(client.get(f"/pack.json{address}").json())


def test_html_file_needs_nothing_beside_it(client: TestClient) -> None:
    answer = client.get(f"/pack.html{QUESTION}")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.text.count("<h2>") == len(PARTS)
    assert "<script" not in answer.text
    assert not re.search(r'(src|href)="/', answer.text)
    assert ".tablebox {" in answer.text


def test_command_writes_the_pack_of_the_site(
    client: TestClient, shown: Shown, tmp_path: Path
) -> None:
    words = ["pack", "mentors for refugees", "--title", "Call 2019"]
    words += ["--filter", "target_group=refugees", "--filter", "target_group=not_stated"]
    for form in ("docx", "html", "md", "json"):
        path = tmp_path / f"pack.{form}"
        site = "http://catalogue.example/"
        command = [*words, "--output", str(path), "--site", site]
        result = CliRunner().invoke(app, command, env=environment_of(shown.settings))
        assert result.exit_code == 0, result.output
        assert path.read_bytes() == client.get(f"/pack.{form}{QUESTION}").content


def test_equal_counts_stand_in_one_order() -> None:
    """Sets have another order in each process; what is written must not."""
    counts = {"students": 1, "retired_professionals": 2, "alumni": 2}
    for order in itertools.permutations(counts):
        found = ranked({code: counts[code] for code in order})
        assert [code for code, _ in found] == ["alumni", "retired_professionals", "students"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--output", "pack.pdf"], "not written as .pdf"),
        (["--filter", "refugees"], "not facet=value"),
        (["--wish", "colour=red"], "wish is one of"),
        (["--filter", "target_group=martians"], "martians"),
    ],
)
def test_command_refuses_what_it_cannot_read(shown: Shown, words: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["pack", *words], env=environment_of(shown.settings))
    assert isinstance(result.exception, PracticesError)
    assert said in str(result.exception)


def test_a_question_that_nothing_answers(client: TestClient) -> None:
    text = client.get("/pack.md?mentor_type=alumni").text
    assert "None of the 4 programmes in the catalogue passes" in text
    assert "nothing to compare" in text


CALL = (
    "?title=Call&q=mentors&target_group=refugees&target_group=unaccompanied_minors"
    "&wish=mentor_type:retired_professionals&wish=funding_model:regional_local_government"
)


def test_each_group_of_the_call_has_its_row(client: TestClient) -> None:
    text = client.get(f"/pack.md{CALL}").text
    rows = [line for line in text.splitlines() if line.startswith("| Refugees | 2 |")]
    assert "retired professionals 1" in rows[0]
    assert "By target group: refugees 2, unaccompanied minors 1." in text


def test_wishes_are_looked_up_and_decide_nothing(client: TestClient) -> None:
    text = client.get(f"/pack.md{CALL}").text
    assert "3 programmes of 4 in the catalogue pass" in text
    assert "is stated by 1 of 3: Bakers for newcomers." in text
    row = next(line for line in text.splitlines() if line.count("| yes | yes |"))
    assert "Bakers for newcomers" in row
    other = client.get(
        "/pack.md?target_group=refugees&wish=funding_model:foundation_grants"
        "&wish=mentor_type:retired_professionals"
    ).text
    assert "not stated (they name regional and local government)" in other


def test_what_the_filters_left_out_is_counted(client: TestClient) -> None:
    text = client.get("/pack.md?target_group=refugees").text
    assert "Left out by the filters, some by more than one: 2 programmes" in text
    assert "1 state another target group, 1 none" in text


def test_pack_names_the_address_that_makes_it_again(client: TestClient) -> None:
    blocks = client.get(f"/pack.json{CALL}").json()["blocks"]
    address = blocks[-1]["url"]
    assert address.startswith("http://catalogue.example/pack?title=Call&q=mentors&")
    assert client.get(address.replace("/pack?", "/pack.json?")).json()["blocks"] == blocks


@pytest.mark.parametrize(
    "wish", ["colour:red", "mentor_type", "mentor_type:martians", "country:BE"]
)
def test_strange_wishes_are_refused(client: TestClient, wish: str) -> None:
    assert client.get(f"/pack.json?wish={wish}").status_code == 400


def test_the_example_can_be_opened(client: TestClient) -> None:
    page = client.get("/pack").text
    address = unescape(page.split('<a href="/pack?')[1].split('"')[0])
    assert "Mentoring to work, call of the Flemish employment service" in (
        client.get(f"/pack?{address}").text
    )


def test_a_question_in_words_alone_is_offered_its_terms_as_filters(client: TestClient) -> None:
    text = client.get("/pack?title=Call&q=retired+mentors+for+refugees").text
    assert "every programme counts" in text
    assert "All programmes were taken, and ordered" in text
    assert "chosen by the filters above" not in text
    address = re.search(r'<a href="(/pack\?title=Call&[^"]*target_group=refugees[^"]*)"', text)
    assert address is not None
    counted = client.get(address[1].replace("&amp;", "&")).text
    assert "every programme counts" not in counted
    assert "Target group: Refugees" in counted
    assert "<h1>Call</h1>" in counted


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("mentors for refugees", "target group: refugees"),
        ("a quiet hobby", "no term of the catalogue is among them"),
    ],
)
def test_a_pack_of_words_alone_does_not_pass_the_whole_catalogue_off_as_the_answer(
    client: TestClient, words: str, said: str
) -> None:
    told = client.get("/pack.md", params={"q": words}).text
    assert said in told
    assert "Not counted by the question, as no filter was set: all 4 programmes" in told
    assert "catalogue pass" not in told
    assert "The words only put" not in client.get(f"/pack.md{QUESTION}").text


def test_a_pack_repeats_what_a_search_says_of_the_words(client: TestClient) -> None:
    for filters in ({}, {"target_group": "refugees"}):
        told = client.get("/pack.md", params={"q": "zzzyx qwertz", **filters}).text
        assert "only the nearest in meaning" in told


def test_a_pack_of_filters_alone_is_named_by_them(client: TestClient) -> None:
    text = client.get("/pack.md?target_group=refugees&country=BE").text
    named = "Programmes by target group: Refugees; country: Belgium"
    assert text.startswith(f"# {named}\n")
    assert f"Scoping pack “{named}”" in text
    assert client.get("/pack.md?target_group=refugees&q=work").text.startswith("# work\n")


def test_a_pack_without_programmes_counts_nothing(client: TestClient) -> None:
    text = client.get("/pack.md?target_group=people_in_or_after_prison").text
    short = text.partition("## In short")[2].partition("##")[0]
    assert "That is not the same as “there is none”." in short
    assert "from 0 countries" not in short and "0 of 0" not in short
