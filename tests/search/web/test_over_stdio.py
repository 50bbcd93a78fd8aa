"""`practices mcp` as an assistant starts it: another process, spoken to by the SDK's own client."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from tests.search.web.conftest import Shown
from tests.search.web.test_assistants import run_apart


def test_assistant_finds_and_reads_a_programme(shown: Shown) -> None:
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

    async def ask() -> tuple[Any, Any]:
        async with Client(stdio_client(server)) as client:
            found = await client.call_tool("search_practices", {"query": "retired mentors"})
            slug = found.structured_content["practices"][0]["slug"]
            return slug, await client.call_tool("show_practice", {"slug": slug})

    slug, shown_practice = run_apart(ask())
    assert slug == "bakers-ghent"
    assert shown_practice.structured_content["organisation"] == "City of Ghent"
