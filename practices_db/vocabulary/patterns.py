"""The pattern syntax of `words`: what is allowed and how a pattern reads as plain text.

Case does not matter; `*` ends a word (any further letters, or none) or starts it (a compound's
tail); a space stands for white space or hyphens, an apostrophe for any kind of apostrophe.
Nothing else is special. Matching patterns in text is the tagger's business.
"""

from __future__ import annotations

import re

MINIMUM_SIGNS = 3
"""Signs that a pattern needs besides `*` and spaces, or it would match almost anything."""

# One expression for the common case: all words of the vocabulary are checked at every load.
_FINE = re.compile(r"(?=(?:[ *]*[^\s*]){3})\*?[^\s*]+\*?(?: \*?[^\s*]+\*?)*")

_SHORT_WORD = re.compile(r"[^\s*]{1,2}")


def find_fault(pattern: str, *, short_words: bool = False) -> str:
    """Say what is wrong with a pattern; "" when nothing is.

    `short_words` lets whole words of one or two signs pass (negations such as "no" and "ei").
    """
    if _FINE.fullmatch(pattern) or (short_words and _SHORT_WORD.fullmatch(pattern)):
        return ""
    if len(pattern.replace("*", "").replace(" ", "")) < MINIMUM_SIGNS:
        return f"needs at least {MINIMUM_SIGNS} signs besides '*'"
    if pattern != " ".join(pattern.split()):
        return "has white space at an end or doubled"
    return "may have '*' only as the first or last sign of a word"


def strip_asterisks(pattern: str) -> str:
    """Give the pattern as text to read: "*mentor* programme" becomes "mentor programme"."""
    return pattern.replace("*", "")
