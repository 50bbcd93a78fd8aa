"""A small site in a folder, the installation that reads it, and ways to write its pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from pipelines.installation import Installation
from pipelines.sources.declaration import SourceDeclaration
from pipelines.sources.registry import Registry
from practices_db.schema import open_catalogue
from practices_db.settings import Settings

HOST = "mentoring.example"
SLUG = "small"


def declare(**fields: object) -> SourceDeclaration:
    given = {
        "slug": SLUG,
        "kind": "website",
        "title": "A small site",
        "publisher": "nobody",
        "url": f"https://{HOST}/",
        "licence": "CC0-1.0",
        "delay_seconds": 0,
    }
    return SourceDeclaration.model_validate({**given, **fields})


def programme(name: str, years: int = 2) -> str:
    """A page with enough prose to be read as a programme's own."""
    return (
        f"<html><head><title>{name}</title></head><body><main><h1>{name}</h1>"
        f"<p>{name} is a mentoring programme. Volunteers accompany young refugees for {years} years"
        f" on their way to work, and each pair of mentor and mentee meets every week.</p>"
        f"<p>The programme {name} is paid for by the city. Mentors are retired professionals who"
        " are trained for two days and then matched with a mentee by our team.</p>"
        "</main></body></html>"
    )


def page(site: Path, path: str, html: str) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html)


def link(site: Path, *paths: str) -> None:
    """The front page, with links to those paths."""
    items = "".join(f"<li><a href='/{path}'>{path}</a></li>" for path in paths)
    page(site, "index.html", f"<html><title>Home</title><h1>Home</h1><ul>{items}</ul></html>")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


Install = Callable[..., Installation]


@pytest.fixture
def install(settings: Settings, site: Path, empty_file: Path) -> Iterator[Install]:
    """Opens an installation of one source; with `at`, a second catalogue on the same archive.

    `data` is another data folder, so another archive; the rest goes to the installation itself.
    """
    opened: list[Installation] = []

    def make(
        declared: SourceDeclaration | None = None,
        *,
        at: Path | None = None,
        data: Path | None = None,
        **given: Any,
    ) -> Installation:
        url = f"sqlite:///{at}" if at else settings.database_url
        file = make_url(url).database
        if file and not Path(file).exists():  # the copy is set up, which takes long
            shutil.copy(empty_file, file)
        own = replace(settings, database_url=url, data_dir=data or settings.data_dir)
        made = Installation(
            settings=own,
            engine=open_catalogue(url),
            registry=Registry((declared or declare(),)),
            **{"served": {} if given.get("replay") else {HOST: site}, **given},
        )
        opened.append(made)
        return made

    yield make
    for installation in opened:
        installation.engine.dispose()
