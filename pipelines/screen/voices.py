"""Who speaks in a text: people who are quoted, an interview's turns, somebody who tells in the "I".

Only counts belong here; what they weigh is in `signals.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_QUOTED = re.compile(
    r"“[^“”\n]{25,}”|„[^„“”\n]{25,}[“”]|«[^«»\n]{25,}»|\"[^\"\n]{25,}\"|"
    r"‘[^‘’\n]{25,}’|,,[^\n]{25,}?(?:''|”|\")|"
    r"^(?:- )?[–—] ?[^\W\d_].{25,}$",
    re.M,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_LONGEST_QUESTION = 200
_OPENING = 120
# A speaker's name before what they say: "Ada: ...". Labels ("Deadline: ...") do not come twice.
_SPEAKER = re.compile(r"^([^\W\d_][\w.'-]{1,20}(?: [^\W\d_][\w.'-]{1,20})?): \S.{24,}", re.M)
_ANY_SELF = r"ich|ik|jag|jeg"
# The pronoun, and a verb or two where the language drops it. "My" is no sign: "my profile".
_SELF = {
    "en": r"I|I['’]\w+",
    "fr": r"je|j['’]\w+",
    "de": r"ich",
    "nl": r"ik",
    "sv": r"jag",
    "da": r"jeg",
    "nb": r"jeg",
    "nn": r"eg|jeg",
    "es": r"yo|estoy|soy|tenía|quería",
    "it": r"io|sono stat[oa]|ho",
    "pt": r"eu|tenho|queria|fui",
    "ca": r"jo|vaig",
    "fi": r"minä|minun|olin",
    "pl": r"ja|jestem|chciał[ae]m|mogłam",
}


def speech(text: str) -> float:
    """The share of the text that somebody is quoted with."""
    return sum(len(said[0]) for said in _QUOTED.finditer(text)) / max(len(text), 400)


def turns(text: str, language: str) -> int:
    """How often a question to somebody is answered in the first person, or a named speaker goes on.

    The questions of a page of answers are the reader's own ("Can I ...?"): they count for nothing.
    """
    self = _self(language)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    answered = sum(
        _asks(line) and not self.search(line) and bool(self.search(after[:_OPENING]))
        for line, after in pairwise(lines)
    )
    speakers = Counter(_SPEAKER.findall(text))
    return answered + sum(count - 1 for count in speakers.values())


def selves(text: str, language: str) -> int:
    """Words of the first person, outside quotes and questions."""
    self = _self(language)
    told = _SENTENCE_END.split(_QUOTED.sub(" ", text))
    return sum(len(self.findall(sentence)) for sentence in told if not _asks(sentence))


def _asks(line: str) -> bool:
    return line.rstrip("’'”\" ").endswith("?") and len(line) <= _LONGEST_QUESTION


def _self(language: str) -> re.Pattern[str]:
    flags = re.NOFLAG if language == "en" else re.IGNORECASE
    return re.compile(rf"(?<![\w’'])(?:{_SELF.get(language, _ANY_SELF)})(?![\w’'-])", flags)
