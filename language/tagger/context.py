"""A text cut into sentences, each with the phrases and cues that stand in it.

Built once per text; every rule reads it. No rule is decided here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from language.sentences import Sentence, split_sentences
from language.tagger.elsewhere import drop_elsewhere
from language.tagger.finder import (
    ROLE,
    Entry,
    Hit,
    PhraseFinder,
    role_entries,
    vocabulary_entries,
    word_entries,
)
from language.tagger.lexicon import load_lexicon
from language.tagger.scripts import in_both_scripts
from practices_db.vocabulary import LANGUAGES, load_roles, load_vocabulary

PEOPLE = "people"
"""Facet of the building blocks of descriptions of people."""

EVIDENCE = "evidence"
"""Facet of the words for what a figure counts."""

_WORD, _INSIDE = re.compile(r"\w+"), re.compile(r"\w\w")
_WORDS_OF = {"no": "nb", "nn": "nb", "bs": "hr", "sr": "hr", "sh": "hr"}
"""Languages that are read with the words of another: one language in more than one standard."""
_WITHOUT_ACCENTS = frozenset({"sq"})
"""Languages that are as often written without their accents ("eshte" for "është")."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One sentence with its hits by facet and its cues by role, all in order of start.

    It is the same as itself alone, so that what was read in it can be remembered.
    """

    text: str
    language: str
    start: int
    end: int
    hits: Mapping[str, Sequence[Hit]]
    cues: Mapping[str, Sequence[Hit]]

    def words_between(self, first: int, second: int) -> int:
        """Count the words of the stretch between two offsets, in either order."""
        low, high = sorted((first, second))
        starts = _word_starts(self.text)
        begun = bisect_left(starts, high) - bisect_left(starts, low)
        within = 0 < low < high and _INSIDE.match(self.text, low - 1) is not None
        return begun + within

    def between(self, first: int, second: int) -> str:
        """Give the stretch between two offsets."""
        return self.text[first:second]


# Of the text that is read: counted anew for each pair, long lists take minutes.
@lru_cache(maxsize=4)
def _word_starts(text: str) -> Sequence[int]:
    return [word.start() for word in _WORD.finditer(text)]


@cache
def document_finder(language: str) -> PhraseFinder:
    """The finder of everything the rules read in a language: concepts, roles, cues, blocks."""
    entries = (one for one in all_entries() if language in one.language_codes)
    return PhraseFinder(entries, accents=language not in _WITHOUT_ACCENTS)


@cache
def all_entries() -> Sequence[Entry]:
    """List every pattern that the rules read, of all languages."""
    entries = [
        *vocabulary_entries(load_vocabulary()),
        *role_entries(load_roles()),
        *_lexicon_entries("cues", ROLE),
        *_lexicon_entries("people", PEOPLE),
        *_lexicon_entries("evidence", EVIDENCE),
        *_concept_entries("constructions"),
    ]
    return [*entries, *in_both_scripts(entries)]


def _lexicon_entries(name: str, facet: str) -> list[Entry]:
    blocks = load_lexicon(name)
    return [entry for code, words in blocks.items() for entry in word_entries(facet, code, words)]


def asked_entries() -> Sequence[Entry]:
    """List the words that name a concept in a query alone: in a text they say too little."""
    entries = _concept_entries("asked")
    return [*entries, *in_both_scripts(entries)]


def _concept_entries(name: str) -> list[Entry]:
    return [
        entry
        for facet, concepts in load_lexicon(name).items()
        for code, words in concepts.items()
        for entry in word_entries(facet, code, words)
    ]


def read_passages(
    text: str, language: str, spans: Sequence[tuple[int, int]] | None = None
) -> list[Passage]:
    """Cut the given stretches of a text (None: all of it) into passages."""
    sentences = [
        sentence
        for start, end in (spans if spans is not None else [(0, len(text))])
        for sentence in _moved(split_sentences(text[start:end], language), start)
    ]
    read_as = _read_as(language)
    hits = document_finder(read_as).find(text)
    return fill_passages(text, read_as, drop_elsewhere(text, sentences), hits)


def has_words(language: str) -> bool:
    """Whether anything can be found in a language (ISO 639-1) by its words."""
    return _read_as(language) in LANGUAGES


def _read_as(language: str) -> str:
    return _WORDS_OF.get(language, language)


def _moved(sentences: list[Sentence], by: int) -> list[Sentence]:
    return [Sentence(sentence.start + by, sentence.end + by) for sentence in sentences]


def fill_passages(
    text: str, language: str, sentences: list[Sentence], hits: list[Hit]
) -> list[Passage]:
    """Give each sentence the hits that lie in it."""
    starts = [sentence.start for sentence in sentences]
    found: list[dict[str, list[Hit]]] = [defaultdict(list) for _ in sentences]
    cues: list[dict[str, list[Hit]]] = [defaultdict(list) for _ in sentences]
    for hit in hits:
        at = bisect_right(starts, hit.start) - 1
        if at < 0 or hit.end > sentences[at].end:
            continue  # crosses the end of a sentence, or lies in a stretch that is not read
        if hit.facet == ROLE:
            cues[at][hit.code].append(hit)
        else:
            found[at][hit.facet].append(hit)
    return [
        Passage(text, language, sentence.start, sentence.end, hits_of, cues_of)
        for sentence, hits_of, cues_of in zip(sentences, found, cues, strict=True)
    ]
