"""Serbian in its two scripts: its words are listed in Latin letters and found in Cyrillic ones too.

Only the letters belong here. Each Latin letter or pair of letters has one Cyrillic letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from language.tagger.finder import Entry

_LANGUAGE = "hr"
"""Under which language the words of Croatian, Bosnian, Montenegrin and Serbian are listed."""

_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
_LETTERS = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
_LATIN = re.compile(rf"{'|'.join(_PAIRS)}|[{''.join(_LETTERS)}]")
_WRITTEN = re.compile(rf"[{''.join(_LETTERS)} *~]+")


def in_both_scripts(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Give the Cyrillic twin of each entry of Serbian; what has a foreign letter has none."""
    for entry in entries:
        if _LANGUAGE in entry.language_codes and _WRITTEN.fullmatch(plain := entry.pattern.lower()):
            yield entry._replace(pattern=to_cyrillic(plain), language_codes=frozenset({_LANGUAGE}))


def to_cyrillic(text: str) -> str:
    """Write Serbian in Cyrillic letters ("prijateljstvo" -> "пријатељство")."""
    return _LATIN.sub(lambda found: (_PAIRS | _LETTERS)[found.group()], text)
