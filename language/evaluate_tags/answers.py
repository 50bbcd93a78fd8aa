"""Each value that the tagger or the coder gives a record, side by side: what the figures are of.

Rows to read, in order of record and facet; nothing is added up here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Literal, TextIO

from language.evaluate_tags.gold import Gold, stated
from language.tagger.values import ACCEPT, Tag
from practices_db.exports import neutralise

Outcome = Literal["right", "wrong", "missing"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One value of one record; a quote is empty where its side does not give the value.

    `confidence` (0 to 1) is the tagger's, None where it found nothing; what is missing with one
    waits for review. `overlap` tells whether the two quotes do, None where one is not there.
    """

    record: str
    language: str
    facet: str
    value: str
    outcome: Outcome
    confidence: float | None
    quote: str
    coders_quote: str
    overlap: bool | None


def list_answers(records: Sequence[Gold], tags: Mapping[str, Sequence[Tag]]) -> Iterator[Answer]:
    """Every value that is shown or that the blind coder gave, of the facets that were coded."""
    for record in records:
        found = {(tag.facet, tag.value): tag for tag in tags[record.id] if tag.kind == "concept"}
        for facet, codes in record.quoted.items():
            sure = (tag for tag in found.values() if tag.confidence >= ACCEPT)
            shown = stated(facet, frozenset(tag.value for tag in sure if tag.facet == facet))
            for value in sorted(shown | stated(facet, codes)):
                yield _answer(record, facet, value, found.get((facet, value)), shown)


def _answer(record: Gold, facet: str, value: str, tag: Tag | None, shown: frozenset[str]) -> Answer:
    coded = value in stated(facet, record.quoted[facet])
    quote = record.quotes.get((facet, value), "")
    return Answer(
        record=record.id,
        language=record.language,
        facet=facet,
        value=value,
        outcome="missing" if value not in shown else "right" if coded else "wrong",
        confidence=round(tag.confidence, 2) if tag else None,
        quote=tag.quote if tag else "",
        coders_quote=quote,
        overlap=overlaps(record.text, quote, tag) if tag and quote else None,
    )


def overlaps(text: str, quote: str, tag: Tag) -> bool:
    """Whether a tag's quote shares a letter with a stretch of the text that reads as `quote`."""
    at = text.find(quote)
    while at >= 0:
        if at < tag.end and tag.start < at + len(quote):
            return True
        at = text.find(quote, at + 1)
    return False


def write_answers(answers: Sequence[Answer], out: TextIO) -> None:
    """CSV as spreadsheets read it: an empty cell is what is not known."""
    writer = csv.DictWriter(out, [field.name for field in fields(Answer)], lineterminator="\r\n")
    writer.writeheader()
    for answer in answers:
        writer.writerow({name: _cell(value) for name, value in asdict(answer).items()})


def _cell(value: object) -> object:
    return str(int(value)) if isinstance(value, bool) else neutralise(value)
