"""`practices run` on parts of the demonstration site and on the service of `published.py`, in a
process of its own, to be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from practices_db.settings import PROJECT_ROOT, load_settings
from tests.faults.content import database_lines, folder_lines
from tests.faults.published import HOST

SOURCE = """
slug: {part}
kind: website
title: A part of the demonstration site
publisher: mentoring-practices
url: http://mentoring-demo.localhost/{part}/programmes/
scope: [http://mentoring-demo.localhost/{part}/]
licence: CC-BY-4.0
serve: package:demo/site
allow_private: [mentoring-demo.localhost]
delay_seconds: 0
"""


def declare_parts(folder: Path, parts: Sequence[str]) -> None:
    """Write a declaration for each part; data folders are to lie in the same folder."""
    for part in parts:
        (folder / f"{part}.yml").write_text(SOURCE.format(part=part))


def start_run(data: Path, parts: Sequence[str], url: str = "") -> subprocess.Popen[bytes]:
    """A whole run that begins now, in that data folder; a service lies in `service` beside it.

    `url`: of the catalogue, where it does not lie in the folder.
    """
    own = {"PRACTICES_DATABASE_URL": url} if url else {}
    chosen = [word for part in parts for word in ("--sources", part)]
    if (service := data.parent / "service").is_dir():
        chosen += ["--serve", f"{HOST}={service}"]
    return subprocess.Popen(
        [str(Path(sys.executable).parent / "practices"), "run", *chosen],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "PRACTICES_DATA": str(data),
            "PRACTICES_MODELS": str(load_settings().models_dir),
            "PRACTICES_SOURCES": str(data.parent),
            "COLUMNS": "300",
            **own,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def finish_run(data: Path, parts: Sequence[str], url: str = "") -> list[str]:
    """Run to the end; the lines of the catalogue."""
    run = start_run(data, parts, url)
    told, _ = run.communicate()
    assert run.returncode == 0, told.decode()
    return database_lines(url) if url else folder_lines(data)
