"""Mixing channels: what words may do, and what they may not."""

from __future__ import annotations

import numpy as np
import pytest

from search.index.encoding import Floats
from search.query.fusion import fuse, reorder
from search.query.signals import Signal, measured

MEANING = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.1], dtype=np.float32)
WORDS = np.array([0.0, 0.1, 0.0, 1.0, 0.3, 0.9], dtype=np.float32)
OURS = np.array([False, True, False, True, False, True])


def _order(scores: Floats) -> list[int]:
    order: list[int] = np.argsort(-scores, kind="stable").tolist()
    return order


def test_words_order_their_own_language_and_leave_all_others_where_they_stood() -> None:
    signals = {"meaning": measured(MEANING), "words": Signal(WORDS)}
    assert _order(fuse({"meaning": signals["meaning"]})) == [0, 1, 2, 3, 4, 5]
    assert _order(fuse(signals, OURS)) == [0, 3, 2, 5, 4, 1]


@pytest.mark.parametrize("seed", range(5))
def test_no_order_of_other_languages_is_ever_touched(seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores, more = chance.random((2, 50)).astype(np.float32)
    ours = chance.random(50) < 0.4
    dealt = reorder(scores, more, ours)
    assert (dealt[~ours] == scores[~ours]).all()
    assert sorted(dealt[ours]) == sorted(scores[ours])


def test_without_meaning_words_decide() -> None:
    assert _order(fuse({"words": Signal(WORDS)}, OURS))[0] == 3


def test_a_name_is_above_everything() -> None:
    names = np.array([0, 0, 0, 0, 0, 1], dtype=np.float32)
    signals = {"meaning": measured(MEANING), "words": Signal(WORDS), "names": Signal(names)}
    assert _order(fuse(signals, OURS))[0] == 5


def test_no_practices_no_scores() -> None:
    assert fuse({"meaning": measured(MEANING[:0])}).shape == (0,)
