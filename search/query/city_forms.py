"""Which city a bent name may mean: "Krakowie" of "w Krakowie" is "Kraków", "lyonnais" is of "Lyon".

A city may be anywhere and be called anything, so that its forms are not listed: from the end of a
word it is worked out which names it may be a form of (`data/city_forms.yml`), and only a city that
is known by such a name is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from search.index.case_forms import forms_of, load_ends
from search.index.place_names import place_key
from search.query.function_words import FUNCTION_WORDS

_BEFORE = {
    "cs": "v ve do z ze od u na pro po k",
    "hr": "u iz do od za na",
    "pl": "w we do z ze od na dla po",
    "ru": "в во до из от на для по",
    "sk": "v vo do z zo od na pre po k",
    "sl": "v iz do od za na",
    "sr": "у из до од за на",
    "uk": "в у до з із від на для по",
}
"""Words that stand before a name in some case: where a language has them, one of its short ends is
no city without them, as each is an end of many words elsewhere ("parmi" is nobody's Parma).
"""
BEFORE = {language: frozenset(words.split()) for language, words in _BEFORE.items()}
LEAST, LEAST_ALONE, LEAST_SMALL = 4, 5, 6
"""Letters of a form behind such a word, without one, and without one or a capital letter."""
LONG_END = 4
"""Letters of an end that tells by itself ("-ensky", "-owie")."""


@dataclass(frozen=True, slots=True)
class Bent:
    """A word that may be a city's name in some case: its key, how it is written, what is before."""

    key: str
    capital: bool
    before: str

    def may_be_of(self, language: str, end: str) -> bool:
        """Whether a form with such an end is one of this language here."""
        words = BEFORE.get(language)
        if words is None:
            return len(self.key) >= (LEAST_ALONE if self.capital else LEAST_SMALL)
        return self.before in words or (len(end) >= LONG_END and len(self.key) >= LEAST_SMALL)


def cities_bent(word: Bent, is_city: Callable[[str], bool]) -> Iterator[str]:
    """The names of cities that a word may be a form of, as keys; `is_city` knows the cities.

    What joins the words of any language is none ("minden" is no form of a name).
    """
    key = word.key
    if len(key) < LEAST:
        return
    ends, longest = _names_by_form()
    for size in range(1, min(longest, len(key) - 1) + 1):
        form = key[-size:]
        for end, languages in ends.get(form, ()):
            name = key[:-size] + end
            if is_city(name) and any(
                word.may_be_of(one, form) and _is_form(key, name, one) for one in languages
            ):
                yield name


@lru_cache(maxsize=10_000)
def _is_form(key: str, name: str, language: str) -> bool:
    """Whether the language bends a name so, by the longest of its ends that fits."""
    return key not in _joining() and key in forms_of(name, load_ends("city_forms")[language])


@cache
def _names_by_form() -> tuple[Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]], int]:
    """By the end of a form: the ends of names that it may stand for, with the languages that say
    so; and the letters of the longest.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for language, ends in load_ends("city_forms").items():
        for end, forms in ends.items():
            for form in forms.split():
                found[form][end].append(language)
    told = {
        form: tuple((end, tuple(spoken)) for end, spoken in ends.items())
        for form, ends in found.items()
    }
    return told, max(map(len, told))


@cache
def _joining() -> frozenset[str]:
    return frozenset(place_key([word]) for words in FUNCTION_WORDS.values() for word in words)
