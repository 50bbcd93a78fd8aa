"""Text made comparable letter by letter, with the way back to the original offsets.

Folding belongs here: case, kinds of white space, hyphen and apostrophe, soft hyphens. Deciding
what a phrase is belongs in `phrases.py`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_TABLE = {ord(sign): "'" for sign in "’‘ʼ`´"} | {ord(sign): "-" for sign in "‐‑−"}
_TABLE |= {ord("ş"): "ș", ord("ţ"): "ț"}  # Romanian is written with a cedilla as often
_TABLE |= {ord("ı"): "i", ord("İ"): "i"}  # a Turkish capital says which of the two i it is
_SPACE = re.compile(r"\s")
_INNER_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_UNFOLDED = re.compile(r"[’‘ʼ`´‐‑−\-şţı\u00ad]|[^\S ]|  ")
_TO_DROP = re.compile(r"(?<= ) +|\u00ad")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origins[i]` is the offset in the original of its i-th sign (None: same)."""

    text: str
    origins: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the original text for a span of the folded one."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold case, white space, hyphens inside words (to a space) and apostrophes.

    Every sign of the result stems from exactly one sign of `text`, so spans can be traced back.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals (İ) lower to two signs and would shift offsets
        lowered = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    same = _SPACE.sub(" ", _INNER_HYPHEN.sub(" ", lowered.translate(_TABLE)))
    if _TO_DROP.search(same) is None:
        return Folded(same, None)
    dropped = {at for match in _TO_DROP.finditer(same) for at in range(*match.span())}
    origins = tuple(at for at in range(len(same)) if at not in dropped)
    return Folded("".join(same[at] for at in origins), origins)


def fold_plainly(text: str) -> Folded:
    """Fold, and leave accents out as well."""
    folded = fold(text)
    return Folded(strip_accents(folded.text), folded.origins)


def fold_word(word: str) -> str:
    """Fold a word or phrase that stands alone; most are folded already, which costs less to see."""
    return word if word.islower() and not _UNFOLDED.search(word) else fold(word).text


def strip_accents(text: str) -> str:
    """Replace each accented letter by its base letter, sign for sign ("é" -> "e", "ß" stays)."""
    return text if text.isascii() else "".join(map(_base, text))


@cache
def _base(sign: str) -> str:
    return sign if sign.isascii() else unicodedata.normalize("NFD", sign)[0]
