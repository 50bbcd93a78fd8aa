"""What a reader must know to read a result rightly: what was not read, not found, or read loosely.

Each is a sentence in plain words. A search is silent where it did what the query says.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from search.index.packed import PackedIndex
from search.index.terms import split_words
from search.index.word_matrices import name_terms
from search.query.ranking import Ranking
from search.query.spelling import KnownWords, suggest
from search.words import inline, label, listed

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*\w\W+\w[^\"“”„«»]*[\"”“»]")
NEAR_ONLY = (
    "No page has these words, and no term of ours is among them: these programmes are only the "
    "nearest in meaning, which may be far."
)
QUOTES = "Words in quotation marks are looked for one by one, not as a phrase."


def cut_notice(length: int, read: int) -> str:
    """That a query is longer than what is read of it."""
    return f"The query has {length:,} letters; the first {read:,} were read."


def query_notices(
    index: PackedIndex, query: str, ranking: Ranking, names_concept: Callable[[str], object]
) -> list[str]:
    """What to say of how a query was understood."""
    said = []
    if ranking.denied:
        names = listed(sorted(f"“{inline(label(*concept))}”" for concept in ranking.denied))
        said.append(
            f"Programmes that state {names} come later; none is left out. To choose, filter."
        )
    if _QUOTED.search(query):
        said.append(QUOTES)
    known = index.kept("words for notices", _open_words)
    for word, near in suggest(split_words(query), ranking.language, known, names_concept):
        said.append(f"No page has the word “{word}”; did you mean “{near}”?")
    named = ranking.concepts or ranking.cities or ranking.denied
    if not named and not any(
        known.pages.count(t) or known.names.count(t) for t in name_terms(query)
    ):
        said.append(NEAR_ONLY)
    return said


def _open_words(index: PackedIndex) -> KnownWords:
    return KnownWords(index.postings("rare"), index.postings("names"))
