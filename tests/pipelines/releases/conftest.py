"""Freezing as the tests ask for it: a small catalogue that means harm, and no clock but theirs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipelines.releases.freezing import Frozen, freeze
from pipelines.sources.registry import Registry
from tests.conftest import NOW
from tests.search.web.hostile import build_hostile

TITLE = "Mentoring {here} & <there>"


def froze(engine: Engine, folder: Path, *, title: str = TITLE, at: datetime = NOW) -> Frozen:
    return freeze(engine, Registry(()), title, folder, lambda: at)


@pytest.fixture
def hostile(catalogue: Engine) -> Engine:
    build_hostile(catalogue)
    return catalogue
