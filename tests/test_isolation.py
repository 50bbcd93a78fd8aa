"""Tests read no settings of the shell that they are started from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from practices_db.settings import PROJECT_ROOT

SHOWN = """
import tests.conftest
from practices_db.settings import load_settings
settings = load_settings()
print(settings.source_dirs, settings.alert, settings.daily_requests, settings.models_dir)
"""


def test_settings_of_the_shell_reach_no_test(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("slug: mine\n")
    own = {
        "PRACTICES_SOURCES": str(tmp_path),
        "PRACTICES_ALERT": "mailto:somebody@example.org",
        "PRACTICES_DAILY_REQUESTS": "7",
        "PRACTICES_DATA": str(tmp_path / "data"),
    }
    kept = {name: value for name, value in os.environ.items() if name != "PRACTICES_MODELS"}
    told = subprocess.run(
        [sys.executable, "-c", SHOWN],
        cwd=PROJECT_ROOT,
        env={**kept, **own},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told == f"() None 50000 {tmp_path / 'data' / 'models'}\n"
