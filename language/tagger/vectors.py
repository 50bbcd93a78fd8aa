"""Vectors of sentences, encoded once: the pages of a site say much of the same again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from language.encoder.batches import FloatMatrix

EncodeTexts = Callable[[Sequence[str]], FloatMatrix]

MOST_REMEMBERED = 20_000
"""Sentences with vectors of 384 numbers: some 40 MB."""


class Vectors:
    """Encodes what it has not met. A vector depends on its text alone, so none goes stale."""

    def __init__(self, encode: EncodeTexts) -> None:
        self._encode = encode
        self._known: dict[str, FloatMatrix] = {}

    def __call__(self, texts: Sequence[str]) -> FloatMatrix:
        """Vectors of length one, float32 [texts, dimension]."""
        if not texts:
            return self._encode(texts)
        known = self.remember(texts)
        return np.stack([known[text] for text in texts])

    def remember(self, texts: Sequence[str]) -> Mapping[str, FloatMatrix]:
        """Encode together what will be asked for one by one; gives vectors of them all by text."""
        known = self._known
        wanted = list(dict.fromkeys(text for text in texts if text not in known))
        if wanted:
            # In place, and never emptied: another thread may be reading it.
            known.update(zip(wanted, self._encode(wanted), strict=True))
        if len(known) > MOST_REMEMBERED:
            self._known = {}
        return known
