"""Scores of the tagger on the starter, each record judged by a model that has not seen it.

The floors lie a little under what was measured, so that a change that costs more than chance
fails here. They are not what we aim for. The rules beneath were written with two thirds of these
records in sight, so scores on new pages are lower.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from language.encoder import open_encoder
from language.evaluate_tags import Report, read_gold, report_tags, tag_held_out
from practices_db.settings import load_settings

FLOORS = {
    "target_group": 0.828,
    "mentor_type": 0.805,  # one of three records with public servants moves it by four points
    "funding_model": 0.83,
    "goal": 0.76,
    "format": 0.82,
    "stakeholder": 0.665,
}
"""Macro-F1 against the blind coder's codes."""

MICRO = {
    "target_group": 0.855,
    "mentor_type": 0.825,
    "funding_model": 0.835,
    "goal": 0.78,
    "format": 0.81,
    "stakeholder": 0.765,
    "evidence_level": 0.795,
}
"""Micro-F1, in which rare concepts weigh little; of evidence it is the share that is right."""

QUOTES = {"target_group": 0.85, "mentor_type": 0.88, "funding_model": 0.94}
"""Share of right tags whose quote overlaps the coder's."""


@pytest.fixture(scope="module")
def report(shared: Path) -> Report:
    records = read_gold(shared / "starter" / "programmes.jsonl")
    encoder = open_encoder(load_settings(), "exact")
    return report_tags(records, tag_held_out(records, encoder))


@pytest.mark.parametrize("facet", FLOORS)
def test_scores_on_unseen_records_do_not_fall(report: Report, facet: str) -> None:
    assert report.scores["tagger/quoted"][facet].macro_f1 >= FLOORS[facet]


@pytest.mark.parametrize("facet", MICRO)
def test_most_records_are_right(report: Report, facet: str) -> None:
    assert report.scores["tagger/quoted"][facet].micro_f1 >= MICRO[facet]


@pytest.mark.parametrize("facet", FLOORS)
def test_the_tagger_stays_ahead_of_plain_labels(report: Report, facet: str) -> None:
    tagger, labels = (report.scores[f"{system}/quoted"][facet] for system in ("tagger", "labels"))
    ahead = 0.24 if facet == "stakeholder" else 0.25  # 0.25 is aimed for; bodies' labels do well
    assert tagger.macro_f1 - labels.macro_f1 >= ahead


@pytest.mark.parametrize("facet", QUOTES)
def test_quotes_stay_where_people_quote(report: Report, facet: str) -> None:
    right, n = report.support[facet]
    assert right / n >= QUOTES[facet]


def test_sure_tags_are_right_more_often_than_doubtful_ones(report: Report) -> None:
    shares = {round(low, 1): share for low, n, _, share in report.calibration if n >= 30}
    assert shares[0.9] >= 0.85
    assert shares[0.9] > shares[0.6] > shares[0.2]
