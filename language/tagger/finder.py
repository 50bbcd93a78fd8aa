"""Finding the vocabulary's words in a text, in many languages at once, with exact offsets.

Only matching belongs here: what a found phrase means in its sentence (who mentors, who pays) is
decided in `roles.py`. The read side uses this module too, so it imports neither spaCy nor torch.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from language.tagger.folding import Folded, fold, fold_plainly, fold_word, strip_accents
from language.tagger.mutations import in_all_forms
from practices_db.vocabulary.model import Roles, Vocabulary, Words

_LEARNED = frozenset("en fr nl de es it pt sv da nb fi pl cs ca el".split())  # noqa: SIM905 - a line, not twenty
"""Languages of the texts that the shipped classifier was trained on."""

ROLE = "role"
"""Facet of the words that belong to no facet (mentor, negation, ...)."""


class Entry(NamedTuple):
    """One pattern of one concept and the languages that list it; there are tens of thousands."""

    facet: str
    code: str
    pattern: str
    language_codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: `text[start:end]` matches `pattern` of `facet`/`code`."""

    facet: str
    code: str
    start: int
    end: int
    language_codes: frozenset[str]
    pattern: str


class Matcher(NamedTuple):
    """How to verify one pattern around its literal part."""

    entry: Entry
    open_left: bool
    rest: str


class PhraseFinder:
    """Finds every entry's pattern in one pass over a text.

    An automaton finds the literal beginning of each pattern; an expression then verifies
    word boundaries, endings and the words that follow at that place.
    """

    def __init__(self, entries: Iterable[Entry], *, accents: bool = True) -> None:
        self._accents = accents
        matchers: dict[str, list[Matcher]] = defaultdict(list)
        for entry in entries:
            pattern = fold_word(entry.pattern)
            literal, matcher = split_pattern(entry, pattern if accents else strip_accents(pattern))
            matchers[literal].append(matcher)
        self._matchers = list(matchers.values())
        self._automaton = AhoCorasick(list(matchers), store_patterns=False)

    def find(self, text: str) -> list[Hit]:
        """List all hits in order of start, longest first."""
        folded = fold(text) if self._accents else fold_plainly(text)
        return sorted(set(self._verified(folded)), key=in_order)

    def _verified(self, folded: Folded) -> Iterator[Hit]:
        matches = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        for which, start, end in matches:
            yield from verify(folded, start, end, self._matchers[which])


def verify(folded: Folded, start: int, end: int, matchers: Iterable[Matcher]) -> Iterator[Hit]:
    """Give the hits of those patterns whose literal beginning is `text[start:end]`."""
    text = folded.text
    inside = start > 0 and text[start - 1].isalnum()
    for entry, open_left, rest in matchers:
        if inside and not open_left:
            continue
        if found := _compiled(rest).match(text, end):
            first = _word_start(text, start) if inside else start
            span = folded.span(first, found.end())
            yield Hit(entry.facet, entry.code, *span, entry.language_codes, entry.pattern)


def in_order(hit: Hit) -> tuple[object, ...]:
    """By place, the longest first."""
    # To the last tie: the order of a set differs from one process to the next.
    codes = sorted(hit.language_codes)
    return hit.start, -hit.end, hit.facet, hit.code, hit.pattern, codes


_OPEN = {"*": r"\w*", "~": r"(?: [^\s.;:!?]+){0,3} "}
"""What the open signs of a pattern stand for: word ends, and up to three words in between."""


def _word_start(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isalnum():
        at -= 1
    return at


def split_pattern(entry: Entry, pattern: str) -> tuple[str, Matcher]:
    """Split a pattern into its literal beginning and what follows."""
    body = pattern.removeprefix("*").replace(" ~ ", "~")
    literal = body.split("*", 1)[0].split("~", 1)[0]
    return literal, Matcher(entry, pattern.startswith("*"), body.removeprefix(literal))


@cache
def _compiled(rest: str) -> re.Pattern[str]:
    """The expression for what follows a literal beginning; made when one is met in a text."""
    tail = "".join(_OPEN.get(sign) or re.escape(sign) for sign in rest)
    return re.compile(tail + r"(?!\w)")


def vocabulary_entries(vocabulary: Vocabulary) -> list[Entry]:
    """List every pattern of every concept, and under the code "" what literal facets measure."""
    of_concepts = [
        entry
        for facet in vocabulary.facets.values()
        for concept in facet.concepts.values()
        for entry in word_entries(facet.key, concept.code, concept.words)
    ]
    of_literals = [
        entry
        for facet in vocabulary.facets.values()
        if facet.kind == "literal"
        for entry in word_entries(facet.key, "", facet.words)
    ]
    return [*of_concepts, *of_literals]


def role_entries(roles: Roles) -> list[Entry]:
    """List the words of no facet under the facet `role`."""
    return [entry for code, words in roles.items() for entry in word_entries(ROLE, code, words)]


def word_entries(
    facet: str, code: str, words: Words | Mapping[str, tuple[str, ...]]
) -> list[Entry]:
    """List one concept's patterns, each with all the languages that share it.

    Languages that the classifier has not seen share among themselves: a phrase that two lists
    have counts once or twice by who shares it, and the classifier has learned from these counts.
    """
    languages: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for language, patterns in words.items():
        for pattern in in_all_forms(language, patterns):
            languages[pattern, language in _LEARNED].add(language)
    return [
        Entry(facet, code, pattern, frozenset(codes)) for (pattern, _), codes in languages.items()
    ]
