"""What an answer shows, without what is of that one request; and whether several show the same.

Belongs here: comparing. Which answers are compared, and what becomes of them, is told in masks.py.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import unquote
from zlib import crc32

from pipelines.describe import Description, Unreadable

# What a text says of the request: its number, its moment, the address asked for.
_OWN = re.compile(r"\S*[\d/@_]\S*")
_WORD = re.compile(r"\w+")

_COMMON = 0.8  # of the answers say a word that all of them share
_ALIKE = 0.6  # of the words of an answer are such
_FEWEST_COMMON = 10
_TOLD_APART = 0.4  # of the words of what stood there before were such, at most
_KEPT = 0.5  # of the words of what stood there before are said still, at most

Words = Sequence[int]
"""Distinct words as small numbers: of thousands of pages the words themselves would fill memory."""


@dataclass(frozen=True, slots=True)
class Shown:
    """`key` is the same for equal texts, and "" where a text tells nothing."""

    key: str
    words: Words


NOTHING = Shown("", ())


def shown_by(url: str, found: Description | Unreadable | None) -> Shown:
    """What the answer at an address shows, without the words of the address: whoever parks a
    domain makes a text of them."""
    if isinstance(found, Description):
        asked_for = set(_WORD.findall(unquote(url).casefold()))
        told = _WORD.findall(_OWN.sub(" ", found.text).casefold())
        words = [word for word in told if word not in asked_for]
        digest = blake2b(" ".join(words).encode(), digest_size=16).hexdigest()
        return Shown(digest, array("L", {crc32(word.encode()) for word in words}))
    # Other reasons leave what was known as it is; this one would make it gone.
    missing = found is not None and found.reason == "missing"
    return Shown("missing", ()) if missing else NOTHING


def words_in_common(answers: Collection[Shown]) -> frozenset[int]:
    """The words that nearly all of the answers say; none where those are too few to tell."""
    counts = Counter(word for one in answers for word in one.words)
    common = frozenset(word for word, count in counts.items() if count >= _COMMON * len(answers))
    return common if len(common) >= _FEWEST_COMMON else frozenset()


def is_made_of(one: Shown, common: frozenset[int]) -> bool:
    """Whether an answer says little but what the others say."""
    return _share(one.words, common) >= _ALIKE


def is_replaced(before: Shown, now: Shown, common_before: frozenset[int]) -> bool:
    """Whether what stood at an address was a text of its own, and little of it stands still."""
    of_its_own = _share(before.words, common_before) <= _TOLD_APART
    return of_its_own and _share(before.words, frozenset(now.words)) <= _KEPT


def _share(words: Words, of: frozenset[int]) -> float:
    return sum(word in of for word in words) / len(words) if words else 0.0
