"""Slugs: short names for addresses, the same today and in a year."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LONGEST = 80
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "ł": "l", "Ł": "L",
     "đ": "d", "ð": "d", "þ": "th", "ı": "i", "&": " and "}
)  # fmt: skip
_SLUG, _WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), re.compile(r"[a-z]{3}")
_FEW = 4  # one character in so many may be a digit
_OTHER = re.compile(r"[^a-z0-9]+")


def slug_of(name: str, organisation: str = "", place: str = "") -> str:
    """A slug from a practice's own words; a name in other letters gets a digest of itself.

    The organisation is added where the name does not hold it, the place where neither does, so
    that "Mentoring" of two towns stays apart without looking at one another.
    """
    parts = [_plain(name)]
    for addition in (_plain(organisation), _plain(place)):
        if addition and addition not in "-".join(parts):
            parts.append(addition)
    slug = "-".join(part for part in parts if part)
    if not parts[0]:
        slug = "-".join(["practice", digest(name, organisation, place), *parts[1:]])
    if len(slug) > _LONGEST:
        # A cut alone could make two long names one.
        slug = f"{slug[: _LONGEST - 7].rstrip('-')}-{digest(name, organisation, place)[:6]}"
    return slug


def readable_id(identifier: str) -> str:
    """A publisher's id where it can serve as the slug, else "": `be-duo-for-a-job`, never `17`.

    Numbers, codes and digests say nothing to a reader; they stay in the document's address.
    """
    digits = sum(char.isdigit() for char in identifier)
    sound = _SLUG.fullmatch(identifier) and _WORD.search(identifier)
    return identifier if sound and digits * _FEW <= len(identifier) <= _LONGEST else ""


def digest(*parts: str) -> str:
    """Eight hexadecimal digits that name these words."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return _OTHER.sub("-", letters.lower()).strip("-")
