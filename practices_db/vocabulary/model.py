"""What a loaded vocabulary is made of: facets, concepts and the errors of looking them up.

Only values and look-ups belong here; reading YAML is in `read.py`, exporting in `skos.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from practices_db.errors import PracticesError
from practices_db.vocabulary.near import near_codes

Words = Mapping[str, tuple[str, ...]]
"""Patterns by ISO 639-1 language code."""

Roles = Mapping[str, Words]
"""Words of no facet (mentor, mentee, negation, ...) by role, then by language."""


class VocabularyError(PracticesError):
    """A vocabulary file is malformed; the message starts with `file:line`."""


class UnknownConcept(PracticesError):
    """A facet or concept code that the vocabulary does not have."""


UNSAID = frozenset({"none_stated", "unknown"})
"""Codes by which people and datasets write that nothing is stated; the catalogue keeps silence."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One term of one facet, with the words that pages use for it.

    `broader` is the code of a concept of the same facet. `matches` maps `exact`, `close` and
    `broad` to full IRIs of outside code lists.
    """

    facet: str
    code: str
    labels: Mapping[str, str]
    note: str
    broader: str | None
    matches: Mapping[str, tuple[str, ...]]
    words: Words

    def label(self, lang: str = "en") -> str:
        """Give the label in `lang`, or the English one where that language has none."""
        return self.labels.get(lang, self.labels["en"])


@dataclass(frozen=True, slots=True)
class Facet:
    """One dimension on which practices are compared.

    `kind` is "concept" (values are the concepts) or "literal" (values are numbers, dates, money
    or places: see `datatype` and `unit`). The concepts of a literal facet say what its number
    counts (hours per week, cost per mentee); they are never values by themselves. `words` are
    what pages call the thing that a literal facet measures.
    """

    key: str
    labels: Mapping[str, str]
    note: str
    single: bool
    kind: str
    datatype: str | None
    unit: str | None
    concepts: Mapping[str, Concept]
    words: Words

    def label(self, lang: str = "en") -> str:
        """Give the label in `lang`, or the English one where that language has none."""
        return self.labels.get(lang, self.labels["en"])

    def values(self) -> list[str]:
        """List the codes that a practice can have, so that silence has one name: not stated."""
        return [code for code in self.concepts if code not in UNSAID]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facets, and a hash of the files that they were read from."""

    facets: Mapping[str, Facet]
    version: str

    def facet(self, key: str) -> Facet:
        """Find a facet; raises `UnknownConcept` naming the nearest facets."""
        if key not in self.facets:
            raise _unknown("facet", key, self.facets)
        return self.facets[key]

    def concept(self, facet: str, code: str) -> Concept:
        """Find a concept; raises `UnknownConcept` naming the nearest codes of that facet."""
        concepts = self.facet(facet).concepts
        if code not in concepts:
            raise _unknown(f"{facet} concept", code, concepts)
        return concepts[code]


def _unknown(what: str, given: str, known: Iterable[str]) -> UnknownConcept:
    codes = sorted(known)
    nearest = near_codes(given, codes) or codes
    advice = f"Use one of {', '.join(nearest)}." if nearest else "This facet has no concepts."
    return UnknownConcept(f"There is no {what} {given!r}.", advice=advice)
