"""The name of what the catalogue holds: equal content has the same name, wherever it is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from practices_db.exports import plain

SEEN = {"first_seen", "last_seen"}
"""Moments of our own work: they change with every run and say nothing of the practice."""


def name_release(records: Iterable[Mapping[str, Any]], vocabulary: str) -> str:
    """Twelve hex digits of SHA-256 over the vocabulary's version and the records by slug.

    These are the lines of practices.jsonl without the moments of our own work, so that the name
    can be worked out again from that file alone.
    """
    digest = hashlib.sha256(vocabulary.encode())
    for record in records:
        # As `dump` writes it, in one pass less: this is half of what reading a catalogue costs.
        bare = _without_moments(record)
        digest.update(json.dumps(bare, sort_keys=True, default=plain).encode())
    return digest.hexdigest()[:12]


def _without_moments(value: object) -> object:
    # Exact types: records are plain already, and asking for a Mapping costs three times as much.
    if type(value) is dict:
        return {key: _without_moments(item) for key, item in value.items() if key not in SEEN}
    return [_without_moments(item) for item in value] if type(value) is list else value
