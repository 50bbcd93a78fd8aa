"""Days that a text names: those of something told, apart from those by which one applies."""

from __future__ import annotations

import re
from collections.abc import Iterable

from language.tagger.finder import Hit
from pipelines.screen.words import KIND

_DATED = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|\d{1,2}\.?(?:st|nd|rd|th)?\s+(?:de\s+)?[^\W\d]{3,10}"
    r"\.?\s+(?:de\s+)?(?:19|20)\d\d|date (?:19|20)\d\d-\d\d)\b",
    re.I,
)
_MONTHS = (
    "jan|feb|mar|mär|maart|apr|avr|mai|may|maj|mei|maggio|juin|jun|giu|jul|juil|lug|aug|aoû|août|ago|sep|"
    "set|oct|okt|ott|out|nov|dec|dez|déc|dic|gen|ene|fév|fev|abr|tammi|helmi|maalis|huhti|touko|kesä|"
    "heinä|elo|syys|loka|marras|joulu"
)
_DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+|d['’])?(?:{_MONTHS})[^\W\d]*|"
    rf"(?:{_MONTHS})[^\W\d]{{0,6}}\s+\d{{1,2}}(?!\d)|\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)\d\d)",
    re.I,
)
_BEFORE = 30


def days_told(text: str, hits: Iterable[Hit]) -> list[int]:
    """Where a day is named of which no word before it says that it is a last or first day."""
    return _told(_DAY, text, hits)


def dates_told(text: str, hits: Iterable[Hit]) -> list[int]:
    """The same for whole dates, with their year."""
    return _told(_DATED, text, hits)


def _told(days: re.Pattern[str], text: str, hits: Iterable[Hit]) -> list[int]:
    until = [hit.end for hit in hits if hit.facet == KIND and hit.code == "until"]
    starts = [day.start() for day in days.finditer(text)]
    return [at for at in starts if not any(0 <= at - end <= _BEFORE for end in until)]
