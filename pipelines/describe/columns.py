"""Pages of a PDF that stand in two columns but are stored line by line across both.

Only the order of a page's lines belongs here; joining them into paragraphs is in `pdf.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_FEWEST_ROWS = 5
_LEAST_LENGTH = 24  # characters of a line of prose; shorter ones are labels of a table
_LETTER = 0.5  # of the type's size: how wide a letter is on average
_SLACK = 4.0
_WIDER_GAP = 1.6  # of the usual distance between lines: a new paragraph

Columns = tuple[list[tuple[int, str]], list[tuple[int, str]]]
"""The lines of the left and of the right column so far, each with its height on the page."""


@dataclass(frozen=True, slots=True)
class _Piece:
    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        return self.x + _LETTER * self.size * len(self.text)


def read_page(page: Any) -> str:
    """The text of a page of pypdf, the left column before the right one."""
    pieces: list[_Piece] = []

    def collect(text: str, place: list[float], line: list[float], _font: Any, size: float) -> None:
        if text.strip():
            x = line[4] * place[0] + line[5] * place[2] + place[4]
            y = line[4] * place[1] + line[5] * place[3] + place[5]
            pieces.append(_Piece(x, y, abs(size * line[0]) or size, text.strip()))

    plain = page.extract_text(visitor_text=collect) or ""
    gutter = _gutter(pieces, float(page.mediabox.width))
    return plain if gutter is None else "\n".join(_in_order(pieces, gutter))


def _gutter(pieces: Sequence[_Piece], width: float) -> float | None:
    """Where the right column begins, if the page is stored across two columns of prose."""
    across = [
        (left, right)
        for left, right in pairwise(pieces)
        if abs(left.y - right.y) < 1 and right.x > left.end - _SLACK
    ]
    starts = Counter(round(right.x) for _, right in across)
    if not starts:
        return None
    start, count = starts.most_common(1)[0]
    rows = [pair for pair in across if abs(pair[1].x - start) < _SLACK]
    prose = all(
        sum(len(pair[side].text) for pair in rows) >= _LEAST_LENGTH * len(rows) for side in (0, 1)
    )
    inside = 0.3 * width < start < 0.7 * width
    return start - _SLACK if count >= _FEWEST_ROWS and prose and inside else None


def _in_order(pieces: Sequence[_Piece], gutter: float) -> Iterator[str]:
    """Lines from top to bottom; between two that run over both columns, left before right."""
    rows: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        rows[round(piece.y)].append(piece)
    columns: Columns = ([], [])
    for y in sorted(rows, reverse=True):
        row = sorted(rows[y], key=lambda piece: piece.x)
        if any(piece.x < gutter < piece.end - 2 * _SLACK for piece in row):
            yield from _flushed(columns)
            yield from ("", " ".join(piece.text for piece in row), "")
            continue
        for side, column in enumerate(columns):
            if texts := [piece.text for piece in row if (piece.x >= gutter) == bool(side)]:
                column.append((y, " ".join(texts)))
    yield from _flushed(columns)


def _flushed(columns: Columns) -> Iterator[str]:
    for column in columns:
        gaps = [above - below for (above, _), (below, _) in pairwise(column)]
        usual = sorted(gaps)[len(gaps) // 2] if gaps else 0
        above: int | None = None
        for y, line in column:
            if above is not None and above - y > _WIDER_GAP * usual:
                yield ""
            yield line
            above = y
        column.clear()
