"""The scoping pack: one document on what is known of the programmes that a question asks for.

A function of the release and the question alone: no clock and no chance, so equal questions to
equal catalogues give equal bytes. Its parts are in `pack_parts.py`, its forms in `search.export`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from practices_db.engine import catalogue_session
from search.compare.side_by_side import MOST, Comparison, compare
from search.entries import Entry
from search.gaps.cross import map_gaps
from search.holdings import Holdings
from search.pack.blocks import Block, Heading, Paper, Paragraph
from search.pack.found import add_comparison, add_counts, add_gaps
from search.pack.groups import add_fit, add_groups
from search.pack.known import QUOTED, add_evidence, add_funding
from search.pack.material import Material, Question
from search.pack.parts import add_caveats, add_list, add_searched
from search.pack.short import add_question, add_short
from search.query.searcher import Searcher
from search.quotes import read_contexts, sentence_of
from search.words import day

COMPARED = MOST - 1
"""Programmes in the comparison: as many columns as fit on a page."""


MOST_CONTEXTS = 900
"""SQLite takes about a thousand values in one question; far more than are quoted."""


def make_pack(searcher: Searcher, holdings: Holdings, question: Question, base: str) -> Paper:
    """Write the pack. `base` is the site's address. Raises UnreadableQuery for unknown filters."""
    found = searcher.search(question.text, question.filters, limit=len(holdings.entries))
    entries = [holdings.entries[one.slug] for one in found.practices]
    gaps = map_gaps(searcher, "target_group", "mentor_type", question.filters)
    with catalogue_session(searcher.engine) as session:
        comparison = _compare(session, entries)
        sentences = _sentences(session, entries)
    material = Material(question, holdings, found, entries, gaps, comparison, sentences, base)
    blocks: list[Block] = []
    for add in (
        add_question,
        add_short,
        add_searched,
        add_groups,
        add_counts,
        add_gaps,
        add_fit,
        add_comparison,
        add_funding,
        add_evidence,
        add_caveats,
        add_list,
    ):
        blocks.extend(add(material))
    blocks += _cite(material)
    read = f", read until {day(holdings.as_of)}" if holdings.as_of else ""
    return Paper(
        title=question.name,
        subtitle=f"Scoping pack from Mentoring practices, release {holdings.release}{read}",
        release=holdings.release,
        blocks=tuple(blocks),
    )


def _compare(session: Session, entries: Sequence[Entry]) -> Comparison | None:
    slugs = [entry.slug for entry in entries[:COMPARED]]
    return compare(session, slugs) if len(slugs) > 1 else None


def _sentences(session: Session, entries: Sequence[Entry]) -> dict[str, str]:
    """By statement, the sentence in which its quote stands, for all that may be quoted."""
    wanted = [
        value.supports[0].statement
        for entry in entries
        for facet in QUOTED
        for value in entry.facet(facet).values[:1]
    ]
    found = read_contexts(session, wanted[:MOST_CONTEXTS])
    return {statement: sentence_of(context) for statement, context in found.items()}


def _cite(material: Material) -> list[Block]:
    holdings = material.holdings
    until = f", read until {day(holdings.as_of)}" if holdings.as_of else ""
    return [
        Heading("How to cite"),
        Paragraph(
            f"Mentoring practices, release {holdings.release}{until}. Scoping pack “"
            f"{material.question.name}”. "
            "Catalogue data CC BY 4.0; quotes belong to their publishers."
        ),
        Paragraph("Ask the same question again", url=material.question.address),
    ]
