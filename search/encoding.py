"""What search asks of an encoder; `language.encoder` has the real ones."""

from __future__ import annotations

from collections.abc import Sequence
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
