"""Runs token ids through an engine in batches and gives the vectors back in the order of the texts.

An engine is whatever turns a batch of padded ids into vectors (ONNX Runtime, torch). How texts
become ids is the tokenizer's matter, and what an engine does with a batch its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from language.encoder.weights import PADDING

FloatMatrix: TypeAlias = npt.NDArray[np.float32]
IntMatrix: TypeAlias = npt.NDArray[np.int64]
Progress: TypeAlias = Callable[[int], None]


class Engine(Protocol):
    """Something that runs the model on a batch."""

    @property
    def batch(self) -> int:
        """How many texts at a time it runs best."""
        ...

    @property
    def workers(self) -> int:
        """How many batches at a time it runs best."""
        ...

    def run(self, ids: IntMatrix, mask: IntMatrix) -> FloatMatrix:
        """Vectors of length one, [batch, dimension]; `mask` is 1 for a token, 0 for padding."""
        ...


def encode_in_batches(
    texts: Sequence[Sequence[int]], dimension: int, engine: Engine, progress: Progress | None = None
) -> FloatMatrix:
    """One vector for each list of token ids, [texts, dimension], in the same order.

    The longest go first, so that neighbours are of like length (little padding) and memory that is
    too small shows at once. `progress` is told how many texts each batch has finished.
    """
    vectors = np.empty((len(texts), dimension), np.float32)
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]), reverse=True)
    batches = [order[start : start + engine.batch] for start in range(0, len(order), engine.batch)]

    def run(batch: list[int]) -> FloatMatrix:
        return engine.run(*_pad([texts[place] for place in batch]))

    def keep(batch: list[int], found: FloatMatrix) -> None:
        vectors[batch] = found
        if progress:
            progress(len(batch))

    if len(batches) == 1:  # a query: starting a thread would take a part of its time
        keep(batches[0], run(batches[0]))
        return vectors
    with ThreadPoolExecutor(engine.workers) as pool:
        for batch, found in zip(batches, pool.map(run, batches), strict=True):
            keep(batch, found)
    return vectors


def _pad(texts: Sequence[Sequence[int]]) -> tuple[IntMatrix, IntMatrix]:
    ids = np.full((len(texts), max(map(len, texts))), PADDING, np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return ids, mask
