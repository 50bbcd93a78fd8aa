"""Assistants get the same answers, through the real protocol in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from mcp import Client

from search.assistants import build_server
from tests.search.web.conftest import Shown


def run_apart(work: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own: tests in a browser may have left a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def call(shown: Shown, tool: str, **arguments: Any) -> Any:
    """What the tool answers."""

    async def ask() -> Any:
        async with Client(build_server(shown.site)) as client:
            return await client.call_tool(tool, arguments)

    return run_apart(ask())


def test_tools_are_listed_as_read_only(shown: Shown) -> None:
    async def ask() -> Any:
        async with Client(build_server(shown.site)) as client:
            return await client.list_tools()

    tools = {tool.name: tool for tool in run_apart(ask()).tools}
    assert set(tools) == {
        "search_practices",
        "show_practice",
        "compare_practices",
        "map_gaps",
        "list_facets",
    }
    assert all(tool.annotations.read_only_hint for tool in tools.values())


def test_search_show_compare_gaps(shown: Shown) -> None:
    found = call(shown, "search_practices", query="retired mentors", filters={"country": ["BE"]})
    assert [one["slug"] for one in found.structured_content["practices"]] == ["bakers-ghent"]
    record = call(shown, "show_practice", slug="bakers-ghent").structured_content
    assert record["facets"]["mentor_type"]["values"][0]["supports"][0]["quote"] == "Retired bakers"
    pair = call(shown, "compare_practices", slugs=["bakers-ghent", "paires-lyon"])
    assert len(pair.structured_content["columns"]) == 2
    gaps = call(shown, "map_gaps", rows="target_group", columns="funding_model")
    cells = {(c["row"], c["column"]): c["practices"] for c in gaps.structured_content["cells"]}
    assert gaps.structured_content["row_totals"]["refugees"] == 2
    assert cells["refugees", "foundation_grants"] == 1


def test_mistakes_come_back_as_advice(shown: Shown) -> None:
    answer = call(shown, "show_practice", slug="none")
    assert answer.is_error
    assert "There is no practice 'none'" in answer.content[0].text
