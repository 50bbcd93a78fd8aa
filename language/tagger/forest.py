"""Decision trees as plain arrays: grown elsewhere, read here with numpy alone.

So a shipped model needs neither scikit-learn nor a pickle, which could run foreign code.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LEAF = -1


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees side by side in one table of nodes; `roots` are the numbers of their first nodes.

    A node asks whether `feature` is at most `threshold` and goes to `left` or `right`; a leaf has
    feature -1 and the share of right answers in `value`.
    """

    roots: NDArray[np.int32]
    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]

    def predict(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Mean share over the trees for each row, in 0..1, [rows]."""
        exact = rows.astype(np.float32)
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        numbers = np.arange(len(rows))[:, None]
        while (inner := self.feature[at] != _LEAF).any():
            low = exact[numbers, self.feature[at]] <= self.threshold[at]
            at = np.where(inner, np.where(low, self.left[at], self.right[at]), at)
        return np.asarray(self.value[at].mean(axis=1), dtype=np.float64)
