"""What the text of a reader's own programme says, in the form that peers are compared in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from practices_db.view import SURE
from search.compare.peers import Quoted

if TYPE_CHECKING:
    from language.tagger import Tagging


def read_tags(tagging: Tagging, language: str) -> dict[str, list[Quoted]]:
    """By facet each concept that the tagger is sure of, once; a facet that is not said has none."""
    found: dict[str, list[Quoted]] = {facet: [] for facet in tagging.read}
    for one in tagging.tags:
        values = found.get(one.facet, [])
        sure = one.kind == "concept" and one.confidence >= SURE
        if sure and all(one.value != known.value for known in values):
            values.append(Quoted(one.value, one.quote, language))
    return found
