"""How strong the stated evidence is: the one value of the text's strongest, undenied evidence.

Words for studies come from the vocabulary; counts and outcome figures are numbers beside a word
for what they count. No tag means that the text states no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from language.tagger import roles
from language.tagger.context import EVIDENCE, Passage
from language.tagger.finder import Hit
from language.tagger.lexicon import load_lexicon
from language.tagger.values import Candidate

_FACET = "evidence_level"
_ORDER = (
    "output_counts",
    "outcome_monitoring",
    "external_evaluation",
    "comparison_group",
    "randomised_trial",
)
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\w)|\d+(?:[.,]\d+)?)")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_COUNTED = {"taking_part": "output_counts", "result": "outcome_monitoring"}
_REACH = 4
_LARGE = 20
_JOINING = frozenset({"de", "nl", "sv", "da", "nb", "fi"})
"""Languages that write "zweihundertvierzig" as one word."""


def read_evidence(passages: Sequence[Passage]) -> Iterator[Candidate]:
    """Propose the strongest evidence of a text (at most one candidate)."""
    found = [candidate for passage in passages for candidate in list_evidence(passage)]
    if found:
        yield max(found, key=lambda one: (_ORDER.index(one.value), one.confidence, -one.start))


def list_evidence(passage: Passage) -> Iterator[Candidate]:
    """List all evidence that a passage states."""
    for word in passage.hits.get(_FACET, ()):
        if word.code in _ORDER and not roles.is_denied(passage, word):
            yield Candidate(_FACET, word.code, word.start, word.end, 0.7, "rule:study-word")
    for hit in list_figures(passage):
        yield Candidate(_FACET, hit.code, hit.start, hit.end, 0.6, "rule:figure")


def list_figures(passage: Passage) -> Iterator[Hit]:
    """List the figures of a passage that count people or results, plans left out."""
    for number in [*list_counts(passage), *_spelled_counts(passage)]:
        for block, value in _COUNTED.items():
            hit = None if is_planned(passage, number) else _counted(passage, number, block)
            if hit is not None:
                yield Hit(_FACET, value, number.start(), hit.end, hit.language_codes, "figure")


def _spelled_counts(passage: Passage) -> Iterator[re.Match[str]]:
    """Find numbers in words from twenty on; smaller ones count meetings, months and pairs."""
    if spelled := _spelled(passage.language):
        yield from spelled.finditer(passage.text, passage.start, passage.end)


@lru_cache(maxsize=32)
def _spelled(language: str) -> re.Pattern[str] | None:
    words = load_lexicon("numbers")["words"].get(language, {})
    large = "|".join(re.escape(word) for word, value in words.items() if float(value) >= _LARGE)
    joined = r"\w*" if language in _JOINING else ""
    return re.compile(rf"\b{joined}(?:{large}){joined}\b", re.IGNORECASE) if large else None


def is_planned(passage: Passage, number: re.Match[str]) -> bool:
    """Whether the number is a target: a word for plans stands shortly before it."""
    return any(
        cue.start < number.start()
        and passage.words_between(cue.end, number.start()) <= roles.CLAUSE
        for cue in passage.cues.get("plan", ())
    )


def list_counts(passage: Passage) -> Iterator[re.Match[str]]:
    for match in _NUMBER.finditer(passage.text, passage.start, passage.end):
        if not _YEAR.match(match.group()) or "%" in passage.text[match.end() : match.end() + 2]:
            yield match


def _counted(passage: Passage, number: re.Match[str], block: str) -> Hit | None:
    for hit in passage.hits.get(EVIDENCE, ()):
        after = hit.start >= number.end()
        gap = passage.words_between(*sorted((number.end(), hit.start)))
        if hit.code == block and after and gap <= _REACH * (1 if block == "taking_part" else 3):
            return hit
    return None
