"""Runs token ids through an engine in batches and gives the vectors back in the order of the texts.

An engine is whatever turns a batch of padded ids into vectors (OpenVINO). How texts
become ids is the tokenizer's matter, and what an engine does with a batch its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from language.encoder.weights import PADDING

FloatMatrix: TypeAlias = npt.NDArray[np.float32]
IntMatrix: TypeAlias = npt.NDArray[np.int64]
Batch: TypeAlias = tuple[IntMatrix, IntMatrix]
"""Token ids and their mask, 1 for a token and 0 for padding, each [texts, tokens]."""

Progress: TypeAlias = Callable[[int], None]


class Engine(Protocol):
    """Something that runs the model on batches."""

    @property
    def batch(self) -> int:
        """How many texts at a time it runs best."""
        ...

    @property
    def step(self) -> int:
        """To a multiple of how many tokens rows are filled up, and only with rows as long in one
        batch; 0 where the longest text of a batch may decide.
        """
        ...

    def run(self, batches: Iterable[Batch]) -> Iterator[FloatMatrix]:
        """Vectors of length one for each batch in turn, [batch, dimension]."""
        ...


def encode_in_batches(
    texts: Sequence[Sequence[int]], dimension: int, engine: Engine, progress: Progress | None = None
) -> FloatMatrix:
    """One vector for each list of token ids, [texts, dimension], in the same order.

    The longest go first, so that neighbours are of like length (little padding) and memory that is
    too small shows at once. `progress` is told how many texts each batch has finished.
    """
    vectors = np.empty((len(texts), dimension), np.float32)
    batches = list(_batches(texts, engine))
    padded = (_pad([texts[place] for place in batch], engine.step) for batch in batches)
    for batch, found in zip(batches, engine.run(padded), strict=True):
        vectors[batch] = found
        if progress:
            progress(len(batch))
    return vectors


def _batches(texts: Sequence[Sequence[int]], engine: Engine) -> Iterator[list[int]]:
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]), reverse=True)

    def row(place: int) -> int:
        return _filled(len(texts[place]), engine.step) if engine.step else 0

    for _, alike in groupby(order, row):
        places = list(alike)
        for start in range(0, len(places), engine.batch):
            yield places[start : start + engine.batch]


def _pad(texts: Sequence[Sequence[int]], step: int) -> Batch:
    ids = np.full((len(texts), _filled(max(map(len, texts)), step)), PADDING, np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return ids, mask


def _filled(tokens: int, step: int) -> int:
    return -(-tokens // step) * step if step else tokens
