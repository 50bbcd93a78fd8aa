"""`practices mcp` as an assistant starts it: another process, spoken to by the SDK's own client."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from tests.search.web.conftest import Shown
from tests.search.web.test_assistants import run_apart

QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "search": ("search_practices", {"query": "retired mentors", "filters": {"country": ["BE"]}}),
    "silent": ("search_practices", {"filters": {"target_group": ["not_stated"]}, "limit": 50}),
    "show": ("show_practice", {"slug": "bakers-ghent"}),
    "compare": ("compare_practices", {"slugs": ["bakers-ghent", "hostile-name"]}),
    "gaps": ("map_gaps", {"rows": "target_group", "columns": "funding_model"}),
    "facets": ("list_facets", {}),
    "no slug": ("show_practice", {"slug": "none"}),
    "no facet": ("search_practices", {"filters": {"colour": ["red"]}}),
    "no value": ("search_practices", {"filters": {"target_group": ["martians"]}}),
    "no words": ("search_practices", {"query": "?!"}),
    "bad limit": ("search_practices", {"limit": 0}),
    "one alone": ("compare_practices", {"slugs": ["bakers-ghent"]}),
    "same twice": ("compare_practices", {"slugs": ["bakers-ghent", "bakers-ghent"]}),
    "same facet": ("map_gaps", {"rows": "goal", "columns": "goal"}),
    "no such facet": ("map_gaps", {"rows": "colour"}),
    "no tool": ("delete_everything", {}),
}


@pytest.fixture(scope="module")
def answers(shown: Shown) -> Iterator[dict[str, Any]]:
    """What one server, started once, answers to all questions."""
    root = Path(__file__).parents[3]
    server = StdioServerParameters(
        command=sys.executable,
        args=["-c", "from pipelines.cli import main; main()", "mcp"],
        env={
            **os.environ,
            "PYTHONPATH": str(root),
            "PRACTICES_DATA": str(shown.settings.data_dir),
            "PRACTICES_MODELS": str(shown.settings.models_dir),
        },
    )

    async def ask() -> dict[str, Any]:
        async with Client(stdio_client(server)) as client:
            found: dict[str, Any] = {"tools": (await client.list_tools()).tools}
            for name, (tool, given) in QUESTIONS.items():
                try:
                    found[name] = await client.call_tool(tool, given)
                except Exception as error:
                    found[name] = error
            return found

    yield run_apart(ask())


def test_search_finds_with_reasons_and_counts(answers: dict[str, Any]) -> None:
    found = answers["search"].structured_content
    assert [one["slug"] for one in found["practices"]] == ["bakers-ghent"]
    assert found["practices"][0]["why"]
    assert found["release"]
    silent = answers["silent"].structured_content
    assert [one["slug"] for one in silent["practices"]] == ["silent-oslo"]


def test_programme_comes_whole_with_quotes(answers: dict[str, Any]) -> None:
    record = answers["show"].structured_content
    assert record["organisation"] == "City of Ghent"
    [value] = record["facets"]["mentor_type"]["values"]
    assert value["supports"][0]["quote"] == "Retired bakers"
    assert value["supports"][0]["url"] == "https://pages.example/bakers-ghent"


def test_comparison_and_gap_map_tell_silence_apart(answers: dict[str, Any]) -> None:
    pair = answers["compare"].structured_content
    cells = {row["facet"]: row["cells"] for row in pair["rows"]}
    assert [cell["state"] for cell in cells["funding_model"]] == ["stated", "not_stated"]
    assert [cell["state"] for cell in cells["scale"]] == ["not_assessed", "not_assessed"]
    gaps = answers["gaps"].structured_content
    counts = {(cell["row"], cell["column"]): cell["practices"] for cell in gaps["cells"]}
    assert counts["refugees", "foundation_grants"] == 1
    assert gaps["searched"]["practices"] == 4


def test_facets_are_those_that_filters_take(answers: dict[str, Any]) -> None:
    facets = answers["facets"].structured_content
    assert facets["target_group"]["refugees"] == "Refugees"
    assert facets["target_group"]["not_stated"] == "not stated"
    assert facets["country"]["BE"] == "Belgium"
    assert facets["language"]["fr"] == "French"


@pytest.mark.parametrize(
    ("question", "helps"),
    [
        ("no slug", "There is no practice 'none'"),
        ("no facet", "list_facets has all"),
        ("no value", "refugees"),
        ("no words", "no words"),
        ("bad limit", "greater than or equal to 1"),
        ("one alone", "at least 2"),
        ("same twice", "2 to 6 different ones"),
        ("same facet", "two"),
        ("no such facet", "list_facets has all"),
        ("no tool", "delete_everything"),
    ],
)
def test_mistakes_come_back_as_advice(answers: dict[str, Any], question: str, helps: str) -> None:
    answer = answers[question]
    said = str(answer) if isinstance(answer, Exception) else answer.content[0].text
    assert isinstance(answer, Exception) or answer.is_error
    assert helps in said
    assert "Traceback" not in said
    assert "/" not in said.replace("https://errors.pydantic.dev/", "")[:40]


def test_every_tool_says_what_it_is_for(answers: dict[str, Any]) -> None:
    tools = {tool.name: tool for tool in answers["tools"]}
    assert set(tools) == {name for name, _ in QUESTIONS.values()} - {"delete_everything"}
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools.values())
