"""What the crawler needs of a source's declaration; how that is written is told in `sources`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

from pipelines.crawl.listings import Selects

Kind = Literal["website", "sitemap", "feed", "listing", "dataset", "folder"]


class Declared(Protocol):
    """A source to crawl."""

    @property
    def slug(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def starts(self) -> tuple[str, ...]: ...
    @property
    def scope(self) -> tuple[str, ...]: ...
    @property
    def exclude(self) -> tuple[str, ...]: ...
    @property
    def depth(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def select(self) -> Selects | None: ...
    def local_path(self) -> Path | None: ...
