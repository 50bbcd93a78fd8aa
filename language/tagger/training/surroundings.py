"""Records as they stand on a page: among paragraphs that say nothing of the programme.

Descriptions hold little that does not count, pages a lot. The paragraphs are invented; which ones
stand around a record, and where, is told by a hash of its id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from language.evaluate_tags.gold import Gold

PARAGRAPHS = Path(__file__).parent / "written" / "surroundings.yml"

_DRAW = 0
"""Another number puts other paragraphs around each record."""

_FEWEST, _CHOICES = 3, 3
"""Three to five paragraphs, none to two of them before the record."""


@cache
def load_paragraphs() -> Mapping[str, Sequence[str]]:
    """Load the invented paragraphs by language."""
    loaded: dict[str, list[str]] = yaml.safe_load(PARAGRAPHS.read_text(encoding="utf-8"))
    return loaded


def surround(gold: Gold) -> Gold:
    """Put a record among paragraphs in its language, the same ones each time."""
    key = f"{gold.id}/{_DRAW}"
    number = _digest(key)
    known = load_paragraphs()[gold.language]
    order = sorted(range(len(known)), key=lambda at: _digest(f"{key}/{at}"))
    chosen = [known[at] for at in order[: _FEWEST + number[0] % _CHOICES]]
    before = number[1] % _CHOICES
    return replace(gold, text="\n\n".join([*chosen[:before], gold.text, *chosen[before:]]))


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
