"""The sum of a file's bytes, by which it is known again."""

from __future__ import annotations

import hashlib
from pathlib import Path

READ_AT_ONCE = 2**25  # bytes


def sum_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal. Raises OSError."""
    # In large parts: beside a busy thread each small one waits for Python's lock, which makes
    # seconds of what takes less than half of one.
    summed = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(READ_AT_ONCE):
            summed.update(part)
    return summed.hexdigest()
