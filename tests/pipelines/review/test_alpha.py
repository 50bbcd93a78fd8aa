"""Krippendorff's alpha against a published example.

Reliability data of four observers, twelve units, some missing: Krippendorff, Computing
Krippendorff's Alpha-Reliability (2011), example C, https://repository.upenn.edu/asc_papers/43;
the same data at https://rdrr.io/pkg/irr/man/kripp.alpha.html.
"""

from __future__ import annotations

import pytest

from pipelines.review.alpha import krippendorff

OBSERVERS = ("1233214 12...", "123322412 5.3", ". 333234 22 51.", "1233244 12 51.")
UNITS = [
    [int(answer) for answer in unit if answer != "."]
    for unit in zip(*(row.replace(" ", "") for row in OBSERVERS), strict=True)
]


def test_four_observers_with_gaps_as_published() -> None:
    assert krippendorff(UNITS) == pytest.approx(0.743, abs=0.0005)
    assert krippendorff(UNITS, ordered=True) == pytest.approx(0.815, abs=0.0005)


def test_the_order_of_answers_and_lone_answers_do_not_matter() -> None:
    turned = [unit[::-1] for unit in UNITS]
    assert krippendorff([*turned, [7]]) == pytest.approx(krippendorff(UNITS))


def test_full_agreement_is_one_and_opposition_below_chance() -> None:
    assert krippendorff([[0, 0], [1, 1]]) == 1
    opposed = krippendorff([[0, 1], [1, 0]])
    assert opposed is not None and opposed < 0


@pytest.mark.parametrize("units", [[], [[1], [0]], [[1, 1], [1, 1]]])
def test_without_variation_or_pairs_there_is_none(units: list[list[int]]) -> None:
    assert krippendorff(units) is None
