"""The parts of a scoping pack that answer a call: group by group, and how close programmes come.

Groups are the values of a facet that the question takes together; what is wished beside them
decides nothing, it is only looked up in each programme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from search.entries import Entry
from search.gaps.cross import GapCell, Standing
from search.links import brief
from search.pack.blocks import Block, Bullets, Cell, Grid, Heading, Paragraph
from search.pack.material import Material
from search.query.joined import in_wanted, named
from search.words import UNKNOWN, WEAK_EVIDENCE, counted, facet_label, inline, label, listed

EVIDENCE = "evidence_level"
FEWEST_GROUPS, MOST_GROUPS = 2, 12
CLOSEST = 10
THIN = 2
"""So few programmes are named as a thin spot."""


def group_facet(material: Material) -> str | None:
    """The facet that splits the question into groups: target groups first."""
    chosen = {facet: named(values) for facet, values in material.question.filters.items()}
    order = sorted(chosen, key=lambda facet: facet != "target_group")
    fit = (f for f in order if FEWEST_GROUPS <= len(chosen[f]) <= MOST_GROUPS)
    return next(fit, None)


def add_groups(material: Material) -> Iterable[Block]:
    """One row a group: how many, who mentors, who pays, what is known, which comes closest."""
    facet = group_facet(material)
    if facet is None:
        return
    yield Heading("Group by group")
    yield Paragraph(
        "A programme that serves several of these groups counts in each. Who mentors and who pays: "
        "the two most frequent, with the number of programmes. With results: stated beyond numbers "
        "of participants.",
        quiet=True,
    )
    rows = []
    for code in in_wanted(material.question.filters[facet]):
        entries = [e for e in material.entries if e.passes(facet, [code])]
        first = entries[0] if entries else None
        rows.append(
            (
                Cell(label(facet, code)),
                Cell(str(len(entries))),
                Cell(most_common(entries, "mentor_type", 2)),
                Cell(most_common(entries, "funding_model", 2)),
                Cell(str(len(backed(entries)))),
                Cell(brief(first.practice.name), material.address(first.slug))
                if first
                else Cell("none found"),
            )
        )
    closest = "Closest to the question" if material.question.text else "First in the list"
    heads = (facet_label(facet), "Programmes", "Who mentors", "Who pays", "With results", closest)
    yield Grid("Group by group", heads, tuple(rows))


def backed(entries: Iterable[Entry]) -> list[Entry]:
    """Programmes that state results beyond numbers of participants."""
    return [entry for entry in entries if not {*entry.codes(EVIDENCE)} & WEAK_EVIDENCE]


def most_common(entries: Sequence[Entry], facet: str, most: int) -> str:
    """The most frequent values with their counts, and of how many nothing is known."""
    counts = Counter(code for entry in entries for code in set(entry.codes(facet)))
    known = [(code, n) for code, n in ranked(counts) if code not in UNKNOWN][:most]
    said = ", ".join(f"{inline(label(facet, code))} {number}" for code, number in known)
    silent = sum(counts[state] for state in UNKNOWN)
    if not entries:
        return "–"
    return f"{said or 'nothing stated'}{f'; not known of {silent}' if silent else ''}"


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent first, equals by code: a set's own order differs from run to run."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def add_fit(material: Material) -> Iterable[Block]:
    """Which programmes have what the call wishes for, the closest first."""
    wishes = material.question.wishes
    if not wishes:
        return
    yield Heading("How close the programmes come")
    wished = listed(inline(label(facet, code)) for facet, code in wishes)
    yield Paragraph(
        f"Wished for: {wished}. It decides nothing above. “Not stated” is not “no”: ask them.",
    )
    ranked = sorted(material.entries, key=lambda entry: -len(_met(entry, wishes)))
    whole = [entry for entry in ranked if len(_met(entry, wishes)) == len(wishes)]
    yield Paragraph(
        f"{counted(len(whole), 'programme')} of {len(material.entries)} "
        f"{'states' if len(whole) == 1 else 'state'} all of it."
    )
    shown = [entry for entry in ranked[:CLOSEST] if _met(entry, wishes)]
    rows = tuple(
        (
            Cell(brief(entry.practice.name), material.address(entry.slug)),
            *(Cell(_answer(entry, facet, code)) for facet, code in wishes),
        )
        for entry in shown
    )
    if rows:
        heads = ("Programme", *(label(facet, code) for facet, code in wishes))
        yield Grid("How close the programmes come", heads, rows)


def _met(entry: Entry, wishes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(facet, code) for facet, code in wishes if code in entry.codes(facet)]


def _answer(entry: Entry, facet: str, code: str) -> str:
    codes = entry.codes(facet)
    if code in codes:
        return "yes"
    others = listed(inline(label(facet, one)) for one in codes if one not in UNKNOWN)
    return f"not stated (they name {others})" if others else UNKNOWN[codes[0]]


def fit_in_short(material: Material) -> Iterable[str]:
    """One sentence for the summary."""
    wishes = material.question.wishes
    if wishes:
        whole = [e for e in material.entries if len(_met(e, wishes)) == len(wishes)]
        first = [brief(entry.practice.name) for entry in whole[:3]]
        names = listed(first) + (" among them" if len(whole) > len(first) else "")
        yield (
            f"All that is wished for ({listed(inline(label(f, c)) for f, c in wishes)}) is stated "
            f"by {len(whole)} of {len(material.entries)}" + (f": {names}." if first else ".")
        )


def add_thin_spots(material: Material) -> Iterable[Block]:
    """The gap map in words, for the groups that were asked about."""
    gaps = material.gaps
    asked = in_wanted(material.question.filters.get(gaps.row_facet, ()))
    rows = [row for row in gaps.rows if row not in UNKNOWN and (not asked or row in asked)]
    lines = [line for row in rows if (line := _thin(material, row))]
    if lines:
        yield Paragraph("Where little or nothing was found:")
        yield Bullets(tuple(lines))


def _thin(material: Material, row: str) -> str:
    gaps = material.gaps
    cells = [gaps.cells[row, column] for column in gaps.columns if column not in UNKNOWN]
    none = [cell for cell in cells if not cell.practices and cell.standing is not _UNSEARCHED]
    few = [cell for cell in cells if 0 < cell.practices <= THIN]
    parts = []
    if none:
        parts.append(f"none with {_columns(material, none)}")
    if few:
        parts.append(f"one or two with {_columns(material, few)}")
    silent = max((cell.unsaid for cell in cells), default=0)
    note = f" ({counted(silent, 'programme')} for them not saying who mentors)" if silent else ""
    return f"{label(gaps.row_facet, row)}: {'; '.join(parts)}{note}." if parts else ""


_UNSEARCHED = Standing.NOT_SEARCHED


def _columns(material: Material, cells: Iterable[GapCell]) -> str:
    return listed((inline(label(material.gaps.column_facet, c.column)) for c in cells), "or")
