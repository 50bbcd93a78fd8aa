"""Bars: how many practices have each value of a facet, and columns over years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.charts.picture import Box, Picture, Shape, Words

LABELS, WIDTH, ROW = 250, 760, 30
COLUMNS_HEIGHT, BOTTOM, SIDE = 240, 34, 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One value with its count; `unknown` ones are drawn apart; `href` leads to the list."""

    label: str
    count: int
    unknown: bool = False
    href: str = ""


def draw_bars(title: str, bars: Sequence[Bar]) -> Picture:
    """Bars that lie, with their names to the left and their counts to the right."""
    most = max((bar.count for bar in bars), default=0) or 1
    room = WIDTH - LABELS - 60
    shapes: list[Shape] = []
    for number, bar in enumerate(bars):
        top = 6 + number * ROW
        kind = "bar-unknown" if bar.unknown else "bar"
        length = max(room * bar.count / most, 1 if bar.count else 0)
        says = f"{bar.label}: {bar.count}"
        shapes.append(Words(LABELS - 10, top + 17, bar.label, "end", "ink"))
        shapes.append(Box(LABELS, top, round(length, 1), ROW - 8, kind, says, bar.href))
        shapes.append(Words(LABELS + length + 8, top + 17, str(bar.count), "start", "soft"))
    return Picture(WIDTH, 12 + ROW * max(len(bars), 1), title, tuple(shapes))


def draw_columns(title: str, bars: Sequence[Bar]) -> Picture:
    """Columns that stand, one a year; every fifth year is named."""
    most = max((bar.count for bar in bars), default=0) or 1
    step = (WIDTH - 2 * SIDE) / max(len(bars), 1)
    shapes: list[Shape] = [Box(SIDE, COLUMNS_HEIGHT, WIDTH - 2 * SIDE, 1, "rule")]
    for number, bar in enumerate(bars):
        left = SIDE + number * step
        height = (COLUMNS_HEIGHT - 30) * bar.count / most
        says = f"{bar.label}: {bar.count}"
        box = (round(left + step * 0.1, 1), round(COLUMNS_HEIGHT - height, 1))
        if bar.count:
            shapes.append(Box(*box, round(step * 0.8, 1), round(height, 1), "bar", says, bar.href))
            shapes.append(Words(left + step / 2, box[1] - 5, str(bar.count), "middle", "soft", 11))
        if bar.label.isdigit() and int(bar.label) % 5 == 0:
            shapes.append(
                Words(left + step / 2, COLUMNS_HEIGHT + 20, bar.label, "middle", "soft", 12)
            )
    return Picture(WIDTH, COLUMNS_HEIGHT + BOTTOM, title, tuple(shapes))
