"""A sentence is encoded once, and its vector is that of the encoder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from language.tagger import vectors
from language.tagger.vectors import Vectors


class Counting:
    """Gives every text a vector of its own and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([[len(text), hash(text) % 97] for text in texts], np.float32).reshape(-1, 2)


def test_what_was_met_is_not_encoded_again() -> None:
    encode = Counting()
    remembered = Vectors(encode)
    said = ["our volunteers", "our aim", "our volunteers"]
    np.testing.assert_array_equal(remembered(said), Counting()(said))
    again = ["our aim", "our money", "our volunteers"]
    np.testing.assert_array_equal(remembered(again), Counting()(again))
    assert encode.asked == ["our volunteers", "our aim", "our money"]
    assert remembered([]).shape == (0, 2)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "MOST_REMEMBERED", 2)
    encode = Counting()
    remembered = Vectors(encode)
    assert remembered(["a", "b", "c"]).shape == (3, 2)
    np.testing.assert_array_equal(remembered(["a", "b"]), Counting()(["a", "b"]))
    assert encode.asked == ["a", "b", "c", "a", "b"]
