"""A chart is a picture and the table that says the same: nothing is only in the picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from practices_db.exports import neutralise
from search.charts.picture import Picture


@dataclass(frozen=True, slots=True)
class Chart:
    """`rows` are cells as text under `columns`; `links` lead from a row's first cell to a list."""

    key: str
    title: str
    note: str
    picture: Picture
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: Mapping[str, str] = field(default_factory=dict)


def chart_csv(chart: Chart) -> bytes:
    """The table as CSV with a byte order mark, which is what makes spreadsheets read UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(chart.columns)
    writer.writerows([[neutralise(cell) for cell in row] for row in chart.rows])
    return out.getvalue().encode("utf-8-sig")
