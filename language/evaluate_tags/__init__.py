"""Measuring the tagger on records that people coded, beside baselines and the human ceiling.

The text tagged is the description alone; declared codes are hidden from every system.
"""

from __future__ import annotations

from collections.abc import Sequence

from language.encoder import Encoder, open_encoder
from language.evaluate_tags.answers import Answer, list_answers, overlaps, write_answers
from language.evaluate_tags.baselines import Encode, match_labels, match_meaning
from language.evaluate_tags.gold import (
    FACETS,
    Gold,
    GoldError,
    gold_of,
    read_gold,
    without_language,
)
from language.evaluate_tags.report import Report, by_language, print_report, score_facets
from language.tagger.artefact import SHIPPED, SHIPPED_FOLDS, read_model
from language.tagger.tagger import Tagger
from language.tagger.training.folds import FOLDS, fold_of
from language.tagger.values import ACCEPT, Tag
from practices_db.settings import Settings

__all__ = [
    "FACETS",
    "Answer",
    "Gold",
    "GoldError",
    "Report",
    "evaluate_tags",
    "gold_of",
    "list_answers",
    "print_report",
    "read_gold",
    "report_tags",
    "tag_held_out",
    "without_language",
    "write_answers",
]

Tags = dict[str, tuple[Tag, ...]]


def evaluate_tags(records: Sequence[Gold], settings: Settings, *, baselines: bool = True) -> Report:
    """Tag every record and compare with both coders, both baselines and each coder's peer.

    No record is judged by a model that has seen it (`tag_held_out`). Without `baselines` the
    nearest label by embedding is left out. Raises `PracticesError` where the encoder cannot be
    opened.
    """
    encoder = open_encoder(settings, "exact")
    tags = tag_held_out(records, encoder)
    return report_tags(records, tags, encoder.encode_passages if baselines else None)


def tag_held_out(records: Sequence[Gold], encoder: Encoder) -> Tags:
    """Tag each record (by id) with a model that has not seen it.

    A record that the shipped model was trained on is left to the model of its fold; any other is
    judged by the shipped one, as a new page would be.
    """
    shipped = read_model(SHIPPED)
    tags: Tags = {}
    for fold in (None, *range(FOLDS)):
        own = [one for one in records if _fold_that_holds_out(one, shipped.records) == fold]
        if not own:
            continue
        model = shipped if fold is None else read_model(SHIPPED_FOLDS / f"{fold}.npz")
        found = Tagger(encoder, model).tag_many([(one.text, one.language, None) for one in own])
        tags |= {record.id: one.tags for record, one in zip(own, found, strict=True)}
    return tags


def _fold_that_holds_out(record: Gold, trained: frozenset[str]) -> int | None:
    return fold_of(record.id) if record.id in trained else None


def report_tags(records: Sequence[Gold], tags: Tags, encode: Encode | None = None) -> Report:
    """Compare tags already made (by record id) with the gold.

    `encode` turns texts into unit vectors for the nearest-label baseline, which is left out
    without it.
    """

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
        answers=tuple(list_answers(records, tags)),
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
            counts[tag.facet] = (right + overlaps(record.text, quote, tag), n + 1)
    return counts


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
