"""The protocol and the licences of a release as papers for people: the same facts as the JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.export.cite_release import cite_release
from search.links import web_address
from search.pack.blocks import Block, Bullets, Cell, Grid, Heading, Paper, Paragraph
from search.reasons import reason_in_words
from search.words import PAGES_OF, counted, facet_label

Protocol = Mapping[str, Any]

WHY = {
    "never": "declared, never read",
    "failed": "its reading failed",
    "running": "its reading was not finished",
    "retired": "retired before it was read",
}
EFFECTS = {
    "added": "added by people, with their quote",
    "raised": "shown because people accepted what the machine was not sure of",
    "confirmed": "accepted as the machine showed them",
    "taken_out": "not shown because people rejected them",
    "kept_out": "rejected, which the machine was not sure of either",
    "disputed": "waiting because coders are even",
}
DECISIONS = {"merge": "mergers", "split": "splits", "apart": "tellings apart"}
LIMITS = Bullets(
    (
        "Only what these sources publish in the open was read: nothing behind a log-in, no "
        "pictures of text, nothing that robots.txt keeps crawlers from.",
        "The number of programmes found is not the number that exist.",
        "A programme with a quoted evaluation is better documented, not better.",
    )
)


def protocol_paper(protocol: Protocol) -> Paper:
    """The protocol under its headings, the unknown included."""
    blocks: list[Block] = [Paragraph(f"Cite as: {cite_release(protocol)}"), _held(protocol)]
    for part in (_searched, _not_searched, _rules, _known, _reviewed):
        blocks.extend(part(protocol))
    blocks += [Heading("How to read it"), LIMITS]
    return _paper(protocol, "Protocol", blocks)


def licences_paper(protocol: Protocol) -> Paper:
    """Under which terms what may be used; each source with its own."""
    rows = [
        (source["title"], source["publisher"], source["licence"]) for source in protocol["searched"]
    ]
    blocks: list[Block] = [
        Bullets(
            (
                "The catalogue's own data (names, codes, dates, addresses, the vocabulary): "
                "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
                "Quotes belong to their publishers and are quoted with their source. "
                "Whole texts of publishers are not in this release.",
                "The program that made it: MIT.",
            )
        ),
        Heading("What the sources say of themselves"),
        _grid("Licences", ("source", "publisher", "licence"), rows),
    ]
    return _paper(protocol, "Licences", blocks)


def _paper(protocol: Protocol, what: str, blocks: list[Block]) -> Paper:
    release, until = protocol["release"], protocol["read_until"] or "not yet read"
    return Paper(
        title=f"{protocol['title']}: {what.lower()}",
        subtitle=f"Release {release}, frozen {protocol['frozen_on']}, read until {until}",
        release=release,
        blocks=tuple(blocks),
    )


def _held(protocol: Protocol) -> Block:
    counts = protocol["counts"]
    names = {"documents": "documents that speak of them"}
    told = ("practices", "documents", "statements", "countries", "languages")
    held = ", ".join(f"{counts[name]:,} {names.get(name, name)}" for name in told)
    gone = counted(counts["practices_gone"], "practice")
    return Paragraph(f"Held: {held}. Kept with the day they went away: {gone}.")


def _searched(protocol: Protocol) -> Iterator[Block]:
    yield Heading("What was searched")
    sources = protocol["searched"]
    yield Grid(
        "Sources",
        ("source", "kind", "languages", "countries", "read on", "documents read", "practices"),
        tuple(
            (
                Cell(source["title"], web_address(source["url"])),
                *_cells(
                    source["kind"],
                    _declared_and_found(source, "languages"),
                    _declared_and_found(source, "countries"),
                    source["last_read_on"],
                    source["documents"],
                    source["practices"],
                ),
            )
            for source in sources
        ),
    )
    yield Heading("Documents that describe no single programme", 3)
    yield _grid(
        "Other documents",
        ("source", "documents", "as"),
        [
            (source["title"], number, PAGES_OF[kind][number != 1])
            for source in sources
            for kind, number in source["no_programmes"].items()
        ],
    )
    yield Heading("What was refused or failed", 3)
    yield _grid("Left out", ("source", "addresses", "why"), [*_left_out(protocol)])


def _declared_and_found(source: Mapping[str, Any], what: str) -> str:
    declared, found = " ".join(source[what]), " ".join(source[f"{what}_found"])
    return f"declared: {declared or 'none'}; found: {found or 'none'}"


def _left_out(protocol: Protocol) -> Iterator[tuple[object, ...]]:
    for source in protocol["searched"]:
        if source["left_alone_by_robots"]:
            robots = reason_in_words("robots")
            yield source["title"], source["left_alone_by_robots"], robots
        for reason, number in source["failed"].items():
            yield source["title"], number, reason_in_words(reason)


def _not_searched(protocol: Protocol) -> Iterator[Block]:
    yield Heading("What was not searched")
    yield Paragraph("Sources that are declared and that this release holds nothing of:")
    yield _grid(
        "Not searched",
        ("source", "group", "kind", "address", "why"),
        [
            (one["slug"], one["group"], one["kind"], one["url"], WHY.get(one["why"], one["why"]))
            for one in protocol["not_searched"]
        ],
    )


def _rules(protocol: Protocol) -> Iterator[Block]:
    rules = protocol["rules"]
    screening = rules["screening"]
    yield Heading("By which rules")
    yield _grid(
        "Rules",
        ("step", "version or threshold", "applied to"),
        [
            ("program", rules["program"], ""),
            ("reading and screening", screening["version"], _applied(screening, "answers")),
            (
                "a page describes a programme",
                f"topic from {screening['topic_from']}, offer from {screening['offer_from']}, "
                f"{screening['words_from']} words",
                "",
            ),
            ("tagger", rules["tagger"]["version"], _applied(rules["tagger"], "documents")),
            ("value is shown", f"confidence from {rules['shown_from_confidence']}", ""),
            (
                "vocabulary",
                rules["vocabulary"]["version"],
                f"{rules['vocabulary']['facets']} facets",
            ),
            (
                "encoder",
                ", ".join(rules["encoder"]["applied"]) or "none",
                _applied(rules["encoder"], "passages"),
            ),
            ("pages joined by equal text", f"from {rules['grouped_by_text_from']}", ""),
        ],
    )


def _applied(step: Mapping[str, Any], what: str) -> str:
    """By the catalogue's own rows: parts of it may have been read by an older version."""
    return "; ".join(f"{name}: {number} {what}" for name, number in step["applied"].items())


def _known(protocol: Protocol) -> Iterator[Block]:
    yield Heading("What is known, not stated, and not assessed")
    yield Paragraph(
        "Practices by facet. Not stated: the pages were read and do not say. Not assessed: nobody "
        "has read the pages for it. Neither means no. Only in a record: no sentence states it, a "
        "source's record does."
    )
    names = ("stated", "not_stated", "not_assessed", "only_in_a_record", "values_waiting")
    rows = [
        (facet_label(row["facet"]), *(row[name] for name in names)) for row in protocol["facets"]
    ]
    yield _grid("Facets", ("facet", *(name.replace("_", " ") for name in names)), rows)


def _reviewed(protocol: Protocol) -> Iterator[Block]:
    reviews, grouping = protocol["reviews"], protocol["grouping"]
    yield Heading("What people changed")
    given = sum(reviews["verdicts"].values())
    yield Paragraph(f"{counted(given, 'verdict')} by {counted(reviews['coders'], 'coder')}.")
    yield Bullets(
        tuple(
            f"{counted(number, 'statement')} {EFFECTS[effect]}"
            for effect, number in reviews["changed"].items()
        )
    )
    joined = ", ".join(f"{grouping[name]} {words}" for name, words in DECISIONS.items())
    yield Paragraph(f"Decisions on which documents are one practice: {joined}.")


def _grid(title: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Block:
    if not rows:
        return Paragraph("None.")
    return Grid(title, columns, tuple(_cells(*row) for row in rows))


def _cells(*values: object) -> tuple[Cell, ...]:
    return tuple(Cell(f"{value}") for value in values)
