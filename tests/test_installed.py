"""The project as others install it: a wheel, in a folder that knows no checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from practices_db.settings import PROJECT_ROOT, load_settings

PACKAGES = ("pipelines", "practices_db", "search", "language")
BESIDE = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA")
SOURCE = """slug: saved
title: Saved pages
kind: folder
url: {folder}
publisher: Example Association
licence: CC BY 4.0
languages: [en]
cadence: yearly
"""
PAGE = """<html lang="en"><title>Harbour mentoring</title><main><h1>Harbour mentoring</h1>
<p>In our mentoring programme a retired engineer meets a refugee every week for six months.</p>
<p>The city council pays for the programme. 40 pairs met last year.</p></main></html>"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What pip would put into the folder of packages."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in PACKAGES:
        shutil.copytree(PROJECT_ROOT / name, copy / name)
    for name in BESIDE:
        shutil.copy(PROJECT_ROOT / name, copy / name)
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(copy)]
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", *options, str(copy)]
    subprocess.run(build, check=True, capture_output=True)
    packages = tmp_path_factory.mktemp("packages")
    with zipfile.ZipFile(next(copy.glob("*.whl"))) as wheel:
        wheel.extractall(packages)
    return packages


def call(installed: Path, home: Path, *arguments: str, **more: str) -> str:
    told = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import main; main()", *arguments],
        cwd=home,
        env={
            **{name: value for name, value in os.environ.items() if name[:10] != "PRACTICES_"},
            "PYTHONPATH": str(installed),
            "PRACTICES_MODELS": str(load_settings().models_dir),
            "XDG_DATA_HOME": str(home / "share"),
            **more,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def test_an_installed_package_runs_and_keeps_its_data_with_the_users(
    installed: Path, tmp_path: Path
) -> None:
    pages, sources = tmp_path / "pages", tmp_path / "sources"
    pages.mkdir()
    sources.mkdir()
    (pages / "harbour.html").write_text(PAGE)
    (sources / "saved.yml").write_text(SOURCE.format(folder=pages))
    told = call(installed, tmp_path, "run", "--sources", "saved", PRACTICES_SOURCES=str(sources))
    assert "1 read, 0 failed" in told
    assert (tmp_path / "share" / "mentoring-practices" / "catalogue.sqlite").is_file()
    assert "Harbour mentoring" in call(installed, tmp_path, "search", "retired engineers")
    assert not (installed / "data").exists()
