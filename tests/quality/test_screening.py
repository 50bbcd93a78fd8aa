"""Screening against 220 pages of three real sites, labelled by reading. A fall fails."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipelines.describe import Description, describe
from pipelines.screen import screen

LABELS = Path(__file__).with_name("screening_labels.csv")

Outcomes = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def outcomes(shared: Path) -> Outcomes:
    """How often each label met each verdict; a page that cannot be read counts as other."""
    counts: Outcomes = Counter()
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            body = (shared / "sites" / row["path"]).read_bytes()
            path = row["path"].split("/site/", 1)[1]
            page = describe(body, None, f"https://site.example/{path}", {})
            verdict = screen(page).verdict if isinstance(page, Description) else "other"
            counts[row["label"], verdict] += 1
    return counts


def precision(outcomes: Outcomes, kind: str) -> float:
    found = sum(count for (_, verdict), count in outcomes.items() if verdict == kind)
    return outcomes[kind, kind] / found


def recall(outcomes: Outcomes, kind: str) -> float:
    labelled = sum(count for (label, _), count in outcomes.items() if label == kind)
    return outcomes[kind, kind] / labelled


def test_labels_are_many(outcomes: Outcomes) -> None:
    assert outcomes.total() == 220


def test_programme_pages_are_all_found(outcomes: Outcomes) -> None:
    assert recall(outcomes, "programme") == 1.0  # 6 of 6


def test_few_others_pass_for_programmes(outcomes: Outcomes) -> None:
    assert precision(outcomes, "programme") >= 0.6  # measured 6 of 10


def test_news_and_lists(outcomes: Outcomes) -> None:
    assert precision(outcomes, "news") >= 0.95
    assert recall(outcomes, "news") >= 0.95
    assert recall(outcomes, "list") >= 0.8  # measured 6 of 7
    assert precision(outcomes, "list") >= 0.8


def test_other_pages_stay_out(outcomes: Outcomes) -> None:
    assert recall(outcomes, "other") >= 0.95
