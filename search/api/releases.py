"""Frozen releases by the API: the list, and one with its protocol and files."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field

from practices_db.models import Release
from search.export.cite_release import LICENCE, cite_release
from search.web.pages.releases import files_of, find_release
from search.web.pages.shared import base_of, site_of

router = APIRouter(tags=["Catalogue"])
Name = Annotated[str, Path(max_length=64, description="The name of a release, as the list has it")]


class FrozenOut(BaseModel):
    """A release that was frozen: what it held then, and how to cite it."""

    release: str
    title: str
    frozen_on: date
    counts: dict[str, int]
    licence: str = Field(description="Of the catalogue's own data; quotes belong to publishers")
    citation: str
    url: str
    current: bool = Field(description="Whether it is what the catalogue shows now")


class FrozenFileOut(BaseModel):
    """A file of a release."""

    name: str
    size: int
    sha256: str
    url: str


class FrozenWholeOut(FrozenOut):
    """A release with its protocol; no files where they are not kept on this site."""

    protocol: dict[str, Any]
    files: list[FrozenFileOut]
    archive: str | None = Field(description="All files in one zip")


@router.head("/releases", include_in_schema=False)
@router.get("/releases", response_model=list[FrozenOut], summary="Frozen releases")
def frozen_releases(request: Request) -> list[dict[str, Any]]:
    """What was frozen to be cited, the newest first."""
    return [_told(request, one) for one in site_of(request).holdings().frozen]


@router.head("/releases/{name}", include_in_schema=False)
@router.get("/releases/{name}", response_model=FrozenWholeOut, summary="One frozen release")
def frozen_release(request: Request, name: Name) -> dict[str, Any]:
    """A release with its protocol and the files that it can be had as."""
    site = site_of(request)
    found = find_release(site, name)
    told = _told(request, found)
    files = [
        {"name": f.name, "size": f.size, "sha256": f.sha256, "url": f"{told['url']}/{f.name}"}
        for f in files_of(site, found)
    ]
    archive = f"{told['url']}.zip" if files else None
    return {**told, "protocol": found.protocol, "files": files, "archive": archive}


def _told(request: Request, found: Release) -> dict[str, Any]:
    return {
        "release": found.content_hash,
        "title": found.title,
        "frozen_on": found.protocol["frozen_on"],
        "counts": found.counts,
        "licence": LICENCE,
        "citation": cite_release(found.protocol),
        "url": f"{base_of(request)}/releases/{found.content_hash}",
        "current": found.content_hash == site_of(request).holdings().release,
    }
