"""The words of `words.yml` and the vocabulary's role words, found in a text in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from language.tagger.finder import Entry, Hit, PhraseFinder, role_entries, word_entries
from practices_db.vocabulary import load_roles, load_vocabulary

KIND = "kind"
ROLE = "role"
WHO_HELPS = "mentor_type"
WHO_IS_HELPED = "target_group"
_ROLES = {"mentor", "mentee", "mentoring"}
_FILE = Path(__file__).with_name("words.yml")


@cache
def finder() -> PhraseFinder:
    """The matcher over all languages at once: a page's language may be misjudged, its words not."""
    return PhraseFinder([*_kind_entries(), *_role_entries(), *_people_entries()])


def find_words(text: str) -> list[Hit]:
    """Every hit: facet "kind" with a heading of words.yml, "role" with mentor, mentee or mentoring,
    or a facet of people (who helps, who is helped) with its concept.
    """
    return finder().find(text)


def _kind_entries() -> list[Entry]:
    text = _FILE.read_text("utf-8")
    read: Mapping[str, Mapping[str, list[str]]] = yaml.load(text, yaml.CSafeLoader)
    return [
        entry
        for kind, languages in read.items()
        for entry in word_entries(KIND, kind, {k: tuple(v) for k, v in languages.items()})
    ]


def _role_entries() -> list[Entry]:
    return [entry for entry in role_entries(load_roles()) if entry.code in _ROLES]


def _people_entries() -> list[Entry]:
    facets = load_vocabulary().facets
    return [
        entry
        for facet in (WHO_HELPS, WHO_IS_HELPED)
        for code, concept in facets[facet].concepts.items()
        for entry in word_entries(facet, code, concept.words)
    ]
