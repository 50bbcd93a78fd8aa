"""Runs a command and prints what it showed, for the blocks of the README that cog regenerates.

`cog -r README.md` rewrites the blocks from the catalogue in PRACTICES_DATA; a test runs
`cog --check` against a catalogue of its own, so what the README shows stays true.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

WIDTH = "100"
TIME = re.compile(r"^(Time +).*$", re.MULTILINE)


def show(command: str, lines: int | None = None) -> str:
    """The command and its real output as a fenced block; `lines` keeps only the first ones."""
    program, *arguments = shlex.split(command)
    done = subprocess.run(  # noqa: S603 - our own commands
        [str(Path(sys.executable).parent / program), *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": WIDTH},
    )
    return block(command, done.stdout, lines)


def show_first_run() -> str:
    """What `make run` printed the first time, as the test's own first run kept it."""
    kept = Path(os.environ["PRACTICES_DATA"]) / "first-run.txt"
    return block("make run", kept.read_text())


def block(command: str, output: str, lines: int | None = None) -> str:
    """A console block; what differs from run to run (seconds, the day of the run) is left out."""
    steady = _without_day(TIME.sub(r"\1(differs by machine)", output))
    shown = [line.rstrip() for line in steady.splitlines()]
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], "..."]
    text = "\n".join(shown).strip("\n")
    return f"```console\n$ {command}\n{text}\n```"


def _without_day(output: str) -> str:
    """`YYYY-MM-DD`, as wide as any date, where a value is dated by the run that read it."""
    now = datetime.now(UTC)
    for day in (now, now - timedelta(days=1)):  # a run may begin before midnight
        output = output.replace(f"{day:%Y-%m-%d}", "YYYY-MM-DD")
    return output
