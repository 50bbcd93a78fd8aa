"""The first parts of a scoping pack: the question as it was asked, and the answer in short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from search.pack.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
)
from search.pack.groups import backed, fit_in_short, group_facet, most_common, ranked
from search.pack.material import Material
from search.query.joined import named
from search.words import (
    counted,
    country,
    facet_label,
    inline,
    label,
    listed,
    values_in_words,
)


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
            value: sum(entry.passes(facet, [value]) for entry in material.entries)
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
