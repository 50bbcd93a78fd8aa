"""The starter as if nobody had words for its languages: what meaning alone tells must be right.

Each record is judged by a model that has not seen it. Of what is shown three of four are to be
right; the floors lie a little under what was measured.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from language.encoder import open_encoder
from language.evaluate_tags import Report, read_gold, report_tags, tag_held_out, without_language
from practices_db.settings import load_settings

PRECISION = {
    "target_group": 0.74,
    "mentor_type": 0.72,
    "funding_model": 0.8,
    "goal": 0.78,
    "format": 0.77,
}
"""Share of what is shown that the blind coder has, too."""

RECALL = {
    "target_group": 0.45,
    "mentor_type": 0.3,
    "funding_model": 0.11,
    "goal": 0.44,
    "format": 0.58,
}
"""Share of what the blind coder has that is shown."""

QUOTED = 0.6
"""Share of right tags whose clause overlaps the coder's quote."""


@pytest.fixture(scope="module")
def report(shared: Path) -> Report:
    golds = [without_language(one) for one in read_gold(shared / "starter" / "programmes.jsonl")]
    encoder = open_encoder(load_settings(), "exact")
    return report_tags(golds, tag_held_out(golds, encoder))


@pytest.mark.parametrize("facet", PRECISION)
def test_what_meaning_tells_is_right(report: Report, facet: str) -> None:
    found = report.scores["tagger/quoted"][facet].concepts.values()
    right = sum(one.right for one in found)
    assert right / sum(one.found for one in found) >= PRECISION[facet]
    assert right / sum(one.n for one in found) >= RECALL[facet]


def test_most_clauses_hold_what_people_quote(report: Report) -> None:
    right, n = (sum(counts[at] for counts in report.support.values()) for at in (0, 1))
    assert right / n >= QUOTED


def test_its_confidence_is_the_share_that_is_right(report: Report) -> None:
    for low, n, mean, share in report.calibration:
        if low >= 0.5 and n >= 30:
            assert share == pytest.approx(mean, abs=0.1)
