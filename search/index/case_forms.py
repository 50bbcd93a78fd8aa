"""Names of countries in the cases of their language: "Belgia" is also "w Belgii".

Made when the index is made, by the ends of words (`data/case_forms.yml`), so that a query only
looks names up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import product

import yaml

from search.index.terms import fold

_SHORTEST = 5
"""Letters of a form: shorter ones are words of other languages."""
_MOST = 60
"""Forms of one name: each of its words has some."""
_ARTICLES = {"ga": "an", "cy": "y yr"}
"""Before a name of its language; another word may stand there ("sa Bheilg")."""
_VOWELS = frozenset("aeiouyаеиоуяієїюыэηωαειου")


def bent(words: Sequence[str], language: str) -> Iterator[Sequence[str]]:
    """The forms of a name of these words in a language, itself left out."""
    plain = tuple(map(fold, words))
    if plain[0] in _ARTICLES.get(language, "").split() and len(plain) > 1:
        yield plain[1:]
    ends = load_ends("case_forms").get(language)
    if not ends:
        return
    made = product(*([word, *forms_of(word, ends)] for word in plain))
    for count, form in enumerate(made):
        if count and sum(map(len, form)) >= _SHORTEST:
            yield form
        if count == _MOST:
            return


def forms_of(word: str, ends: Mapping[str, str]) -> Iterator[str]:
    """The forms of a folded word, by the longest of a language's ends that fits."""
    end = max((one for one in ends if _fits(word, one)), key=len, default=None)
    if end is not None:
        stem = word.removesuffix(end) if end else word
        yield from (stem + other for other in ends[end].split())


def _fits(word: str, end: str) -> bool:
    return word.endswith(end) if end else word[-1] not in _VOWELS


@cache
def load_ends(name: str) -> Mapping[str, Mapping[str, str]]:
    """A file of `data/`: by language, the ends of names with the ends of their forms."""
    text = (resources.files("search") / "data" / f"{name}.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return {
        language: {fold(end): fold(others) for end, others in ends.items()}
        for language, ends in loaded.items()
    }
