"""A source as the crawler sees it, and what its answers were, in short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.crawl.declared import Kind
from pipelines.crawl.outcome import Fetched, Outcome, Purpose, Validators

HOST = "site.example"


@dataclass(frozen=True)
class Select:
    items: str
    link: str = "a[href]"
    next: str | None = None


@dataclass(frozen=True)
class Source:
    """A declaration as the crawler sees it."""

    starts: tuple[str, ...] = (f"https://{HOST}/",)
    kind: Kind = "website"
    slug: str = "test"
    scope: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    depth: int = 3
    pages: int = 500
    select: Select | None = None
    path: Path | None = None

    def local_path(self) -> Path | None:
        return self.path


Crawl = Callable[..., list[Fetched]]


def by_url(answers: list[Fetched]) -> dict[str, Fetched]:
    return {one.canonical_url: one for one in answers}


def stored(answers: list[Fetched]) -> list[str]:
    pages = (one for one in answers if one.purpose is Purpose.PAGE)
    return [urlsplit(one.canonical_url).path for one in pages if one.outcome is Outcome.STORED]


def known_from(answers: list[Fetched]) -> dict[str, Validators]:
    return {
        one.canonical_url: Validators(
            one.etag, one.last_modified, one.sha256, one.archive_file, one.archive_offset
        )
        for one in answers
        if one.outcome is Outcome.STORED
    }
