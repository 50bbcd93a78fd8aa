"""Words of a text as the word index knows them: folded, and stemmed in their own language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

import Stemmer

WORD = re.compile(r"\w+(?:[.'’]\w+)*")
"""A word as it is written."""
_MARKS = range(0x0300, 0x0370)
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that Unicode does not take apart, as people write them who have no such key."""

# Snowball's names of the languages that the catalogue meets; others are indexed as written. The
# Serbian one serves Croatian and Bosnian, too: both scripts and both accents get one stem.
_STEMMERS = {
    "ar": "arabic",
    "bs": "serbian",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hr": "serbian",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}


def split_words(text: str) -> list[str]:
    """The words of `text` in order, in lower case and with their accents."""
    return WORD.findall(unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """`word` without accents, so that "Göteborg" is found by "goteborg"."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in parts if ord(sign) not in _MARKS).translate(_PLAIN)


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The folded stem of `word`; the folded word itself where the language has no stemmer."""
    return fold(_stemmer(language)(word))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    name = _STEMMERS.get(language)
    if name is None:
        return str
    # The stemmer's own cache of 10,000 words makes bulk indexing several times as fast.
    stemmer: Callable[[str], str] = Stemmer.Stemmer(name).stemWord
    return stemmer
