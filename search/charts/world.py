"""Practices on the map: Europe large, the world below. Small countries are in the table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from search.charts.picture import Box, Outline, Picture, Shape, Words, ink_on, ranges, step
from search.words import counted, country

DATA = Path(__file__).parent / "data" / "outlines.json"
_POINT = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
KEY_ROW = 17
KEY_TOP = {"europe": 0.33, "world": 0.68}
"""Where the ocean leaves room for the key, as a part of the height."""
LABELLED = 14
"""Pixels: a country narrower than this gets its number beside nothing, so it has none."""


@cache
def outlines() -> Mapping[str, Any]:
    """Natural Earth's countries (public domain), projected and thinned by `make_outlines.py`."""
    found: Mapping[str, Any] = json.loads(DATA.read_text())
    return found


def draw_map(
    view: str, counts: Mapping[str, int], link: Callable[[str], str] = lambda _: ""
) -> Picture:
    """A choropleth of "europe" or "world". `link` gives the address of a country's list."""
    found = outlines()[view]
    most = max(counts.values(), default=0)
    shapes: list[Shape] = []
    numbers: list[Shape] = []
    # Countries with practices come last, so that their outline is not cut by a neighbour's.
    for code in sorted(found["paths"], key=lambda code: (counts.get(code, 0), code)):
        number = counts.get(code, 0)
        kind = step(number, most) if number else "n0"
        says = f"{country(code)}: {counted(number, 'programme')}"
        href = link(code) if number else ""
        shapes.append(Outline(found["paths"][code], kind, says, href))
        if number and view == "europe" and _wide(found["paths"][code]):
            left, top = found["centres"][code]
            numbers.append(Words(left, top + 4, str(number), "middle", ink_on(kind), 12))
    title = f"Programmes by country, {'Europe' if view == 'europe' else 'the world'}"
    key = _key(most, round(found["height"] * KEY_TOP[view]))
    return Picture(found["width"], found["height"], title, (*shapes, *numbers, *key))


def _key(most: int, top: float) -> list[Shape]:
    """What the shades mean, on the ocean to the left."""
    shades = ranges(most)
    shapes: list[Shape] = [Words(8, top - 8, "Programmes", "start", "soft", 12)] if shades else []
    for at, (kind, words) in enumerate(shades):
        shapes.append(Box(8, top + KEY_ROW * at, 16, 12, kind))
        shapes.append(Words(30, top + KEY_ROW * at + 10.5, words, "start", "soft", 12))
    return shapes


def _wide(path: str) -> bool:
    points = [(float(x), float(y)) for x, y in _POINT.findall(path)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs) > LABELLED and max(ys) - min(ys) > LABELLED
