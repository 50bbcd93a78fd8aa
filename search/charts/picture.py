"""A picture as a list of shapes, so that one drawing serves the page, the SVG and the PNG file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]

COLOURS = {
    "s0": "#f3f2ec",
    "s1": "#d3e7e6",
    "s2": "#a0cdcb",
    "s3": "#5fa6a6",
    "s4": "#2a7a7f",
    "s5": "#0b4f59",
    "n0": "#eceae2",
    "none": "#ffffff",
    "hatch": "#ffffff",
    "bar": "#2a7a7f",
    "bar-unknown": "#eceae2",
    "on-dark": "#ffffff",
    "on-light": "#1b2428",
    "soft": "#55636a",
    "ink": "#1b2428",
    "rule": "#dcdcd5",
}
"""Colours of files; on pages the style sheet sets its own by the same names, also for the dark."""
EDGES = {"none": "#dcdcd5", "hatch": "#8a8072", "bar-unknown": "#8a8072"}
STEPS = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `says` is what a reader hears of it, `href` where it leads."""

    left: float
    top: float
    width: float
    height: float
    kind: str
    says: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `turned` is in degrees round its own start."""

    left: float
    top: float
    text: str
    anchor: Anchor = "start"
    kind: str = "ink"
    size: float = 13
    turned: float = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape by SVG path data of straight lines (M, L, Z only)."""

    path: str
    kind: str
    says: str = ""
    href: str = ""


Shape = Box | Words | Outline


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes on a ground of `width` by `height` pixels; later shapes lie on top."""

    width: float
    height: float
    title: str
    shapes: tuple[Shape, ...]


def step(number: int, most: int) -> str:
    """The shade of a count: s0 for none, then five steps to the largest."""
    if number <= 0:
        return "s0"
    return f"s{max(1, min(STEPS, -(-number * STEPS // max(most, 1))))}"


def ranges(most: int) -> list[tuple[str, str]]:
    """Each shade with the counts that it stands for, such as ("s2", "5-8")."""
    edges = [(at * most // STEPS + 1, (at + 1) * most // STEPS) for at in range(STEPS)]
    return [
        (f"s{at}", str(low) if low == high else f"{low}–{high}")
        for at, (low, high) in enumerate(edges, 1)
        if low <= high
    ]


def ink_on(kind: str) -> str:
    """The kind of text that can be read on a shade."""
    return "on-dark" if kind in {"s4", "s5"} else "on-light"
