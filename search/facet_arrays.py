"""Facets of practices as arrays: which values hold, how surely, and what is not known.

Values come from the current view only, so a rejected or doubtful statement never filters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from practices_db.view import PracticeView, State
from practices_db.vocabulary import load_vocabulary

STATES = (State.STATED, State.NOT_STATED, State.NOT_ASSESSED)
COUNTRY, LANGUAGE = "country", "language"

Values = Sequence[Mapping[str, float]]
"""Of each practice: the values that hold, with their confidence."""


def concept_facets() -> list[str]:
    """The facets whose values are concepts, in the vocabulary's order."""
    return [key for key, facet in load_vocabulary().facets.items() if facet.kind == "concept"]


def view_values(views: Sequence[PracticeView], facet: str) -> tuple[Values, list[State]]:
    """Values and states of one facet, practice by practice; an empty view was never read."""
    found = [view.get(facet) for view in views]
    values = [
        {value.value: value.confidence for value in one.values} if one is not None else {}
        for one in found
    ]
    return values, [one.state if one is not None else State.NOT_ASSESSED for one in found]


def facet_arrays(
    name: str, values: Values, states: Sequence[State]
) -> tuple[list[str], dict[str, NDArray[Any]]]:
    """The codes that occur, and arrays: practice -> codes with confidence, and the states."""
    codes = sorted({code for found in values for code in found})
    number = {code: at for at, code in enumerate(codes)}
    sizes = np.fromiter(map(len, values), np.int64, len(values))
    pairs = [(number[code], sure) for found in values for code, sure in sorted(found.items())]
    return codes, {
        f"facet_{name}_starts": np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        f"facet_{name}_codes": np.array([code for code, _ in pairs], dtype=np.int32),
        f"facet_{name}_sure": np.array([sure for _, sure in pairs], dtype=np.float32),
        f"facet_{name}_state": np.array([STATES.index(state) for state in states], dtype=np.uint8),
    }
