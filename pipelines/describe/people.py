"""Leaving lists of people out: teams, boards, mentors with their names and posts.

Only runs of name cards are taken out; a person named in a sentence stays, since cutting inside a
sentence would falsify what a quote says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.describe.blocks import Block

_NAME = re.compile(
    r"^(?:(?:dr|prof|mr|mrs|ms|dipl|mag|ir|ing|drs|phd|msc|m\.?a)\.?\s+)*"
    r"[^\W\d_a-z][\w'’.-]*(?:\s+(?:van|von|de|der|den|la|le|el|al|bin|ben|da|dos|di|du|af|av|zu|"
    r"ter|ten|mac|[^\W\d_a-z][\w'’.-]*)){1,4}$"
)
# Title case makes German nouns and English list items look like names, so a list of people is
# believed only under a heading that announces people.
_ANNOUNCED = re.compile(
    r"\b(?:team|staff|board|people|committee|trustees|mentors?|mentees|experts|facilitators|"
    r"organi[sz]ers|speakers|participants|fellows|alumni|contacts?|kontakt|ansprechpartner\w*|"
    r"vorstand|mitarbeite\w*|équipe|conseil d.administration|bestuur|medewerkers|styrelse|"
    r"medarbejdere|medarbetare|equipo|squadra|henkilökunta)\b",
    re.I,
)
_LONGEST = 48
_FEWEST = 4
_CARD_LINES = 3


def without_people(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without runs of four or more name cards under a heading that announces people.

    A card is a line that reads as a name, with up to three short lines under it.
    """
    kept: list[Block] = []
    position = 0
    announced = False
    while position < len(blocks):
        if blocks[position].kind == "heading":
            announced = announced and _is_name(blocks[position])
            announced = announced or bool(_ANNOUNCED.search(blocks[position].text))
        end, cards = _run_of_cards(blocks, position) if announced else (position, 0)
        if cards >= _FEWEST:
            position = end
        else:
            kept.append(blocks[position])
            position += 1
    return kept


def _run_of_cards(blocks: Sequence[Block], start: int) -> tuple[int, int]:
    position, cards = start, 0
    while position < len(blocks) and _is_name(blocks[position]):
        cards += 1
        position += 1
        lines = 0
        while (
            lines < _CARD_LINES
            and position < len(blocks)
            and len(blocks[position].text) <= _LONGEST
            and not _is_name(blocks[position])
            and blocks[position].kind == "paragraph"
        ):
            position += 1
            lines += 1
    return position, cards


def _is_name(block: Block) -> bool:
    text = block.text
    return len(text) <= _LONGEST and bool(_NAME.match(text))
