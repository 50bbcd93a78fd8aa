"""The charts of the whole catalogue, or of what passes the filters: each with its table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from practices_db.vocabulary import load_vocabulary
from search.charts.bars import Bar, draw_bars, draw_columns
from search.charts.chart import Chart
from search.charts.heat import draw_gaps
from search.charts.world import draw_map
from search.entries import Entry
from search.gaps.cross import GapMap
from search.words import UNKNOWN, country, facet_label, label

Link = Callable[[Mapping[str, tuple[str, ...]]], str]
"""The address of the practices that pass these filters as well."""
_YEAR = re.compile(r"(?:19|20)\d\d")
OLDEST_SHOWN = 40
"""Years back that the chart of start years reaches; older ones are counted together."""


def map_charts(entries: Sequence[Entry], link: Link) -> list[Chart]:
    """Practices by country, as two maps with one table."""
    counts = Counter(entry.practice.country for entry in entries)
    rows = tuple(
        (country(code) if code else UNKNOWN["not_stated"], str(number))
        for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    links = {country(code): link({"country": (code,)}) for code in counts if code}
    links[UNKNOWN["not_stated"]] = link({"country": ("not_stated",)})
    known = {code: number for code, number in counts.items() if code}
    note = "Where programmes are delivered. Grey: none in the catalogue, which is not “none exist”."
    return [
        Chart(
            key=f"map-{view}",
            title=f"Programmes by country: {'Europe' if view == 'europe' else 'the world'}",
            note=note,
            picture=draw_map(view, known, lambda code: link({"country": (code,)})),
            columns=("Country", "Programmes"),
            rows=rows,
            links=links,
        )
        for view in ("europe", "world")
    ]


def facet_chart(entries: Sequence[Entry], facet: str, link: Link) -> Chart:
    """How many practices have each value of a facet, in the vocabulary's order, unknown last."""
    counts: Counter[str] = Counter()
    for entry in entries:
        counts.update(set(entry.codes(facet)))
    codes = [*load_vocabulary().facet(facet).values(), "not_stated", "not_assessed"]
    bars = [
        Bar(
            label(facet, code),
            counts[code],
            code in UNKNOWN,
            link({facet: (code,)}) if counts[code] else "",
        )
        for code in codes
    ]
    title = facet_label(facet)
    return Chart(
        key=facet.replace("_", "-"),
        title=title,
        note="A programme counts once for each value that its pages state.",
        picture=draw_bars(title, bars),
        columns=(title, "Programmes"),
        rows=tuple((bar.label, str(bar.count)) for bar in bars),
        links={bar.label: bar.href for bar in bars if bar.href},
    )


def mix_chart(gaps: GapMap, link: Link) -> Chart:
    """One facet by another, such as who pays for whom."""
    picture = draw_gaps(
        gaps,
        lambda cell: link({gaps.row_facet: (cell.row,), gaps.column_facet: (cell.column,)}),
    )
    rows = tuple(
        (
            label(gaps.row_facet, row),
            *(str(gaps.cells[row, column].practices) for column in gaps.columns),
            str(gaps.row_totals[row]),
        )
        for row in gaps.rows
    )
    heads = (label(gaps.column_facet, column) for column in gaps.columns)
    return Chart(
        key="funding-by-target-group",
        title="Who pays, by target group",
        note="A programme with several funders or target groups counts in several cells.",
        picture=picture,
        columns=(facet_label(gaps.row_facet), *heads, "all"),
        rows=rows,
        links={label(gaps.row_facet, row): link({gaps.row_facet: (row,)}) for row in gaps.rows},
    )


def year_facet() -> str | None:
    """The facet that says when a programme began, where the vocabulary has one."""
    facets = load_vocabulary().facets.values()
    return next((f.key for f in facets if f.kind == "literal" and f.key.startswith("start")), None)


def years_begun(
    entries: Iterable[Entry], facet: str = "start_year"
) -> tuple[Counter[int], Counter[str]]:
    """How many began in each year (the earliest stated), and of how many it is not known."""
    counts: Counter[int] = Counter()
    silent: Counter[str] = Counter()
    for entry in entries:
        years = [int(y) for v in entry.facet(facet).values for y in _YEAR.findall(v.value)]
        if years:
            counts[min(years)] += 1
        else:
            silent[entry.codes(facet)[0] if not entry.facet(facet).values else "not_stated"] += 1
    return counts, silent


def year_chart(entries: Sequence[Entry], facet: str) -> Chart:
    """When programmes began: the earliest year that a practice's pages state."""
    counts, silent = years_begun(entries, facet)
    newest = max(counts, default=0)
    first = max(newest - OLDEST_SHOWN, min(counts, default=0))
    older = sum(number for year, number in counts.items() if year < first)
    bars = [Bar(str(year), counts[year]) for year in range(first, newest + 1)] if counts else []
    before = [(f"before {first}", str(older))] if older else []
    unknown = [(UNKNOWN[state], str(silent[state])) for state in ("not_stated", "not_assessed")]
    return Chart(
        key="start-years",
        title="When programmes began",
        note=f"{sum(counts.values())} state a year; {sum(silent.values())} do not or were not "
        "read for it." + (f" {older} began before {first}." if older else ""),
        picture=draw_columns("When programmes began", bars),
        columns=("Year", "Programmes"),
        rows=(*before, *((bar.label, str(bar.count)) for bar in bars if bar.count), *unknown),
    )
