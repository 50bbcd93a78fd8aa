"""Datasets and a feed, edition by edition: broken off at any write, or read by two at once, they
end as the catalogue of a run that nobody disturbed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from pipelines.installation import Installation
from pipelines.sources.registry import load_registry
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import fetch_pages
from practices_db.settings import PROJECT_ROOT
from tests.faults.content import catalogue_lines, folder_lines
from tests.faults.published import EDITIONS, HOST, SLUGS, declare_service, publish
from tests.faults.worker import PUBLISHED
from tests.pipelines.steps.conftest import Install
from tests.world import copy_data

_APART = 5  # of some forty to eighty writes in each edition

Lived = Callable[[Path], Installation]


class _PowerCutError(Exception):
    """From one write on nothing is written any more."""


@pytest.fixture
def lived(install: Install, tmp_path: Path) -> Lived:
    """Opens the installation of a data folder that reads the service."""
    declare_service(tmp_path)
    registry = load_registry([tmp_path])

    def opened(data: Path) -> Installation:
        data.mkdir(exist_ok=True)
        served = {HOST: tmp_path / "service"}
        made = install(at=data / "catalogue.sqlite", data=data, served=served)
        return replace(made, registry=registry)

    return opened


def _read(installation: Installation) -> list[str]:
    for slug in SLUGS:
        fetch_pages(installation, slug)
        describe_documents(installation, slug)
    return catalogue_lines(installation.engine)


def _break_off(installation: Installation, after: int) -> int:
    """Read until so many writes were made; how many were tried."""
    tried = 0

    def write(_connection: object) -> None:
        nonlocal tried
        tried += 1
        if tried > after:
            raise _PowerCutError

    event.listen(installation.engine, "commit", write)
    with suppress(_PowerCutError):
        _read(installation)
    event.remove(installation.engine, "commit", write)
    return tried


@pytest.mark.parametrize("edition", range(len(EDITIONS)))
def test_broken_off_at_any_write(tmp_path: Path, lived: Lived, edition: int) -> None:
    calm, service = tmp_path / "calm", tmp_path / "service"
    lived(calm)
    for before in range(edition):
        publish(service, before)
        _read(lived(calm))
    publish(service, edition)
    writes = 1
    while True:
        broken = copy_data(calm, tmp_path / f"broken-{writes}")
        tried = _break_off(lived(broken), writes)
        if tried <= writes:
            expected = folder_lines(broken)
            break
        writes += _APART
    assert writes > _APART
    for after in range(1, writes, _APART):
        assert _read(lived(tmp_path / f"broken-{after}")) == expected, f"after {after} writes"


def test_two_runs_at_once(tmp_path: Path, lived: Lived) -> None:
    for edition in range(2):
        publish(tmp_path / "service", edition)
        _read(lived(tmp_path / "calm"))
        if edition == 0:
            shutil.copytree(tmp_path / "calm", tmp_path / "both")
    workers = [_worker(tmp_path / "both") for _ in range(2)]
    for worker in workers:
        told, _ = worker.communicate(timeout=120)
        assert worker.returncode == 0, told
    assert folder_lines(tmp_path / "both") == folder_lines(tmp_path / "calm")


def _worker(data: Path) -> subprocess.Popen[str]:
    own = {
        "PRACTICES_DATA": str(data),
        "PRACTICES_SOURCES": str(data.parent),
        PUBLISHED: str(data.parent / "service"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker", *SLUGS],
        cwd=PROJECT_ROOT,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
