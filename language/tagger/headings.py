"""What a heading says of the lines below it: under "Funding" a name is the name of who pays.

A heading is a sentence of its own, so its words would say nothing of the text that it heads. Only
lending its cues belongs here; the text itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from language.tagger.context import Passage
from language.tagger.finder import Hit

_LENT: Mapping[str, int] = {"paying": 2, "mentor": 1, "aim": 1}
"""The roles whose words are lent, and to how many sentences below."""

_LONGEST = 8
"""How many words a heading may have."""


def lend_cues(passages: Sequence[Passage]) -> list[Passage]:
    """Give the sentences right below a heading its cues, as if they stood before them."""
    headings = [at for at, (one, below) in enumerate(pairwise(passages)) if _is_heading(one, below)]
    found = list(passages)
    for at in headings:
        for role, reach in _LENT.items():
            if cues := passages[at].cues.get(role):
                # Up to the heading's end, so that its question mark does not part them.
                lent = replace(cues[-1], end=passages[at].end)
                below = range(at + 1, min(at + 1 + reach, len(passages)))
                for near in below:
                    found[near] = _with(found[near], role, lent)
    return found


def _is_heading(passage: Passage, below: Passage) -> bool:
    """Whether a sentence is a short line of its own, not the title, with text below it."""
    line = passage.text[passage.start : passage.end]
    return (
        "\n" in passage.text[max(0, passage.start - 3) : passage.start]
        and "\n" in passage.text[passage.end : below.start]
        and len(line.split()) <= _LONGEST
        and line[-1:] not in ".!"
        and "|" not in line
    )


def _with(passage: Passage, role: str, cue: Hit) -> Passage:
    return replace(passage, cues={**passage.cues, role: [cue, *passage.cues.get(role, ())]})
