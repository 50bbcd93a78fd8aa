"""Which slugs somebody may have meant who typed one that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 5
LONGEST = 100
"""So many letters of what was typed are compared."""
ALIKE = 0.75
"""From this share of equal letters in order on, a slug is near; letters swapped are one slip."""


def near_slugs(typed: str, slugs: Iterable[str]) -> list[str]:
    """Slugs that hold what was typed (also a name, as slugs are written), else those one slip or
    two away, the nearest first; empty where none is near.
    """
    # Loaded where somebody mistyped only.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = sorted(slugs)
    wanted = re.sub(r"[\W_]+", "-", typed[:LONGEST].lower()).strip("-")
    if not wanted:
        return []
    if holding := [slug for slug in known if wanted in slug]:
        return sorted(holding, key=lambda slug: (len(slug), slug))[:MOST]
    found = process.extract(
        wanted, known, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=MOST
    )
    return [slug for slug, _, _ in found]
