"""Words of a query that no page has, with a word of the catalogue that is one slip away.

The words one slip away are made and looked up, so it takes as long in a large catalogue as in a
small one. Another form of the same word is no slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from search.index.postings import Postings
from search.index.terms import fold, stem
from search.index.word_matrices import stem_terms
from search.query.function_words import FUNCTION_WORDS

SHORTEST = 5
"""Letters: shorter words are one slip away from too many others."""
LONGEST = 30
"""Letters: hardly a word is longer, and of each letter there are some fifty slips."""
LEAST = 3
"""Passages that a word must stand in to be put forward; a word of a name needs none."""
MOST_WORDS = 6
"""Words of a query that is looked through. In a longer one a slip matters little, as meaning
carries it, and in another language than the pages' each of its words is unknown.
"""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class KnownWords:
    """In how many passages, and in how many names, a word stands.

    `stems` knows the forms of a word in the languages `spoken`, of which the query's is one; none
    where too few pages are in that. `is_word` tells what is a word of some language, here or not.
    """

    pages: Postings
    names: Postings
    stems: Postings | None = None
    spoken: tuple[str, ...] = ()
    is_word: Callable[[str], bool] = str.isspace  # without a list nothing is known to be a word

    def has(self, term: str) -> bool:
        """Whether it stands anywhere."""
        return bool(self.pages.count(term) or self.names.count(term))

    @property
    def silent(self) -> frozenset[str]:
        """Words that say nothing of a programme."""
        return frozenset().union(*(FUNCTION_WORDS.get(one, ()) for one in self.spoken))

    def has_form(self, word: str) -> bool:
        """Whether it stands anywhere as it is or, in a spoken language, in another form."""
        return self.has(fold(word)) or self._has_stem(word)

    def may_be_meant(self, term: str) -> bool:
        """Whether it is common, in the language of the query where that can be told, or a name's.

        "Blind" is no slip for the Swedish "bland".
        """
        if self.names.count(term):
            return True
        if self.pages.count(term) < LEAST:  # first: it takes less than to look for a form
            return False
        return not self.spoken or self._has_stem(term)

    def _has_stem(self, word: str) -> bool:
        roots = (next(iter(stem_terms(word, language))) for language in self.spoken)
        return self.stems is not None and any(map(self.stems.count, roots))


def lacking(words: Sequence[str], known: KnownWords) -> list[str]:
    """The words of a short query that no passage has in any form; function words are none of them.

    Where no language is spoken enough, none is told to be lacking.
    """
    if len(words) > MOST_WORDS or not known.spoken:
        return []
    silent = known.silent
    return [
        word
        for word in dict.fromkeys(words)
        if SHORTEST <= len(word) <= LONGEST
        and word.isalpha()
        and word not in silent
        and not known.has_form(word)
    ]


def suggest(
    words: Sequence[str], language: str, known: KnownWords, names_concept: Callable[[str], object]
) -> list[tuple[str, str]]:
    """Each word of a short query that no page has, with the commonest word one slip away.

    `names_concept` tells whether a word is a term of ours, in any language.
    """
    found: list[tuple[str, str]] = []
    if len(words) > MOST_WORDS:
        return found
    for word in dict.fromkeys(words):
        term = fold(word)
        if not SHORTEST <= len(term) <= LONGEST or not _plain(term) or names_concept(word):
            continue
        if known.has_form(word) or known.is_word(word):
            continue  # a word that no page has is no slip for one that some page has
        near = {one for one in _slips(term) if known.may_be_meant(one)} - known.silent
        kept = [n for n in near if names_concept(n) or not _same_word(term, n, language)]
        if kept:
            found.append((word, min(kept, key=lambda one: (-known.pages.count(one), one))))
    return found


def _plain(term: str) -> bool:
    return term.isascii() and term.isalpha()


def _same_word(one: str, other: str, language: str) -> bool:
    """Whether they differ in their ending alone, as forms of one word do."""
    shared = min(len(one), len(other)) - 1
    return one[:shared] == other[:shared] or stem(one, language) == stem(other, language)


def _slips(word: str) -> Iterator[str]:
    """All words that one letter too many, too few, wrong or out of place makes of it."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
