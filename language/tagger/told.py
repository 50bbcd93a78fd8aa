"""What a sentence tells of a figure besides its value: after what time, of whom, of which year.

Only what stands beside the figure counts; what the sentence leaves open stays unknown. How long
a programme lasts is no time after which it was measured, and a year of founding none of a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from language.tagger.context import Passage
from language.tagger.numbers import Measure
from language.tagger.told_words import ToldWords, told_words

Span = tuple[int, int]

_FIGURES = frozenset({"share", "money"})
_BEHIND, _LATER, _WITHIN, _AFTER, _YEAR_BEFORE, _OF_BEFORE = 10, 8, 3, 2, 4, 3
"""Words between a figure and what is told behind it; and before it, by what it is told with."""
_LEAD = 40
"""Characters in which what leads to a stretch of time, or makes a year another's, is looked for."""

_LONGEST_MONTHS = 60
_STOP = re.compile(r"[;:]| [–—] ")
_PART = re.compile(r"[,(]")
_AND_HALF = re.compile(
    r"\s(?:and a half|et demie?|y medio|e mezzo|e meio|i mig|i pół|og et halvt|och ett halvt|a půl"
    r"|en een half|und ein halbes|ja puoli)\b",
    re.IGNORECASE,
)
_JOINT = frozenset({"found_work", "found_training_or_study"})
"""Outcomes that are often counted as one ("in work or training")."""


def tell_more(
    passage: Passage, figure: Measure, measures: Sequence[Measure], basis: str
) -> dict[str, object]:
    """Read what is told of a percentage or a sum of money: window, denominator, definition, year.

    `measures` are all of the sentence, `basis` what the figure counts. What is not told has no key.
    """
    rules = told_words(passage.language)
    if rules is None:
        return {}
    span = own_part(passage, figure, measures)
    told: dict[str, object] = {}
    if figure.kind == "share":
        told["window"] = _window(passage, rules, figure, measures, span)
        told["denominator"] = _denominator(passage, rules, figure, span)
        if basis in _JOINT and rules.joint.search(passage.text, *span):
            told["definition"] = "work_or_study"
    told["year"] = _year(passage, rules, figure, span)
    return {key: value for key, value in told.items() if value}


def own_part(passage: Passage, figure: Measure, measures: Sequence[Measure]) -> Span:
    """The part of the sentence that speaks of this figure and of no other of its `measures`."""
    rules = told_words(passage.language)
    start, end = passage.start, passage.end
    for other in measures:
        if other.kind not in _FIGURES:
            continue
        if other.end <= figure.start:
            start = max(start, _parted(passage.text, rules, other.end, figure.start)[1])
        elif other.start >= figure.end:
            end = min(end, _parted(passage.text, rules, figure.end, other.start)[0])
    stops = [*_STOP.finditer(passage.text, start, end)]
    before = [stop.end() for stop in stops if stop.end() <= figure.start]
    behind = [stop.start() for stop in stops if stop.start() >= figure.end]
    return max(before, default=start), min(behind, default=end)


def _parted(text: str, rules: ToldWords | None, low: int, high: int) -> Span:
    """Where one figure's part ends and the next one's begins; what lies between is of neither."""
    parts = rules.parts if rules else _PART
    cuts = [*parts.finditer(text, low, high)] or [*_PART.finditer(text, low, high)]
    return (cuts[0].start(), cuts[-1].end()) if cuts else (low, high)


def _window(
    passage: Passage, rules: ToldWords, figure: Measure, measures: Sequence[Measure], span: Span
) -> float | None:
    """The months after which, or within which, the share was reached; None where not told."""
    found = {
        round(months) if float(months).is_integer() else months
        for months, place in _stretches(passage.text, rules, measures, span)
        if _is_window(passage, rules, figure, place, span)
    }
    return found.pop() if len(found) == 1 else None


def _stretches(
    text: str, rules: ToldWords, measures: Sequence[Measure], span: Span
) -> Iterator[tuple[float, Span]]:
    """Where stretches of time stand, with their months; one that spans more than one is none."""
    known = [
        one
        for one in measures
        if one.kind == "duration" and span[0] <= one.start and one.end <= span[1]
    ]
    for one in known:
        if one.low == one.high and 0 < (one.low or 0) <= _LONGEST_MONTHS:
            yield one.low or 0, (one.start, one.end)
    for months, words in rules.stretches.items():
        for match in words.finditer(text, *span):
            if not any(one.start < match.end() and match.start() < one.end for one in known):
                yield months, match.span()


def _is_window(
    passage: Passage, rules: ToldWords, figure: Measure, place: Span, span: Span
) -> bool:
    text, (start, end) = passage.text, place
    if _AND_HALF.match(text, end):
        return False
    if behind := rules.later.match(text, end, span[1]):
        end, reach = behind.end(), _LATER
    elif (lead := _lead(rules.within, text, span[0], start)) is not None:
        start, reach = lead, _WITHIN
    elif (lead := _lead(rules.after, text, span[0], start)) is not None:
        start, reach = lead, _AFTER
        if _is_spent(passage, rules, end):
            return False
    else:
        return False
    begun = rules.other.search(text, end, min(span[1], end + _LEAD))
    return not begun and _is_beside(passage, rules, figure, (start, end), reach)


def _lead(lead: re.Pattern[str] | None, text: str, low: int, start: int) -> int | None:
    """Where the words begin that lead to a stretch of time right before it."""
    low = max(low, start - _LEAD)
    found = lead.search(text[low:start]) if lead else None
    return low + found.start() if found else None


def _is_spent(passage: Passage, rules: ToldWords, end: int) -> bool:
    """Whether the months are those of the programme: "after six months of mentoring"."""
    if rules.spent and rules.spent.match(passage.text, end, passage.end):
        return True
    return any(
        cue.start >= end and passage.words_between(end, cue.start) == 0
        for cue in passage.cues.get("mentoring", ())
    )


def _is_beside(
    passage: Passage, rules: ToldWords, figure: Measure, place: Span, reach: int
) -> bool:
    """Whether it belongs to the figure: behind it, "and" before the words begins another thing."""
    if place[1] <= figure.start:
        return passage.words_between(place[1], figure.start) <= reach
    if rules.another.search(passage.text[figure.end : place[0]]):
        return False
    return passage.words_between(figure.end, place[0]) <= _BEHIND


def _denominator(passage: Passage, rules: ToldWords, figure: Measure, span: Span) -> str:
    """Of whom the figure is a share; "" where not told, or of others than the groups known."""
    text = passage.text
    for code, (behind, before) in rules.groups.items():
        if behind.match(text, figure.end, span[1]):
            return code
        match = before.match(text, *span)
        if match is None or match.end() > figure.start:
            continue
        if passage.words_between(match.end(), figure.start) <= _OF_BEFORE:
            return code
    return ""


def _year(passage: Passage, rules: ToldWords, figure: Measure, span: Span) -> str:
    """The year, or the years from and to, that the figure is of; "" where not told."""
    found = set()
    for match in rules.years.finditer(passage.text, *span):
        near = slice(max(span[0], match.start() - _LEAD), min(span[1], match.end() + _LEAD))
        if not rules.other.search(passage.text[near]) and _is_beside(
            passage, rules, figure, match.span(), _YEAR_BEFORE
        ):
            found.add(_years(match))
    return found.pop() if len(found) == 1 else ""


def _years(match: re.Match[str]) -> str:
    given = [year for year in match.groups() if year]
    if max(map(int, given)) > datetime.now(tz=UTC).year:
        return ""
    return "-".join(year if len(year) > 2 else given[0][:2] + year for year in given)
