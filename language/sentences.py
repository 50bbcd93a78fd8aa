"""Where the sentences of a text begin and end, in any language.

Only segmentation belongs here. spaCy's blank pipelines carry the abbreviations of each language
(z. B., e.g., M.); what the sentences say is the tagger's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any

from language.imports import import_spacy

if TYPE_CHECKING:
    from spacy.language import Language

# A number with a full stop is an ordinal here ("21. Februar", "3. vaihe"), not a sentence's end.
_ORDINAL_LANGUAGES = frozenset({"de", "da", "nb", "fi", "cs", "pl"})
_ENDS_IN_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.\s*$")
# Years are ordinals here, too ("kopš 2019. gada"), and spaCy knows few abbreviations ("у 2017 р.
# почали"): what goes on in small letters has not ended.
_SMALL_GOES_ON = frozenset("bg bs cy et eu ga gl hr hu is lt lv mk ro ru sk sl sq sr tr uk".split())  # noqa: SIM905 - a line, not twenty
# There a capital behind a year begins a sentence, which spaCy does not see ("2016. Mentorji").
_YEAR_ENDS = re.compile(r"\b(?:19|20)\d\d\.\s+(?=[^\W\d_a-z])")
_CLOSING = re.compile(r"[»”\"’)\]]+\s*")
_BREAK = re.compile(r"\n\s*\n|\n(?=\s*[-*•·–])|\n")
_ALIASES = {"no": "nb", "nn": "nb"}
# To open spaCy's French compiles a list of compounds for two seconds, of which no sentence's end
# hangs; without it, its abbreviations have to be named.
_ABBREVIATIONS = {
    "fr": "av. J.-C. janv. févr. avr. juill. sept. oct. nov. déc. Dr. M. MM. Mr. Mme. Mlle. St. "
    "Ste. cf. etc. No. pp. Vol."
}
_APOSTROPHES = frozenset("'’")
_ONE_AT_A_TIME = Lock()  # spaCy does not promise that a pipeline may be used by two threads


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text[start:end]`, without white space around it."""

    start: int
    end: int


def split_sentences(text: str, language: str) -> list[Sentence]:
    """Split a text into sentences; a line break always ends one.

    `language` is an ISO 639-1 code; one that spaCy does not know is split by punctuation alone.
    """
    found: list[Sentence] = []
    with _ONE_AT_A_TIME:
        pipeline = _pipeline(_ALIASES.get(language, language))
        for start, end in _lines(text):
            starts = [start + sent.start_char for sent in pipeline(text[start:end]).sents]
            if language in _SMALL_GOES_ON:
                years = (match.end() for match in _YEAR_ENDS.finditer(text, start, end))
                starts = sorted({*starts, *years})
            found.extend(_trimmed(text, _mended(text, starts, end, language)))
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    edges = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]


def _mended(text: str, starts: list[int], end: int, language: str) -> list[tuple[int, int]]:
    """Undo splits after ordinals and give closing quotation marks to the sentence they close."""
    kept: list[int] = []
    for start in starts:
        ordinal = bool(kept) and language in _ORDINAL_LANGUAGES
        if ordinal and _ENDS_IN_ORDINAL.search(text[kept[-1] : start]):
            continue
        if kept and language in _SMALL_GOES_ON and text[start].islower():
            continue
        closing = _CLOSING.match(text, start, end) if kept else None
        kept.append(closing.end() if closing else start)
    return list(zip(kept, [*kept[1:], end], strict=True))


def _trimmed(text: str, spans: list[tuple[int, int]]) -> list[Sentence]:
    sentences = []
    for start, end in spans:
        body = text[start:end]
        if stripped := body.strip():
            first = start + body.index(stripped)
            sentences.append(Sentence(first, first + len(stripped)))
    return sentences


@lru_cache(maxsize=64)
def _pipeline(language: str) -> Language:
    spacy = import_spacy()
    abbreviations = _ABBREVIATIONS.get(language, "").split()
    known = spacy.util.get_lang_class
    pipeline: Language
    try:
        pipeline = _for_ends(known("xx" if abbreviations else language))()
    except ImportError:  # spaCy has no class for this language, or one that needs another package
        pipeline = _for_ends(known("xx"))()
    tokenizer: Any = pipeline.tokenizer
    for each in abbreviations:
        tokenizer.add_special_case(each, [{"ORTH": each}])
    pipeline.add_pipe("sentencizer")
    return pipeline


def _for_ends(known: Any) -> Any:
    """A language with what the ends of sentences hang on, and no more: the rest of its exceptions
    and its own patterns for what is inside a word take most of the time in which it is opened.
    """
    from spacy.language import BaseDefaults
    from spacy.pipeline import Sentencizer

    ends = frozenset(Sentencizer.default_punct_chars)
    words = known.Defaults.tokenizer_exceptions
    # With an apostrophe in front ('s Morgens) it would be taken for the end of a quotation.
    kept = {
        word: parts
        for word, parts in words.items()
        if word[0] in _APOSTROPHES or not ends.isdisjoint(word)
    }
    shared = {name: getattr(BaseDefaults, name) for name in ("prefixes", "suffixes", "infixes")}
    defaults = type("Defaults", (known.Defaults,), {"tokenizer_exceptions": kept, **shared})
    return type(known.__name__, (known,), {"Defaults": defaults})
