"""The first and the last parts of a scoping pack: question, summary, search, caveats, list."""

from __future__ import annotations

from collections import Counter
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
from search.pack.groups import backed, fit_in_short, group_facet, most_common, ranked
from search.pack.material import Material
from search.query.joined import holds, left_out, named
from search.words import (
    OUTCOMES,
    UNKNOWN,
    counted,
    country,
    day,
    facet_label,
    inline,
    label,
    languages,
    listed,
    values_in_words,
)
from search.words import left_out as left_aside

LONGEST_SHOWN = 40
"""Letters of an address that a list shows; the link has all."""
LONGEST_LIST = 500


def add_question(material: Material) -> Iterable[Block]:
    """What was asked, as it was asked."""
    question = material.question
    yield Heading("The question")
    if question.text:
        yield Paragraph(question.text)
    chosen = [
        f"{facet_label(facet)}: {values_in_words(facet, values)}"
        for facet, values in question.filters.items()
    ]
    if question.wishes:
        wished = listed(inline(label(facet, code)) for facet, code in question.wishes)
        yield Paragraph(f"Wished for, and looked up in each programme: {wished}.")
    if chosen:
        yield Paragraph("A programme counts here when all of these hold:")
        yield Bullets(tuple(chosen))
        if question.text:
            yield Paragraph(
                "These filters are the nearest that the catalogue has to the question. What has no "
                "filter only moves the order: programmes that fit the words come first.",
                quiet=True,
            )
    else:
        yield from _unfiltered(material)
    for remark in material.result.remarks:
        yield Paragraph(remark)


def _unfiltered(material: Material) -> Iterable[Block]:
    """That words choose nothing: whoever gets the file has not seen the form."""
    yield Paragraph("No filter was set, so every programme of the catalogue counts.")
    if not material.question.text:
        return
    terms: dict[str, list[str]] = {}
    for facet, code in material.result.understood:
        terms.setdefault(facet, []).append(inline(label(facet, code)))
    if terms:
        read = "; ".join(f"{inline(facet_label(f))}: {listed(terms[f])}" for f in terms)
        yield Paragraph(
            "The words only put programmes in order. They name terms by which a pack can be "
            f"counted instead ({read}): set those as filters."
        )
    else:
        yield Paragraph(
            "The words only put programmes in order, and no term of the catalogue is among them. "
            "How many programmes answer the question cannot be read from the counts; read the "
            "first ones side by side, and set the filters that come nearest."
        )


def add_short(material: Material) -> Iterable[Block]:
    """The answer in a few counts, each with what is not known."""
    yield Heading("In short")
    yield Bullets(tuple(_counts(material) if material.entries else _none(material)))


def _none(material: Material) -> Iterable[str]:
    """Of nothing there is nothing to count: what it means, and what is nearly there."""
    if not material.holdings.entries:
        yield "The catalogue is empty: no programme was read yet, so nothing can be said of any."
        return
    held = counted(len(material.holdings.present), "programme")
    yield f"None of the {held} in the catalogue passes. That is not the same as “there is none”."
    yield from _nearly(material)


def _counts(material: Material) -> Iterable[str]:
    entries = material.entries
    number = len(entries)
    places = Counter(entry.practice.country for entry in entries if entry.practice.country)
    where = ", ".join(f"{country(code)} {n}" for code, n in ranked(places)[:5])
    nowhere = number - sum(places.values())
    unknown = f"; not known of {nowhere}" if nowhere else ""
    return [
        f"{_passing(material)}, from {counted(len(places), 'country', 'countries')}"
        + (f" ({where}{', …' if len(places) > 5 else ''}{unknown})." if where else "."),
        *_groups_in_short(material),
        *fit_in_short(material),
        f"Who mentors: {most_common(entries, 'mentor_type', 4)}.",
        f"Who pays: {most_common(entries, 'funding_model', 4)}.",
        f"Results beyond numbers of participants: stated by {len(backed(entries))} of {number}.",
        *_nearly(material),
    ]


def _passing(material: Material) -> str:
    number = counted(len(material.entries), "programme")
    question = material.question
    if question.filters or not (question.text or question.title):
        return f"{number} of {len(material.holdings.present)} in the catalogue pass"
    return f"Not counted by the question, as no filter was set: all {number} of the catalogue"


def _groups_in_short(material: Material) -> Iterable[str]:
    facet = group_facet(material)
    if facet is not None:
        values = named(material.question.filters[facet])
        counts = {
            value: sum(holds(entry.searched(facet), [value]) for entry in material.entries)
            for value in values
        }
        told = (f"{inline(label(facet, value))} {counts[value]}" for value in values)
        yield f"By {inline(facet_label(facet))}: {', '.join(told)}."


def _nearly(material: Material) -> Iterable[str]:
    """Programmes that one silence keeps out."""
    for facet, values in material.question.filters.items():
        silent = material.result.facets.get(facet, {}).get("not_stated", 0)
        if silent and named(values) and "not_stated" not in values:
            yield (
                f"{counted(silent, 'more programme')} would pass but for "
                f"{inline(facet_label(facet))}, which {'its' if silent == 1 else 'their'} pages do "
                "not state."
            )


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
        out = [entry for entry in left if not holds(entry.searched(facet), values)]
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
