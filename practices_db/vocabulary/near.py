"""Which codes a person may have meant who wrote one that does not exist."""

from __future__ import annotations

import difflib
from collections.abc import Collection

LIKE = 0.6
"""Likeness from which a code counts as a slip: below it, four letters find ten-letter codes."""
MOST = 3


def near_codes(given: str, known: Collection[str]) -> list[str]:
    """The codes that begin with what was given, else the likest; none where none is like it."""
    codes = sorted(known)
    begun = [code for code in codes if given and code.startswith(given)]
    return begun[:MOST] or difflib.get_close_matches(given, codes, n=MOST, cutoff=LIKE)
