"""The vocabulary: facets, their concepts, and the words that real pages use for them.

One YAML file per facet; adding a concept means editing that file and nothing else.
"""

from __future__ import annotations

from practices_db.vocabulary.model import (
    UNSAID,
    Concept,
    Facet,
    Roles,
    UnknownConcept,
    Vocabulary,
    VocabularyError,
    Words,
)
from practices_db.vocabulary.nodes import LANGUAGES
from practices_db.vocabulary.patterns import strip_asterisks
from practices_db.vocabulary.read import (
    load_roles,
    load_vocabulary,
    read_roles,
    read_vocabulary,
    vocabulary_version,
)
from practices_db.vocabulary.skos import serialise_skos, to_skos

__all__ = [
    "LANGUAGES",
    "UNSAID",
    "Concept",
    "Facet",
    "Roles",
    "UnknownConcept",
    "Vocabulary",
    "VocabularyError",
    "Words",
    "load_roles",
    "load_vocabulary",
    "read_roles",
    "read_vocabulary",
    "serialise_skos",
    "strip_asterisks",
    "to_skos",
    "vocabulary_version",
]
