"""The parts of a scoping pack, each from the same material, in the order in which they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from practices_db.view import Support
from practices_db.vocabulary import load_vocabulary
from search.blocks import (
    Block,
    Bullets,
    Cell,
    Grid,
    Heading,
    Paragraph,
    Quotation,
)
from search.holdings import Entry
from search.links import clean, shown_address, web_address
from search.pack_found import count_grid
from search.words import (
    OUTCOMES,
    UNKNOWN,
    counted,
    country,
    day,
    facet_label,
    inline,
    label,
    language,
    listed,
    value_label,
)

if TYPE_CHECKING:
    from search.pack import Material

FUNDING, EVIDENCE = "funding_model", "evidence_level"
QUOTED = (FUNDING, EVIDENCE)
WEAK_EVIDENCE = ("none_stated", "output_counts")
MOST_QUOTES = 8
LONGEST_LIST = 500


def add_question(material: Material) -> Iterable[Block]:
    """What was asked, as it was asked."""
    question = material.question
    yield Heading("The question")
    if question.text:
        yield Paragraph(question.text)
    chosen = [
        f"{facet_label(facet)}: {listed((label(facet, v) for v in values), 'or')}"
        for facet, values in question.filters.items()
    ]
    if chosen:
        yield Paragraph("A programme is in when all of these hold:")
        yield Bullets(tuple(chosen))
    else:
        yield Paragraph("No filter was set, so every programme of the catalogue is in.")


def add_short(material: Material) -> Iterable[Block]:
    """The answer in a few counts, each with what is not known."""
    entries = material.entries
    places = Counter(entry.practice.country for entry in entries if entry.practice.country)
    where = [f"{country(code)} {number}" for code, number in places.most_common(5)]
    lines = [
        f"{counted(len(entries), 'programme')} of {len(material.holdings.present)} in the "
        f"catalogue pass, from {counted(len(places), 'country', 'countries')}"
        + (f" ({', '.join(where)}{', …' if len(places) > 5 else ''})." if where else ".")
    ]
    for facet, question in ((FUNDING, "Who pays"), ("mentor_type", "Who mentors")):
        lines.append(f"{question}: {_most_common(entries, facet)}.")
    if EVIDENCE in load_vocabulary().facets:
        strong = [
            entry for entry in entries if not {*entry.codes(EVIDENCE)} & {*WEAK_EVIDENCE, *UNKNOWN}
        ]
        lines.append(
            f"{counted(len(strong), 'programme')} of {len(entries)} state more than numbers "
            "of participants as evidence."
        )
    for facet in material.question.filters:
        silent = material.result.facets.get(facet, {}).get("not_stated", 0)
        if silent and "not_stated" not in material.question.filters[facet]:
            lines.append(
                f"{counted(silent, 'more programme')} would pass but for "
                f"{inline(facet_label(facet))}, which their pages do not state."
            )
    yield Heading("In short")
    yield Bullets(tuple(lines))


def _most_common(entries: Iterable[Entry], facet: str) -> str:
    entries = list(entries)
    counts = Counter(code for entry in entries for code in set(entry.codes(facet)))
    known = [(c, n) for c, n in counts.most_common() if c not in UNKNOWN][:4]
    silent = sum(counts[state] for state in UNKNOWN)
    said = ", ".join(f"{inline(label(facet, code))} ({number})" for code, number in known)
    return f"{said or 'nothing stated'}; not known of {silent} of {len(entries)}"


def add_searched(material: Material) -> Iterable[Block]:
    """What was searched and how, and what was left out and why."""
    sources = material.holdings.sources
    searched = material.gaps.searched
    yield Heading("What was searched, and how")
    yield Paragraph(
        f"{counted(len(sources), 'source')} with {counted(searched.documents, 'document')} in "
        f"{listed(language(code) for code in searched.languages)}. Each page's text was read by "
        "rules and models in its own language; every value is backed by the words that say it. "
        "Programmes were chosen by the filters above"
        + (" and ordered by fit to the question." if material.question.text else ".")
    )
    rows = [
        (
            Cell(source.title, web_address(source.url)),
            Cell(day(source.last_success) if source.last_success else "never"),
            Cell(OUTCOMES.get(source.last_outcome, source.last_outcome)),
            Cell(str(source.documents)),
            Cell(str(source.practices)),
            Cell(_left_out(source.left_out, source.robots, len(source.troubles))),
        )
        for source in sources
    ]
    heads = ("Source", "Last success", "Last time", "Documents", "Programmes", "Left out, and why")
    yield Grid("Sources", heads, tuple(rows))


def _left_out(verdicts: Mapping[str, int], robots: int, troubles: int) -> str:
    parts = [f"{number} judged to be {verdict}" for verdict, number in verdicts.items()]
    if robots:
        parts.append(f"{robots} by robots.txt")
    if troubles:
        parts.append(f"{troubles} could not be read")
    return "; ".join(parts) or "nothing"


def add_funding(material: Material) -> Iterable[Block]:
    """Who pays, for how long, and which programmes have gone since."""
    yield Heading("Funding and durability")
    yield count_grid(material, FUNDING)
    status = Counter(entry.practice.status for entry in material.entries)
    words = [f"{n} {'status not stated' if s == 'unknown' else s}" for s, n in status.most_common()]
    gone = sum(page.gone_on is not None for entry in material.entries for page in entry.pages)
    yield Paragraph(
        f"Status as the pages give it: {', '.join(words) or 'none'}. "
        f"{counted(gone, 'page')} of these programmes {'has' if gone == 1 else 'have'} "
        "disappeared since first read."
    )
    yield from _quotes(material, FUNDING, lambda _: True)


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
            if shown < MOST_QUOTES and wanted(value.value):
                shown += 1
                yield _quotation(material, entry, value_label(facet, value), value.supports[0])


def _quotation(material: Material, entry: Entry, claim: str, support: Support) -> Quotation:
    dated = f"page dated {day(support.claimed_on)}" if support.claimed_on else "page undated"
    return Quotation(
        text=clean(material.sentences.get(support.statement, support.quote)),
        language=support.language,
        about=Cell(clean(entry.practice.name), material.address(entry.slug)),
        claim=claim,
        source=Cell(shown_address(support.url), web_address(support.url)),
        dates=f"{dated}, read {day(support.first_seen)}",
    )


def _outside(url: str) -> Cell:
    address = web_address(url)
    return Cell(shown_address(address) if address else "no web address", address)


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
    share = round(100 * sum(machine) / len(machine)) if machine else 0
    failed = [s.title for s in material.holdings.sources if s.last_outcome in {"failed", "never"}]
    lines = [
        "The catalogue holds what its sources publish. A programme that is not in it may exist.",
        f"{share} % of the {len(machine)} quotes behind these counts were read by a machine; "
        "each can be checked under its address.",
        "“Not stated” means read and not said. It is not “no”.",
        "Pages speak as of their date, which many do not give; figures may be years old.",
        f"Pages were read in {listed(language(c) for c in material.holdings.languages)} only.",
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
            Cell(clean(entry.practice.name), material.address(entry.slug)),
            Cell(clean(entry.practice.organisation) or "not stated"),
            Cell(country(entry.practice.country)),
            _outside(entry.practice.url),
        )
        for entry in entries
    )
    yield Grid("Programmes", ("Programme", "Organisation", "Country", "Address"), rows)
