"""Pages that are described once in a run, though several look at them.

What is kept waits in a file without a name: of thousands of pages the texts would fill memory.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from tempfile import SpooledTemporaryFile

from pipelines.describe import Description, Unreadable
from pipelines.steps.stored import describe_stored
from practices_db.models import Fetch

Found = Description | Unreadable

_IN_MEMORY = 16_000_000


class Described:
    """What the answers of one reading say. Use it in a `with` block."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by the block
        self._places: dict[int, tuple[int, int]] = {}

    def __enter__(self) -> Described:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._file.close()

    def look(self, fetch: Fetch) -> Found | None:
        """What an answer says, kept until it is taken; None where the archive has lost it."""
        if (kept := self._read(fetch.id)) is not None:
            return kept
        found = describe_stored(self._archive, fetch)
        if found is not None:
            self._keep(fetch.id, found)
        return found

    def take(self, fetch: Fetch) -> Found | None:
        """What an answer says where it was looked at before; it is kept no longer."""
        found = self._read(fetch.id)
        self._places.pop(fetch.id, None)
        return found

    def _keep(self, number: int, found: Found) -> None:
        self._file.seek(0, 2)
        start = self._file.tell()
        self._places[number] = start, self._file.write(pickle.dumps(found))

    def _read(self, number: int) -> Found | None:
        if (place := self._places.get(number)) is None:
            return None
        self._file.seek(place[0])
        found: Found = pickle.loads(self._file.read(place[1]))  # noqa: S301 - what we wrote
        return found
