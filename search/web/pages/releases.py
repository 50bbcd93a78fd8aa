"""Frozen releases: what was frozen, how to cite it, and its files to take along."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse

from practices_db.models import Release
from search.export.cite_release import cite_release, release_bibtex
from search.export.frozen import FrozenFile, frozen_files, zipped
from search.export.release_paper import licences_paper, protocol_paper
from search.pack.blocks import kind_of
from search.web.errors import PageNotFound
from search.web.pages.shared import site_of
from search.web.rendering import page
from search.web.site import Site

router = APIRouter()
READ = ["GET", "HEAD"]
FOR_EVER = "public, max-age=31536000, immutable"
"""What was frozen does not change any more."""


@router.api_route("/releases", methods=READ, response_class=HTMLResponse)
def show_all(request: Request) -> HTMLResponse:
    """List the releases, the newest first, and say what they are for."""
    holdings = site_of(request).holdings()
    return page("releases.html", holdings=holdings, cite=cite_release)


@router.api_route("/releases/{name}.zip", methods=READ)
def whole(request: Request, name: str) -> Response:
    """All files of a release, in a folder of its name."""
    release = find_release(site_of(request), name)
    files = _present(site_of(request), release)
    headers = _attached(f"{release.content_hash}.zip") | {"content-encoding": "identity"}
    body = zipped(release.content_hash, files)
    return StreamingResponse(body, media_type="application/zip", headers=headers)


@router.api_route("/releases/{name}", methods=READ, response_class=HTMLResponse)
def show(request: Request, name: str) -> HTMLResponse:
    """One release: what it holds, how to cite it, its files, its protocol."""
    site = site_of(request)
    release = find_release(site, name)
    return page(
        "release.html",
        release=release,
        protocol=release.protocol,
        current=release.content_hash == site.holdings().release,
        citation=cite_release(release.protocol),
        bibtex=release_bibtex(release.protocol),
        files=files_of(site, release),
        papers=(protocol_paper(release.protocol), licences_paper(release.protocol)),
        kind=kind_of,
    )


@router.api_route("/releases/{name}/{file}", methods=READ)
def download(request: Request, name: str, file: str) -> Response:
    """One file of a release, as it was frozen."""
    site = site_of(request)
    files = _present(site, find_release(site, name))
    found = next((one for one in files if one.name == file), None)
    if found is None:
        raise PageNotFound("The release has no such file.", advice=f"See /releases/{name}.")
    mark = f'"{found.sha256}"'
    headers = {**_attached(found.name), "cache-control": FOR_EVER, "etag": mark}
    if mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(found.path, media_type=found.kind, headers=headers)


def find_release(site: Site, name: str) -> Release:
    """The release of exactly this name. Raises PageNotFound."""
    found = (one for one in site.holdings().frozen if one.content_hash == name)
    if (release := next(found, None)) is None:
        raise PageNotFound(f"No release {name[:60]!r} was frozen here.", advice="See /releases.")
    return release


def files_of(site: Site, release: Release) -> Sequence[FrozenFile]:
    """Its files, where its folder lies with the installation's other releases."""
    return frozen_files(site.settings.releases_dir / release.content_hash)


def _present(site: Site, release: Release) -> Sequence[FrozenFile]:
    files = files_of(site, release)
    if not files:
        raise PageNotFound(
            "The files of this release are not here.",
            advice="Whoever keeps this catalogue passes them on.",
        )
    return files


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}
