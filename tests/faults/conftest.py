"""The small site of the tests of steps, and a reading of the demonstration site in peace."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from practices_db.settings import PROJECT_ROOT
from tests.faults.content import Undisturbed
from tests.faults.living import year
from tests.faults.paged import service
from tests.pipelines.steps.conftest import install, site

__all__ = ["install", "service", "site", "year"]


@pytest.fixture(scope="session")
def undisturbed(together: Path) -> Undisturbed:
    """What a worker makes of the demonstration site when nothing happens to it."""
    folder, draft = together / "undisturbed", together / "undisturbed.draft"
    with FileLock(together / "undisturbed.lock"):
        if not folder.exists():
            _read_demonstration_site(draft)
            draft.rename(folder)
        return Undisturbed.of(folder)


def _read_demonstration_site(folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.faults.worker"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "PRACTICES_DATA": str(folder)},
        check=True,
    )
