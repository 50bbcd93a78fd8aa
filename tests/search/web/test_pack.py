"""The scoping pack: complete, equal to the byte on the same release, in four forms."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document
from starlette.testclient import TestClient

from search.web import create_app
from tests.search.web.conftest import Shown
from tests.search.web.hostile import IMAGE, SCRIPT

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


@pytest.mark.parametrize("form", ["", ".md", ".docx", ".json"])
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


def test_counts_and_sources_are_there(client: TestClient) -> None:
    text = client.get(f"/pack.md{QUESTION}").text
    assert "3 programmes of 4 in the catalogue pass" in text
    assert "1 could not be read" in text
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
    assert "javascript:" not in json.dumps(client.get(f"/pack.json{address}").json())


def test_a_question_that_nothing_answers(client: TestClient) -> None:
    text = client.get("/pack.md?mentor_type=alumni").text
    assert "0 programmes of 4" in text
    assert "nothing to compare" in text
