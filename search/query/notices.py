"""What a reader must know to read a result rightly: what was not read, not found, or read loosely.

Each is a sentence in plain words. A search is silent where it did what the query says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import chain

import numpy as np

from practices_db.vocabulary import load_vocabulary
from search.index.facet_arrays import CITY, COUNTRY
from search.index.packed import PackedIndex
from search.index.terms import fold, split_words
from search.index.word_matrices import name_terms
from search.query.channels import passages_in
from search.query.concepts import Concept
from search.query.denied import find_doubtful
from search.query.outside import silent_words
from search.query.places import read_places
from search.query.ranking import UNKNOWN_LANGUAGE, Ranker, Ranking
from search.query.spelling import KnownWords, lacking, suggest
from search.query.unread import figure_notices, unread_notices
from search.words import counted, inline, label, listed

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*\w\W+\w[^\"“”„«»]*[\"”“»]")
NEAR_ONLY = (
    "No description that is searched has these words, and no term of ours is among them: these "
    "programmes are only the nearest in meaning, which may be far."
)
NEAR_FIRST = " What comes first is the nearest in meaning, and may be for other people."
LEAST_SPOKEN = 20
"""Passages in a language: with fewer, any of its words is likely to be missing."""
QUOTES = "Words in quotation marks are looked for one by one, not as a phrase."


def cut_notice(length: int, read: int) -> str:
    """That a query is longer than what is read of it."""
    return f"The query has {length:,} letters; the first {read:,} were read."


def query_notices(
    index: PackedIndex,
    query: str,
    ranking: Ranking,
    ranker: Ranker,
    without: Collection[Concept] = (),
    chosen: Collection[str] = (),
) -> list[str]:
    """What to say of how a query was understood; `without` is what filters leave out already,
    `chosen` the facets that they choose by.
    """
    said = []
    names_concept = ranker.find_concepts
    said += _later(ranking.denied - {*without})
    said += _missing_cities(index, ranking)
    said += figure_notices(index, ranking, chosen)
    said += unread_notices(query, ranking, names_concept)
    doubtful = find_doubtful(query, names_concept)
    if doubtful:
        said.append(_doubtful_notice(doubtful))
    if _QUOTED.search(query):
        said.append(QUOTES)
    known = replace(_known_words(index, ranking.language), is_word=ranker.is_word)
    words = split_words(query)
    slips = suggest(words, ranking.language, known, names_concept)
    for word, near in slips:
        said.append(
            f"No description that is searched has the word “{word}”; did you mean “{near}”?"
        )
    said += _held_by_none(index, ranking)
    if (
        not _is_named(index, ranking)
        and not ranking.concepts | doubtful
        and not any(map(known.has, name_terms(query)))
    ):
        said.append(NEAR_ONLY)
    else:
        told = {word for word, _ in slips} | silent_words(words)
        missing = [word for word in lacking(words, known) if word not in told]
        read = replace(ranking, concepts=ranking.concepts | doubtful)
        said += _lacking_notice(index, query, read, names_concept, missing)
    return said


def _later(denied: Collection[Concept]) -> list[str]:
    """Which programmes come later for what the query leaves out."""
    cities = {one for one in denied if one[0] == CITY}
    groups = (("are in", cities), ("state", {*denied} - cities))
    said = [f"{verb} {_in_marks(group)}" for verb, group in groups if group]
    if not said:
        return []
    return [f"Programmes that {' or '.join(said)} come later; none is left out. To choose, filter."]


def _missing_cities(index: PackedIndex, ranking: Ranking) -> list[str]:
    """That no programme is in a city, and of how many that is not known."""
    missing = (*ranking.places.missing, *ranking.places.denied_missing)
    if not missing:
        return []
    silent = int(np.count_nonzero(index["practice_placeless"]))
    named = listed((f"“{city}”" for city in missing), "or")
    unknown = counted(silent, "programme")
    return [f"No programme here is recorded in {named}; for {unknown} no city is recorded."]


def _in_marks(concepts: Collection[Concept]) -> str:
    """Terms in quotation marks; countries keep their capital."""
    names = (label(*one) if one[0] in {COUNTRY, CITY} else inline(label(*one)) for one in concepts)
    return listed(sorted(f"“{name}”" for name in names))


def _doubtful_notice(doubtful: Collection[Concept]) -> str:
    """That people beside a word that denies were neither looked for nor left out."""
    stand, are = ("stands", "is") if len(doubtful) == 1 else ("stand", "are")
    return (
        f"{_in_marks(doubtful)} {stand} beside a word that denies, and so {are} neither looked for "
        "as a term nor left out. To choose, filter."
    )


def _held(index: PackedIndex, ranking: Ranking) -> set[Concept]:
    """The terms of a query that some programme states."""
    facets = index.manifest.facets
    return {one for one in ranking.concepts if one[1] in facets.get(one[0], ())}


def _is_named(index: PackedIndex, ranking: Ranking) -> bool:
    """Whether anything that is here was asked for by its name."""
    return bool(_held(index, ranking) or ranking.places.cities or ranking.denied)


def _held_by_none(index: PackedIndex, ranking: Ranking) -> list[str]:
    """That no programme states a term: it is ours, so a list of others needs a word. Countries
    are read only where programmes are.
    """
    asked = {one for one in ranking.concepts - ranking.denied if one[0] != COUNTRY}
    missing = asked - _held(index, ranking)
    only = "" if _is_named(index, ranking) else NEAR_FIRST
    return [f"No programme here states {_in_marks(missing)}.{only}"] if missing else []


def _lacking_notice(
    index: PackedIndex,
    query: str,
    ranking: Ranking,
    names_concept: Callable[[str], object],
    missing: Collection[str],
) -> list[str]:
    """The words that no page has: for whom they ask, nothing may be here, however long the list."""
    read = ranking.places
    cities = [city.named for city in (*read.cities, *read.denied_cities)]
    places = {
        part
        for city in (*cities, *read.missing, *read.denied_missing)
        for part in split_words(city)
    }
    places |= {part for one in ranking.figures for part in split_words(one.words)}
    words = [
        word
        for word in missing
        if word not in places and not _is_read(index, query, word, ranking, names_concept)
    ]
    if not words:
        return []
    names = listed([f"“{word}”" for word in words])
    said = _is_named(index, ranking) or _held_by_none(index, ranking)  # that one says it already
    only = "" if said else NEAR_FIRST
    word = "word" if len(words) == 1 else "words"
    return [f"No description that is searched has the {word} {names} in any form.{only}"]


def _is_word_of(word: str, facet: str, code: str) -> bool:
    """Whether it is among the words by which a term of ours is told, in any language."""
    known = load_vocabulary().facets.get(facet)
    term = known.concepts.get(code) if known else None
    patterns = chain.from_iterable(term.words.values()) if term else ()
    return any(fold(word) in split_words(fold(pattern)) for pattern in patterns)


def _is_read(
    index: PackedIndex,
    query: str,
    word: str,
    ranking: Ranking,
    names_concept: Callable[[str], object],
) -> bool:
    """Whether a word is part of what the query was read as naming, such as "Kingdom"."""
    if any(_is_word_of(word, *concept) for concept in ranking.concepts):
        return True
    names = index.manifest.places
    rest = " ".join(one for one in split_words(query) if one != word)
    return names_concept(rest) != names_concept(query) or (
        read_places(rest, names).countries != ranking.places.countries
    )


def _known_words(index: PackedIndex, language: str) -> KnownWords:
    """With the forms of languages in which there are enough pages for a missing word to tell; all
    of them where that of the query cannot be told.
    """
    known = index.kept("words for notices", _open_words)
    asked = index.manifest.languages if language == UNKNOWN_LANGUAGE else [language]
    spoken = (one for one in asked if passages_in(index, one) >= LEAST_SPOKEN)
    return replace(known, spoken=tuple(spoken))


def _open_words(index: PackedIndex) -> KnownWords:
    return KnownWords(index.postings("rare"), index.postings("names"), index.postings("stems"))
