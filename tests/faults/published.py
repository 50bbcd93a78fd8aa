"""Two datasets and a feed as a service publishes them, edition by edition, in files of a folder.

Rows come, change, are pushed to another page and go; one edition lacks a page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.faults.paged import Row, parts, record

HOST = "published.localhost"
ADDRESS = f"http://{HOST}"
SIZE = 3
DECLARED: Mapping[str, tuple[str, str]] = {
    "paged": ("dataset", "rows.json"),
    "rows": ("dataset", "rows.csv"),
    "news": ("feed", "feed.xml"),
}
"""Kind and file of each source, by its slug."""
SLUGS = tuple(DECLARED)
SOURCE = """
slug: {slug}
kind: {kind}
title: {slug} of a service
publisher: nobody
url: {url}
licence: CC0-1.0
allow_private: [{host}]
delay_seconds: 0
"""
_BEGUN = [record(number, city="Kirkdale") for number in range(1, 11)]
_PUSHED = [record(11), record(1, city="Almstadt"), *_BEGUN[1:8]]
_WHOLE = [*_PUSHED[2:], record(12, city="Kirkdale")]
EDITIONS: Sequence[tuple[Sequence[Row], bool]] = ((_BEGUN, True), (_PUSHED, False), (_WHOLE, True))
"""The rows of each edition, and whether all pages are there."""


def declare_service(folder: Path) -> None:
    """Write the three declarations into a folder."""
    for slug, (kind, file) in DECLARED.items():
        told = SOURCE.format(slug=slug, kind=kind, url=f"{ADDRESS}/{file}", host=HOST)
        (folder / f"{slug}.yml").write_text(told)


def publish(folder: Path, edition: int) -> Path:
    """Write the files of one edition over those of another; the folder."""
    folder.mkdir(exist_ok=True)
    rows, whole = EDITIONS[edition]
    for file in folder.iterdir():
        file.unlink()
    _pages(folder, rows, whole)
    cells = (f'{row["id"]},"{row["name"]}","{row["description"]}"' for row in rows)
    (folder / "rows.csv").write_text("\n".join(["id,name,description", *cells, ""]))
    _feed(folder, rows)
    return folder


def _pages(folder: Path, rows: Sequence[Row], whole: bool) -> None:
    cut = parts(rows, SIZE)
    for at, page in enumerate(cut, 1):
        following = f"/rows-{at + 1}.json" if at < len(cut) else None
        name = "rows.json" if at == 1 else f"rows-{at}.json"
        if whole or at != 2:
            (folder / name).write_text(json.dumps({"results": page, "next": following}))


def _feed(folder: Path, rows: Sequence[Row]) -> None:
    items = (
        f"<item><title>{row['name']}</title><link>{ADDRESS}/{row['id']}.html</link></item>"
        for row in rows
    )
    told = f"<rss version='2.0'><channel><title>News</title>{''.join(items)}</channel></rss>"
    (folder / "feed.xml").write_text(told)
    for row in rows:
        name, about = row["name"], row["description"]
        body = f"<h1>{name}</h1><p>{about}</p><p>{name} is a mentoring programme since {row['id']}"
        page = f"<html><title>{name}</title><main>{body} years; mentors meet mentees.</p></main>"
        (folder / f"{row['id']}.html").write_text(page)
