"""What a scoping pack says of money and of results, in numbers and in the pages' own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise

from practices_db.view import Support, is_recorded
from practices_db.vocabulary import load_vocabulary
from search.charts.overview import years_begun
from search.entries import Entry
from search.links import brief, clean, shown_address, web_address
from search.pack.blocks import Block, Cell, Grid, Heading, Paragraph, Quotation
from search.pack.found import count_grid
from search.pack.material import Material
from search.words import (
    UNKNOWN,
    WEAK_EVIDENCE,
    counted,
    day,
    facet_label,
    inline,
    label,
    language,
    listed,
    value_label,
)

FUNDING, EVIDENCE = "funding_model", "evidence_level"
FORM = "funding_form"
QUOTED = (FUNDING, EVIDENCE)
MOST_QUOTES = 6
STATUSES = {"running": "running", "ended": "ended", "": "other or not stated"}
PERIODS = (2000, 2005, 2010, 2015, 2020)


def add_funding(material: Material) -> Iterable[Block]:
    """Who pays, for how long, and which programmes have gone since."""
    yield Heading("Funding and durability")
    yield _by_status(material.entries)
    yield Paragraph(_began(material.entries))
    gone = sum(page.gone_on is not None for entry in material.entries for page in entry.pages)
    yield Paragraph(
        f"{counted(gone, 'page') if gone else 'No page'} of these programmes "
        f"{'have' if gone > 1 else 'has'} disappeared since first read."
    )
    yield _form(material)
    yield from _quotes(material, FUNDING, lambda _: True)


def _by_status(entries: Iterable[Entry]) -> Grid:
    """One row a kind of money: how many programmes, and how many of them still run."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        stated = entry.searched("status")[0]
        status = stated if stated in STATUSES else ""
        for code in set(entry.codes(FUNDING)):
            counts[code, status] += 1
    totals = Counter[str]()
    for (code, _), number in counts.items():
        totals[code] += number
    order = sorted((code for code in totals if code not in UNKNOWN), key=lambda c: (-totals[c], c))
    rows = tuple(
        (
            Cell(label(FUNDING, code)),
            Cell(str(totals[code])),
            *(Cell(str(counts[code, status])) for status in STATUSES),
        )
        for code in (*order, "not_stated", "not_assessed")
    )
    heads = (facet_label(FUNDING), "Programmes", *(f"of them {w}" for w in STATUSES.values()))
    return Grid("Who pays, and what still runs", heads, rows)


def _form(material: Material) -> Block:
    """Core or project money: rarely stated, and then worth a table."""
    if any(entry.facet(FORM).values for entry in material.entries):
        return count_grid(material, FORM)
    names = listed(inline(c.label()) for c in load_vocabulary().facet(FORM).concepts.values())
    return Paragraph(f"Form of the funding ({names}): not stated for any of them.")


def _began(entries: Iterable[Entry]) -> str:
    years, silent = years_begun(entries)
    if not years:
        return "No page states when its programme began."
    edges = [0, *PERIODS, 9999]
    parts = []
    for low, high in pairwise(edges):
        number = sum(n for year, n in years.items() if low <= year < high)
        if number:
            name = f"before {high}" if not low else f"in {low} or later" if high == 9999 else ""
            parts.append(f"{number} {name or f'in {low}–{high - 1}'}")
    return f"Began: {', '.join(parts)}; not known of {sum(silent.values())}."


def add_evidence(material: Material) -> Iterable[Block]:
    """What is known of results, and in whose words."""
    if EVIDENCE not in load_vocabulary().facets:
        return
    yield Heading("Evidence")
    yield count_grid(material, EVIDENCE)
    yield Paragraph(
        "Levels say how results were found out, not how good they are. Figures of different "
        "programmes rest on different definitions and must not be set beside each other.",
        quiet=True,
    )
    yield from _quotes(material, EVIDENCE, lambda code: code not in WEAK_EVIDENCE)


def _quotes(material: Material, facet: str, wanted: Callable[[str], bool]) -> Iterable[Block]:
    shown = 0
    for entry in material.entries:
        for value in entry.facet(facet).values[:1]:
            support = value.supports[0]
            # A record's bare code proves the value and tells a reader nothing.
            told = not is_recorded(value.value, support.quote, support.origin)
            if shown < MOST_QUOTES and wanted(value.value) and told:
                shown += 1
                yield _quotation(material, entry, value_label(facet, value), support)


def _quotation(material: Material, entry: Entry, claim: str, support: Support) -> Quotation:
    dated = f"page dated {day(support.claimed_on)}" if support.claimed_on else "page undated"
    return Quotation(
        text=clean(material.sentences.get(support.statement, support.quote)),
        language=support.language,
        about=Cell(brief(entry.practice.name), material.address(entry.slug)),
        claim=claim,
        source=_source(material, support),
        dates=f"{language(support.language)}, {dated}, read {day(support.first_seen)}",
    )


def _source(material: Material, support: Support) -> Cell:
    """The page of a quote; of a record that has no address on the web, the name of its source."""
    if address := web_address(support.url):
        return Cell(shown_address(address), address)
    titles = {source.slug: source.title for source in material.holdings.sources}
    record = support.url.rpartition("#")[2]
    return Cell(f"{clean(titles.get(support.source, support.source))}, record {clean(record)}")
