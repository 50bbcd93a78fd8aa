"""One opened installation: its settings, catalogue, sources and the way it reports progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Engine

from pipelines.sources.registry import Registry, load_registry
from practices_db.errors import PracticesError
from practices_db.schema import open_catalogue
from practices_db.settings import Settings

if TYPE_CHECKING:
    from pipelines.describe import Description


class StoppedByHand(PracticesError):
    """Raised from progress when the person at the keyboard asked to stop; what was done is kept."""


class Progress(Protocol):
    """Told how far a step is: `done` of `total` (None while the total is not known)."""

    def __call__(self, step: str, done: int, total: int | None) -> None: ...


class Embedder(Protocol):
    """Embeds what is read, while more is being read.

    `before`: the hashes of passages that had vectors before; None as long as it took no text.
    """

    before: set[str] | None

    def take(self, read: Description) -> None:
        """Embed what has been read when there is time."""

    def stop(self) -> None:
        """Leave all that waits; comes back when the passages under way are kept."""


def keep_quiet(step: str, done: int, total: int | None) -> None:
    """The progress of a run that nobody watches."""


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Installation:
    """What every step works on.

    `served` are folders that stand in for a host of the web, served on loopback for the run;
    with `replay` nothing is asked of the network and the archive is read again; with `everything`
    also pages are asked for that have not changed for long. `ahead` holds crawls that have begun,
    `embedder` is told of texts that will be searched.
    """

    settings: Settings
    engine: Engine
    registry: Registry
    progress: Progress = keep_quiet
    clock: Callable[[], datetime] = now
    served: Mapping[str, Path] = field(default_factory=dict)
    replay: bool = False
    everything: bool = False
    ahead: dict[str, Future[dict[str, int]]] = field(default_factory=dict)
    embedder: Embedder | None = None


def open_installation(
    settings: Settings,
    progress: Progress = keep_quiet,
    *,
    registry: Registry | None = None,
    served: Mapping[str, Path] | None = None,
    replay: bool = False,
    everything: bool = False,
) -> Installation:
    """Open (and on the first day set up) the catalogue and read the declared sources, unless
    whoever calls has read them.
    """
    return Installation(
        settings=settings,
        engine=open_catalogue(settings.database_url),
        registry=registry or load_registry(settings.source_dirs),
        progress=progress,
        served=served or {},
        replay=replay,
        everything=everything,
    )
