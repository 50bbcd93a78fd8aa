"""What a query does not want: "mentoring without paid coaches", "sans étudiants".

The reader of concepts leaves out what is denied. Here it is read once more without the word that
denies, and what comes to light is what the query speaks against.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from search.index.packed import PackedIndex
from search.index.terms import fold
from search.query.concepts import Concept, gains
from search.query.signals import Signal

DENYING = {
    "en": "without no not excluding except",
    "fr": "sans sauf ni pas",
    "de": "ohne kein keine keinen keiner außer nicht",
    "nl": "zonder geen behalve niet",
    "es": "sin ningún ninguna salvo no",
    "ca": "sense no",
    "pt": "sem nenhum nenhuma não",
    "it": "senza nessun nessuna tranne",
    "sv": "utan inga ingen förutom inte ej",
    "da": "uden ingen ikke",
    "nb": "uten ingen ikke",
    "fi": "ilman",
    "cs": "bez kromě",
    "pl": "bez oprócz nie",
    "bg": "без освен",
    "hr": "bez osim",
    "ro": "fără",
    "sk": "bez okrem",
    "sl": "brez razen",
    "sr": "без осим",
    "uk": "без крім",
    "el": "χωρίς δίχως",
    "hu": "nélkül",
}
"""Words that deny what stands beside them, by language."""
_DENYING = frozenset(fold(word) for words in DENYING.values() for word in words.split())
FACETS = frozenset({"mentor_type", "funding_model", "format", "scale"})
"""What a query can do without. "People without work" look for work: elsewhere a word that denies
says who somebody is, and the concept is wanted all the more."""
PEOPLE = "target_group"
_EDGES = "\"“”„«»'’.,;:!?()"


def denies(word: str) -> bool:
    """Whether it is a word that denies what stands beside it."""
    return fold(word.strip(_EDGES).lower()) in _DENYING


def find_denied(
    query: str, find_concepts: Callable[[str], Collection[Concept]]
) -> frozenset[Concept]:
    """The concepts that a query names only to leave them out."""
    wanted, named = _without_denying(query, find_concepts)
    left_out = {concept for concept in named - wanted if concept[0] in FACETS}
    # A concept that is lost has the word in its name ("children without parents").
    return frozenset(left_out) if wanted <= named else frozenset()


def _without_denying(
    query: str, find_concepts: Callable[[str], Collection[Concept]]
) -> tuple[set[Concept], set[Concept]]:
    """What a query names as it stands, and without its words that deny; nothing without any."""
    words = query.split()
    kept = [word for word in words if not denies(word)]
    if len(kept) == len(words):
        return set(), set()
    return set(find_concepts(query)), set(find_concepts(" ".join(kept)))


def find_doubtful(
    query: str, find_concepts: Callable[[str], Collection[Concept]]
) -> frozenset[Concept]:
    """The people who stand beside a word that denies and so were not taken for a term.

    "Not refugees" leaves them out and "no fee for refugees" asks for them: which it is, single
    words do not tell.
    """
    wanted, named = _without_denying(query, find_concepts)
    return frozenset(concept for concept in named - wanted if concept[0] == PEOPLE)


def read_denied(index: PackedIndex, denied: Collection[Concept]) -> Signal:
    """What a denied concept speaks against those that state it; who is silent loses nothing."""
    total = np.zeros(index.manifest.practices, dtype=np.float32)
    for facet, code in sorted(denied):
        if code in index.manifest.facets.get(facet, ()):
            rows, gained = gains(index, facet, code)
            total[rows] -= np.maximum(gained, 0)
    return Signal(total)
