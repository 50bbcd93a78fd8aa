"""What stands behind the counts of a scoping pack: the search, the caveats, the whole list."""

from __future__ import annotations

from collections.abc import Iterable

from search.links import brief, shown_address, web_address
from search.pack.blocks import (
    Block,
    Bullets,
    Cell,
    Grid,
    Heading,
    Paragraph,
)
from search.pack.material import Material
from search.query.joined import left_out, named
from search.words import (
    OUTCOMES,
    UNKNOWN,
    counted,
    country,
    day,
    facet_label,
    inline,
    languages,
    listed,
)
from search.words import left_out as left_aside

LONGEST_SHOWN = 40
"""Letters of an address that a list shows; the link has all."""
LONGEST_LIST = 500


_ALL = "All programmes were taken"


def add_searched(material: Material) -> Iterable[Block]:
    """What was searched and how, and what was left out and why."""
    sources = material.holdings.sources
    searched = material.gaps.searched
    yield Heading("What was searched, and how")
    yield Paragraph(
        f"{counted(len(sources), 'source')}; {counted(searched.documents_read, 'document')} read "
        f"(pages, files, records) in {languages(searched.languages)}. Each text was read by "
        "rules and models in its own language; every value is backed by the words that say it. "
        + ("Programmes were chosen by the filters above" if material.question.filters else _ALL)
        + (", and ordered by fit to the question." if material.question.text else ".")
    )
    rows = [
        (
            Cell(source.title, web_address(source.url)),
            Cell(day(source.last_success) if source.last_success else "never"),
            Cell(OUTCOMES.get(source.last_outcome, source.last_outcome)),
            Cell(str(source.documents_read)),
            Cell(str(source.practices)),
            Cell(left_aside(source.left_out, source.left_alone, len(source.failures))),
        )
        for source in sources
    ]
    heads = ("Source", "Last success", "Outcome", "Read", "Programmes", "Left out, and why")
    yield Grid("Sources", heads, tuple(rows))
    yield Paragraph("A programme that several sources describe counts in each.", quiet=True)
    yield from _left_aside(material)


def _left_aside(material: Material) -> Iterable[Block]:
    """Programmes of the catalogue that did not pass, by the filter that kept them out."""
    inside = {entry.slug for entry in material.entries}
    left = [entry for entry in material.holdings.present if entry.slug not in inside]
    lines = []
    for facet, values in material.question.filters.items():
        out = [entry for entry in left if not entry.passes(facet, values)]
        silent = sum({*entry.searched(facet)} <= {*UNKNOWN} for entry in out)
        if out:
            which = "another" if named(values) else "an excluded"
            which = f"{which} or an excluded" if named(values) and left_out(values) else which
            said = f"{len(out) - silent} state {which} {inline(facet_label(facet))}"
            lines.append(f"{said}, {silent} none" if silent else said)
    if lines:
        yield Paragraph(
            f"Left out by the filters, some by more than one: {counted(len(left), 'programme')} of "
            f"the catalogue. Of these {'; '.join(lines)}."
        )


def _outside(url: str) -> Cell:
    address = web_address(url)
    return Cell(shown_address(address, LONGEST_SHOWN) if address else "no web address", address)


def add_caveats(material: Material) -> Iterable[Block]:
    """What a board should know before it leans on the numbers."""
    entries = material.entries
    machine = [
        support.origin in {"rule", "model"}
        for entry in entries
        for facet in entry.view.values()
        for value in facet.values
        for support in value.supports
    ]
    known = material.holdings.known_languages
    share = round(100 * sum(machine) / len(machine)) if machine else 0
    failed = [s.title for s in material.holdings.sources if s.last_outcome in {"failed", "never"}]
    lines = [
        "The catalogue holds what its sources publish. A programme that is not in it may exist.",
        f"{share} % of the {len(machine):,} quotes behind these counts were read by a machine; "
        "each can be checked under its address.",
        "“Not stated” means read and not said; “not assessed” means not read. Neither is “no”.",
        "Pages speak as of their date, which many do not give; figures may be years old.",
        f"Nothing was read in other languages than {languages(known)}.",
    ]
    if failed:
        lines.append(f"Not read, or failed the last time: {listed(failed)}.")
    yield Heading("Caveats")
    yield Bullets(tuple(lines))


def add_list(material: Material) -> Iterable[Block]:
    """All programmes with their addresses."""
    entries = material.entries[:LONGEST_LIST]
    yield Heading(f"All {counted(len(material.entries), 'programme')}")
    if len(entries) < len(material.entries):
        yield Paragraph(f"The first {len(entries)}; the rest is in the data files.")
    rows = tuple(
        (
            Cell(brief(entry.practice.name), material.address(entry.slug)),
            Cell(brief(entry.practice.organisation) or "not stated"),
            Cell(country(entry.practice.country)),
            _outside(entry.practice.url),
        )
        for entry in entries
    )
    yield Grid("Programmes", ("Programme", "Organisation", "Country", "Address"), rows)
