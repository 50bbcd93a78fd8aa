"""A query is encoded once, and what is remembered cannot be changed by who reads it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from search.index.encoding import Floats, Remembering


class Counting:
    """Counts its work; a vector is the length of its text."""

    name, dimension = "counting", 2

    def __init__(self) -> None:
        self.worked: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        self.worked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    encode_passages = encode_queries

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]


def test_same_query_is_encoded_once() -> None:
    counting = Counting()
    encoder = Remembering(counting)
    first = encoder.encode_queries(["mentors"])
    assert encoder.encode_queries(["mentors"]).tolist() == first.tolist() == [[7, 1]]
    assert encoder.encode_queries(["other", "mentors"]).shape == (2, 2)
    assert counting.worked == ["mentors", "other", "mentors"]
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 0
