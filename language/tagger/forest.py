"""Decision trees as plain arrays: grown elsewhere, read here with numpy alone.

So a shipped model needs neither scikit-learn nor a pickle, which could run foreign code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

_LEAF = -1


@dataclass(frozen=True)
class Forest:
    """Trees side by side in one table of nodes; `roots` are the numbers of their first nodes.

    A node asks whether `feature` is at most `threshold` and goes to `left` or `right`; a leaf has
    feature -1 and what it adds to the log-odds in `value`. `base` are the log-odds before: one, or
    one a class where the trees choose among classes, whose trees then stand in turns.
    """

    base: NDArray[np.float32]

    roots: NDArray[np.int32]
    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]

    def predict(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of each row, in 0..1, [rows]; of each class where there are more."""
        values = rows.astype(np.float32).ravel()
        first = np.arange(len(rows))[:, None] * rows.shape[1]
        asked, thresholds, children = self._walk
        at, before = np.tile(self.roots.astype(np.intp), (len(rows), 1)), None
        while before is None or not np.array_equal(at, before):
            before = at
            low = values.take(first + asked.take(at)) <= thresholds.take(at)
            at = children.take(2 * at + low)
        if len(self.base) > 1:
            turns = self.value[at].reshape(len(rows), -1, len(self.base))
            shares = np.exp(self.base + turns.sum(axis=1, dtype=np.float64))
            return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float64)
        odds = self.base[0] + self.value[at].sum(axis=1, dtype=np.float64)
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)

    @cached_property
    def _walk(self) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]:
        """Of each node what it asks and whose turn is next, if not low and if low, in turns; from
        a leaf it is the leaf's, so that all rows can go on until none moves."""
        leaf, own = self.feature == _LEAF, np.arange(len(self.feature))
        following = [np.where(leaf, own, side) for side in (self.right, self.left)]
        asked = np.where(leaf, 0, self.feature).astype(np.intp)
        return asked, self.threshold, np.stack(following, axis=1).ravel()


NO_TREES = Forest(
    base=np.zeros(1, np.float32),
    roots=np.zeros(0, np.int32),
    feature=np.zeros(0, np.int16),
    threshold=np.zeros(0, np.float32),
    left=np.zeros(0, np.int32),
    right=np.zeros(0, np.int32),
    value=np.zeros(0, np.float32),
)
"""A forest that has not been grown yet."""


def join_forests(forests: Sequence[Forest]) -> Forest:
    """One forest whose log-odds are the mean of theirs, which must ask the same numbers."""
    share = np.float32(1 / len(forests))
    starts = np.cumsum([0, *(len(one.feature) for one in forests)])[:-1].astype(np.int32)

    def moved(name: str) -> NDArray[np.int32]:
        return np.concatenate(
            [
                np.where(one.feature == _LEAF, 0, getattr(one, name) + start).astype(np.int32)
                for one, start in zip(forests, starts, strict=True)
            ]
        )

    return Forest(
        base=np.mean([one.base for one in forests], axis=0, dtype=np.float32),
        roots=np.concatenate(
            [one.roots + start for one, start in zip(forests, starts, strict=True)]
        ),
        feature=np.concatenate([one.feature for one in forests]),
        threshold=np.concatenate([one.threshold for one in forests]),
        left=moved("left"),
        right=moved("right"),
        value=np.concatenate([one.value * share for one in forests]),
    )
