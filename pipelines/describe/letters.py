"""Letters as a catalogue can keep and compare them, whatever a file is made of.

Halves of a pair (JSON escapes and the tables of a PDF bring them) and nulls can be stored by no
database; marks that nobody sees would part words for the reader of a program.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
# The same marks as HTML may write them: the parser would put them back.
_WRITTEN = re.compile(
    r"&(?:shy|ZeroWidthSpace|NoBreak)\b;?|&#(?:0*(?:173|8203|8288|65279)|x0*(?:ad|200b|2060|feff));?",
    re.I,
)


def tidy_letters(text: str) -> str:
    """The same text to a reader: composed (NFC), without what cannot be kept or seen."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def tidy_markup(text: str) -> str:
    """The same for a page's source, in which letters may be written by their numbers."""
    # No "\v": to the reader of blocks it is a line break that is wanted.
    return tidy_letters(_WRITTEN.sub("", text).replace("\v", " "))


def tidy_values(value: Any) -> Any:
    """The same for all texts in a value of JSON, the names in it included."""
    if isinstance(value, str):
        return tidy_letters(value)
    if isinstance(value, Mapping):
        return {tidy_letters(str(key)): tidy_values(inner) for key, inner in value.items()}
    return [tidy_values(inner) for inner in value] if isinstance(value, list) else value
