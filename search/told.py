"""Words for what a sentence tells of a figure besides its value: of whom, after what time, when.

Only words belong here; what makes two figures unlike is decided in `compare/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEFINITIONS = {"work_or_study": "found work, training or study"}
"""Outcomes that a text counts as one; said in place of the one outcome that was recognised."""
DENOMINATORS = {
    "participants": "of those who took part",
    "finished": "of those who finished",
    "seeking_work": "of those seeking work",
    "answered": "of those who answered",
    "mentors": "of the mentors",
}
TOLD = ("denominator", "window", "year")
"""Keys of a figure's detail that a sentence need not tell, in the order in which they are read."""


def told_word(key: str, value: object) -> str:
    """What one of the keys tells, in words."""
    if key == "window":
        return "at 1 month" if str(value) == "1" else f"at {value} months"
    return DENOMINATORS.get(str(value), str(value))


def told_of(detail: Mapping[str, Any]) -> list[str]:
    """All that is told of a figure, in words."""
    return [told_word(key, detail[key]) for key in TOLD if detail.get(key)]
