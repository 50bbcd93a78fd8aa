"""Measuring the tagger on records that people coded, beside baselines and the human ceiling.

The text tagged is the description alone; declared codes are hidden from every system.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from language.evaluate_tags.baselines import Encode, match_labels, match_meaning
from language.evaluate_tags.gold import FACETS, Gold, GoldError, gold_of, read_gold
from language.evaluate_tags.report import Report, by_language, print_report, score_facets
from language.tagger.values import ACCEPT, Tag

if TYPE_CHECKING:
    from language.tagger.tagger import Tagger

__all__ = [
    "FACETS",
    "Gold",
    "GoldError",
    "Report",
    "evaluate_tags",
    "gold_of",
    "print_report",
    "read_gold",
]

Tags = dict[str, tuple[Tag, ...]]


def evaluate_tags(records: Sequence[Gold], tagger: Tagger, encode: Encode | None = None) -> Report:
    """Tag every record and compare with both coders, both baselines and each coder's peer.

    `encode` turns texts into unit vectors for the nearest-label baseline, which is left out
    without it.
    """
    tags = {record.id: tagger.tag(record.text, record.language).tags for record in records}
    return report_tags(records, tags, encode)


def report_tags(records: Sequence[Gold], tags: Tags, encode: Encode | None = None) -> Report:
    """Compare tags already made (by record id) with the gold; see `evaluate_tags`."""

    def tagged(record: Gold, facet: str) -> frozenset[str]:
        return frozenset(
            tag.value
            for tag in tags[record.id]
            if tag.facet == facet and tag.kind == "concept" and tag.confidence >= ACCEPT
        )

    def quoted(record: Gold, facet: str) -> frozenset[str] | None:
        return record.quoted.get(facet)

    def declared(record: Gold, facet: str) -> frozenset[str] | None:
        return record.declared.get(facet)

    labels = match_labels(records)
    scores = {
        "tagger/quoted": score_facets(records, quoted, tagged),
        "tagger/declared": score_facets(records, declared, tagged),
        "labels/quoted": score_facets(records, quoted, lambda r, f: labels.get((r.id, f), _NONE)),
        "coders/quoted": score_facets(records, quoted, lambda r, f: r.declared.get(f, _NONE)),
    }
    if encode is not None:
        near = match_meaning(records, encode)
        scores["nearest/quoted"] = score_facets(
            records, quoted, lambda r, f: near.get((r.id, f), _NONE)
        )
    return Report(
        records=len(records),
        scores=scores,
        languages=by_language(records, tagged),
        support=_support(records, tags),
        calibration=_calibration(records, tags),
    )


_NONE: frozenset[str] = frozenset()


def _support(records: Sequence[Gold], tags: Tags) -> dict[str, tuple[int, int]]:
    """Count, among right tags of quoted facets, those that overlap the coder's quote."""
    counts: dict[str, tuple[int, int]] = {}
    for record in records:
        for tag in tags[record.id]:
            quote = record.quotes.get((tag.facet, tag.value))
            if quote is None or tag.confidence < ACCEPT:
                continue
            right, n = counts.get(tag.facet, (0, 0))
            counts[tag.facet] = (right + _overlaps(record.text, quote, tag), n + 1)
    return counts


def _overlaps(text: str, quote: str, tag: Tag) -> bool:
    at = text.find(quote)
    while at >= 0:
        if at < tag.end and tag.start < at + len(quote):
            return True
        at = text.find(quote, at + 1)
    return False


def _calibration(records: Sequence[Gold], tags: Tags) -> list[tuple[float, int, float, float]]:
    """Bin all tags of coded facets, also the weak ones, by confidence in tenths."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for record in records:
        for tag in tags[record.id]:
            if tag.kind == "concept" and tag.facet in record.quoted:
                right = tag.value in record.quoted[tag.facet]
                bins.setdefault(min(int(tag.confidence * 10), 9), []).append(
                    (tag.confidence, right)
                )
    return [
        (
            at / 10,
            len(found),
            sum(confidence for confidence, _ in found) / len(found),
            sum(right for _, right in found) / len(found),
        )
        for at, found in sorted(bins.items())
    ]
