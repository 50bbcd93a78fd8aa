"""What a query says and a search cannot do, in a sentence each: numbers, "abroad", unknown places;
and of the numbers that were read, of how many programmes none is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

import numpy as np

from search.figures import in_words
from search.index.packed import PackedIndex
from search.index.terms import WORD
from search.query.concepts import Concept
from search.query.outside import BETWEEN, FROM, abroad_words, is_origin, outside_words
from search.query.ranking import UNKNOWN_LANGUAGE, Ranking
from search.words import facet_label, inline, listed

_NUMBER = re.compile(r"(?<!\w)\d[\d.,'’–-]*\+?(?![^\W\d])")
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
FACETS = {"age": "mentee_age", "duration": "duration_months", "hours": "hours", "money": "cost"}
"""Where a programme states what is measured so."""
NAMED = 0.3
"""From this share of its words on a programme is asked for by name, and a number is part of it."""


def unread_notices(
    query: str, ranking: Ranking, names_concept: Callable[[str], Collection[Concept]]
) -> list[str]:
    """What of a query chose nothing and was not put in order by what it means."""
    said = [*_abroad(query, names_concept), *_no_place(query, ranking)]
    read = " ".join(one.words for one in ranking.figures)
    figures = {
        figure: facet
        for figure, facet in _figures(query, ranking.language).items()
        if not any(part in read for part in figure.rstrip("+").split())
    }
    names = ranking.signals.get("names")
    if figures and (names is None or float(names.practices.max()) < NAMED):
        said.append(_figure_notice(figures))
    return said


def figure_notices(index: PackedIndex, ranking: Ranking, chosen: Collection[str]) -> Iterator[str]:
    """As what numbers were read, and of how many programmes no such number is known: those stay.

    Nothing of facets that filters choose by.
    """
    for one in ranking.figures:
        if one.facet not in chosen:
            silent = int(np.count_nonzero(index[f"figure_{one.facet}_state"]))
            total = index.manifest.practices
            yield (
                f"“{one.words}” is read as {inline(facet_label(one.facet))}: "
                f"{in_words(*one.term)}. Programmes that state it come earlier; {silent:,} of "
                f"{total:,} state none. To choose, filter."
            )


def _abroad(query: str, names_concept: Callable[[str], Collection[Concept]]) -> Iterator[str]:
    """Not where a term has the word in it ("trained abroad"), nor of where people come from."""
    words = query.split()
    for start, end in abroad_words(words):
        rest = " ".join([*words[:start], *words[end:]])
        origin = start and words[start - 1].lower() in FROM
        if not origin and set(names_concept(rest)) == set(names_concept(query)):
            yield (
                f"“{' '.join(words[start:end])}” leaves out no country, as it does not say which "
                "one is yours: name it, such as “not in Belgium”."
            )


def _no_place(query: str, ranking: Ranking) -> Iterator[str]:
    """Of a name behind "outside" that no country and no city here has."""
    words = WORD.findall(query)
    lowered = [word.lower() for word in words]
    for start, end in outside_words(words):
        at = end + (end < len(words) and words[end].lower() in BETWEEN)
        noun = ranking.language == "de" and at > end  # "außerhalb der Schule"
        named = at < len(words) and words[at][0].isupper() and not noun
        told = ranking.denied or ranking.places.denied_missing
        if named and not told and not is_origin(lowered, at, at + 1):
            yield (
                f"“{' '.join(words[start : at + 1])}” leaves out nothing: no country and no city "
                "of the programmes here is written so."
            )


def _figures(query: str, language: str) -> dict[str, str]:
    """The numbers of a query as it writes them, with the facet that states such, or ""."""
    # Words for numbers and their units take a moment to read.
    from language.tagger.numbers import read_measures

    spoken = "en" if language == UNKNOWN_LANGUAGE else language
    found = {
        query[one.start : one.end]: FACETS[one.kind]
        for one in read_measures(query, spoken, 0, len(query))
        if one.kind in FACETS
    }
    for match in _NUMBER.finditer(query):
        number = match.group().rstrip(".,")
        if not any(number.rstrip("+") in measure for measure in found):
            found[number] = "start_year" if _YEAR.fullmatch(number) else ""
    return found


def _figure_notice(figures: dict[str, str]) -> str:
    """That numbers are looked for as words only, and where they are to be seen."""
    named = listed(f"“{figure}”" for figure in figures)
    facets = dict.fromkeys(inline(facet_label(facet)) for facet in figures.values() if facet)
    where = f" ({listed(facets)})" if facets else ""
    many = len(figures) > 1
    are = "are looked for as words and choose" if many else "is looked for as a word and chooses"
    return (
        f"{named} {are} no programmes; the numbers that each states{where} are in its entry, in "
        "comparisons and in the files."
    )
