"""The figures of one evaluation, and how they are printed.

Assembled from `gold.py`, `scores.py` and `baselines.py`; nothing is predicted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from language.evaluate_tags.answers import Answer
from language.evaluate_tags.gold import FACETS, Gold, stated
from language.evaluate_tags.scores import FacetScore, score_codes

MIN_RECORDS = 5
"""Languages with fewer records are also summed up under "few": alone their F1 is mostly chance."""


@dataclass(frozen=True, slots=True)
class Report:
    """Every figure of one run.

    `scores` has one entry a system and gold ("tagger/quoted", "labels/quoted", "humans/quoted",
    ...), each by facet. `languages` gives the tagger's scores by language and facet. `support`
    is the share of the tagger's right tags whose quote overlaps the coder's, by facet.
    `calibration` lists (lowest confidence of the bin, tags, mean confidence, share right).
    `answers` are what the tagger's figures are of.
    """

    records: int
    scores: Mapping[str, Mapping[str, FacetScore]]
    languages: Mapping[str, Mapping[str, FacetScore]]
    support: Mapping[str, tuple[int, int]]
    calibration: Sequence[tuple[float, int, float, float]]
    answers: Sequence[Answer]

    def as_dict(self) -> dict[str, object]:
        """Give every figure as plain values, for JSON; the answers have a file of their own."""
        return {name: value for name, value in asdict(self).items() if name != "answers"}


Predict = Callable[[Gold, str], frozenset[str]]


def score_facets(
    records: Sequence[Gold], gold: Callable[[Gold, str], frozenset[str] | None], found: Predict
) -> dict[str, FacetScore]:
    """Score predictions facet by facet on the records that were coded for it."""
    scores = {}
    for facet in FACETS:
        coded = [record for record in records if gold(record, facet) is not None]
        if coded:
            scores[facet] = score_codes(
                [stated(facet, gold(record, facet) or frozenset()) for record in coded],
                [stated(facet, found(record, facet)) for record in coded],
            )
    return scores


def by_language(records: Sequence[Gold], found: Predict) -> dict[str, dict[str, FacetScore]]:
    """Score the blind coder's codes language by language, the small ones together as well."""
    groups: dict[str, list[Gold]] = {}
    for record in records:
        groups.setdefault(record.language, []).append(record)
    small = [language for language, group in groups.items() if len(group) < MIN_RECORDS]
    if small:
        groups["few"] = [record for language in small for record in groups[language]]
    return {
        language: score_facets(group, lambda record, facet: record.quoted.get(facet), found)
        for language, group in sorted(groups.items(), key=lambda item: -len(item[1]))
    }


def print_report(report: Report) -> str:
    """Lay the figures out as text, widest question first."""
    lines = [f"{report.records} records"]
    for system, facets in report.scores.items():
        lines += ["", f"{system:<22} macro-F1  [95 %]         micro-F1  all right"]
        lines += [_facet_line(facet, score) for facet, score in facets.items()]
    lines += ["", "tagger against the blind coder, by concept"]
    for facet, score in report.scores["tagger/quoted"].items():
        lines += [f"  {facet}", *_concept_lines(score)]
    lines += ["", "points of macro-F1 above the labels", _lead_line(report)]
    lines += ["", "micro-F1 by language: " + ", ".join(FACETS)]
    lines += [_language_line(language, facets) for language, facets in report.languages.items()]
    lines += ["", "quotes that overlap the coder's"]
    lines += [_support_line(facet, *counts) for facet, counts in report.support.items()]
    right, n = (sum(counts[at] for counts in report.support.values()) for at in (0, 1))
    lines += [_support_line("all", right, n)]
    lines += ["", "calibration: from, tags, mean confidence, share right"]
    lines += [
        f"  {low:.1f}  {n:5}  {mean:.2f}  {share:.2f}" for low, n, mean, share in report.calibration
    ]
    return "\n".join(lines)


def _facet_line(facet: str, score: FacetScore) -> str:
    return (
        f"  {facet:<20} {score.macro_f1:.3f}  [{score.low:.3f}, {score.high:.3f}]"
        f"  {score.micro_f1:.3f}     {score.accuracy:.3f}"
    )


def _lead_line(report: Report) -> str:
    tagger, labels = (report.scores[f"{system}/quoted"] for system in ("tagger", "labels"))
    leads = {facet: one.macro_f1 - labels[facet].macro_f1 for facet, one in tagger.items()}
    return "  " + ", ".join(f"{facet} {100 * lead:.0f}" for facet, lead in leads.items())


def _support_line(facet: str, right: int, n: int) -> str:
    return f"  {facet:<16} {right} of {n} ({right / max(n, 1):.3f})"


def _concept_lines(score: FacetScore) -> list[str]:
    return [
        f"    {code:<28} n {one.n:3}  found {one.found:3}  P {one.precision:.2f}"
        f"  R {one.recall:.2f}  F1 {one.f1:.2f} [{one.low:.2f}, {one.high:.2f}]"
        for code, one in score.concepts.items()
    ]


def _language_line(language: str, facets: Mapping[str, FacetScore]) -> str:
    records = max((score.records for score in facets.values()), default=0)
    cells = [f"{facets[facet].micro_f1:.2f}" if facet in facets else "  - " for facet in FACETS]
    return f"  {language:<6} n {records:3}  " + "  ".join(cells)
