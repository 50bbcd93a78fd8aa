"""Values that are numbers: ages, lengths, hours, counts, shares, cost, the year of the start.

A number becomes a value only beside words that say what it measures; `numbers.py` reads the number
itself, `told.py` what else is told of it. Targets and plans are no counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from language.tagger import roles
from language.tagger.context import Passage
from language.tagger.denial import is_denied
from language.tagger.figures import is_planned, is_range, list_counts
from language.tagger.finder import Hit
from language.tagger.numbers import Measure, measures_of, read_number
from language.tagger.told import own_part, tell_more
from language.tagger.values import ACCEPT, Tag

_YEAR = re.compile(r"(?<![\w.,/-])(?:19[5-9]|20[0-4])\d(?![\w/-])")
_LONGEST_MONTHS = 60
_SURE, _LIKELY, _WEAK = 0.7, 0.55, 0.35
_BESIDE = 3
_BUDGET = "per_year"
_BUDGET_WORD = re.compile(
    r"bu[dgx]|büt|бюдж|буџ|begrot|etat|presup|pressup|orçam|orzam|[ck]ost|προϋπ|rozpo|prora|költs"
    r"|eelarve|fjárh|cyllid|aurrek",
    re.IGNORECASE,
)
_WITHIN = 8


def read_literals(passages: Sequence[Passage]) -> list[Tag]:
    """Read the literal values of a text, each once, with the surest quote."""
    best: dict[tuple[str, str], Tag] = {}
    for passage in passages:
        for tag in _of_passage(passage):
            known = best.get((tag.facet, tag.value))
            if known is None or tag.confidence > known.confidence:
                best[tag.facet, tag.value] = tag
    return list(best.values())


def _of_passage(passage: Passage) -> Iterator[Tag]:
    yield from _years(passage)
    measures = measures_of(passage)
    for measure in measures:
        tag = _measured(passage, measure, measures)
        if tag is not None:
            yield tag
    yield from _numbers(passage)


def _measured(passage: Passage, measure: Measure, measures: Sequence[Measure]) -> Tag | None:
    place = Hit("", "", measure.start, measure.end, frozenset(), "")
    if measure.kind == "age":
        # A single age is mostly that of one person, or of mentors "over fifty".
        sure = _age(passage, place) if measure.low != measure.high else _WEAK
        return _made(passage, "mentee_age", measure, sure)
    if measure.kind == "duration" and 1 <= (measure.low or 0) <= _LONGEST_MONTHS:
        return _made(passage, "duration_months", measure, _duration(passage, place))
    if measure.kind == "hours":
        return _made(passage, "hours", measure, _hours(passage, measure))
    if measure.kind == "money" and (basis := _nearest(passage, "cost", place, _BESIDE)):
        told = tell_more(passage, measure, measures, basis)
        given = basis == _BUDGET and _is_given(passage, measure, measures)
        return None if given else _made(passage, "cost", measure, _LIKELY, basis, told)
    if measure.kind == "share" and (basis := _reached(passage, measure, measures)):
        planned = any(cue.start < measure.start for cue in passage.cues.get("plan", ()))
        told = tell_more(passage, measure, measures, basis)
        return _made(passage, "outcome", measure, _WEAK if planned else _LIKELY, basis, told)
    return None


def _is_given(passage: Passage, measure: Measure, measures: Sequence[Measure]) -> bool:
    """Whether a sum a year is what one body gives: it is named beside it, and no cost or budget."""
    start, end = own_part(passage, measure, measures)
    beside = [
        hit
        for facet in ("funding_model", "cost")
        for hit in passage.hits.get(facet, ())
        if start <= hit.start and hit.end <= end
    ]
    payer = any(hit.facet == "funding_model" for hit in beside)
    costs = any(hit.facet == "cost" and hit.code != _BUDGET for hit in beside)
    return payer and not costs and not _names_budget(passage, beside)


def _names_budget(passage: Passage, beside: Sequence[Hit]) -> bool:
    """Whether a word for the programme's own budget of a year is among them ("annual budget")."""
    return any(
        hit.code == _BUDGET and _BUDGET_WORD.search(passage.between(hit.start, hit.end))
        for hit in beside
    )


def _age(passage: Passage, place: Hit) -> float:
    """How surely a range of ages is that of those served: not a mentor's, not a single person's."""
    if roles.is_example(passage, place):
        return 0.1
    mentor = roles.distance(passage, "mentor", place)
    served = [
        gap
        for gap in (
            roles.distance(passage, "mentee", place),
            *(roles.gap(passage, hit, place) for hit in passage.hits.get("target_group", ())),
        )
        if gap is not None
    ]
    if mentor is not None and mentor <= min(served, default=99):
        return _WEAK
    return _SURE if served or passage.cues.get("for") else 0.45


def _duration(passage: Passage, place: Hit) -> float:
    """How surely a stretch of time is how long the two meet, not how long money lasts."""
    if roles.is_near(passage, "paying", place) or roles.is_near(passage, "evaluation", place):
        return 0.2
    if not any(passage.cues.get(role) for role in ("mentor", "mentee", "mentoring")):
        return _WEAK
    named = any(
        roles.gap(passage, hit, place) <= _BESIDE for hit in passage.hits.get("duration_months", ())
    )
    return _SURE if named else ACCEPT


def _hours(passage: Passage, measure: Measure) -> float:
    met = any(passage.cues.get(role) for role in ("mentor", "mentee", "mentoring"))
    if not measure.basis:
        return _WEAK
    return _SURE if met else _LIKELY


def _years(passage: Passage) -> Iterator[Tag]:
    """Yield years right after a word for beginning, unless they lie ahead."""
    for match in _YEAR.finditer(passage.text, passage.start, passage.end):
        place = Hit("", "", match.start(), match.end(), frozenset(), "")
        begun = any(
            match.start() - hit.end >= 0 and roles.gap(passage, hit, place) <= _BESIDE - 1
            for hit in passage.hits.get("start_year", ())
        )
        if begun and int(match.group()) <= datetime.now(tz=UTC).year:
            number = float(match.group())
            span = match.span()
            yield _tag(passage, "start_year", match.group(), span, _LIKELY, _detail(number))


def _numbers(passage: Passage) -> Iterator[Tag]:
    """Yield counts of pairs and of people who took part; a planned number is none."""
    for match in list_counts(passage):
        share = "%" in passage.text[match.end() : match.end() + 2]
        if share or is_planned(passage, match.start()) or is_range(passage, match.span()):
            continue
        number = read_number(match.group())
        for facet in ("pairs", "participants"):
            hit = _right_after(passage, facet, match.end())
            if hit is None or number is None or not number.is_integer():
                continue
            detail = {**_detail(number), "unit": "pairs" if facet == "pairs" else "people"}
            if hit.code:
                detail["basis"] = hit.code
            elsewhere = roles.is_near(passage, "evaluation", hit) or passage.cues.get("everybody")
            confidence = 0.4 if elsewhere else _LIKELY
            yield _tag(
                passage, facet, f"{number:.0f}", (match.start(), hit.end), confidence, detail
            )
            break


def _right_after(passage: Passage, facet: str, end: int) -> Hit | None:
    near = [
        hit
        for hit in passage.hits.get(facet, ())
        if hit.start >= end and passage.words_between(end, hit.start) <= 1
    ]
    return min(near, key=lambda hit: (hit.start, hit.code == ""), default=None)


def _reached(passage: Passage, share: Measure, measures: Sequence[Measure]) -> str:
    """The code of what the share reached, said in the part of the sentence that speaks of it, not
    denied, and not before a comma ("in questionnaires completed at the end, 71 per cent ...").
    """
    start, end = own_part(passage, share, measures)
    if not passage.between(share.end, end).strip():
        end = passage.end  # "40 % and after a year 67 % found work": the verb is both figures'
    place = Hit("", "", share.start, share.end, frozenset(), "")
    near = [
        (roles.gap(passage, hit, place), hit.code)
        for hit in passage.hits.get("outcome", ())
        if hit.code
        and start <= hit.start
        and hit.end <= end
        and "," not in passage.between(hit.end, share.start)
        and not is_denied(passage, hit)
    ]
    return min((one for one in near if one[0] <= _WITHIN), default=(0, ""))[1]


def _nearest(passage: Passage, facet: str, place: Hit, words: int) -> str:
    """The code of the concept that says what a number measures; "" where none is near."""
    near = [
        (roles.gap(passage, hit, place), hit.code)
        for hit in passage.hits.get(facet, ())
        if hit.code and roles.gap(passage, hit, place) <= words
    ]
    return min(near, default=(0, ""))[1]


def _made(
    passage: Passage,
    facet: str,
    measure: Measure,
    confidence: float,
    basis: str = "",
    told: Mapping[str, object] | None = None,
) -> Tag:
    detail: dict[str, object] = {"low": measure.low, "high": measure.high, "unit": measure.unit}
    if basis or measure.basis:
        detail["basis"] = basis or measure.basis
    detail |= told or {}
    span = (measure.start, measure.end)
    return _tag(passage, facet, _written(measure.low, measure.high), span, confidence, detail)


def _detail(number: float) -> dict[str, object]:
    return {"low": number, "high": number}


def _written(*ends: float | None) -> str:
    known: Iterable[str] = dict.fromkeys(f"{end:.10g}" for end in ends if end is not None)
    return "-".join(known)


def _tag(
    passage: Passage,
    facet: str,
    value: str,
    span: tuple[int, int],
    confidence: float,
    detail: dict[str, object],
) -> Tag:
    quote = passage.text[slice(*span)]
    return Tag(facet, value, "literal", *span, quote, confidence, f"rule:{facet}", detail)
