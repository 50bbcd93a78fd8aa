"""What search asks of an encoder; `language.encoder` has the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class TextEncoder(Protocol):
    """Vectors are rows of unit length, float32; `name` tells models apart."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    def encode_queries(self, texts: Sequence[str]) -> Floats: ...
    def encode_passages(self, texts: Sequence[str]) -> Floats: ...
    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...


MOST_REMEMBERED = 2_000
"""Vectors of 384 numbers: some 3 MB."""


class Remembering:
    """An encoder that computes a query once: a reader who clicks filters asks it again and again.

    Vectors depend on the text alone, so what is remembered never goes stale.
    """

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._query = lru_cache(MOST_REMEMBERED)(self._encode_one)

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        if len(texts) != 1:
            return self._encoder.encode_queries(texts)
        return self._query(texts[0])

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        return self._encoder.encode_passages(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count_tokens(texts)

    def _encode_one(self, text: str) -> Floats:
        vector = self._encoder.encode_queries([text])
        vector.setflags(write=False)
        return vector
