"""Numbers that count people or what became of them: what figures of evidence are made of.

Only reading belongs here: how many, of whom or of what, and how surely it is a figure of what has
been. What level of evidence a figure makes is decided in `evidence.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from language.tagger import roles
from language.tagger.clauses import split_clauses
from language.tagger.context import EVIDENCE, Passage
from language.tagger.finder import Hit
from language.tagger.lexicon import load_lexicon
from language.tagger.numbers import read_measures, read_number

FACET = "evidence_level"
FIGURE, BARE = "figure", "number"
"""Patterns of a number with a known word for what it counts, and of one without."""

_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\w)|\d+(?:[.,]\d+)?)")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_TO = (
    r"\s?(?::|[-–/]|\b(?:zu|to|on|op|à|a|al?|para|til|till|mot|do|ku|bis|tot|až|до|kuni|iki|līdz"
    r"|până la|ata)\b)\s?"
)
_BETWEEN = (
    r"(?:between|entre|tussen|zwischen|mellan|mellem|mellom|tra|fra|między|mezi|μεταξύ|medzi|između"
    r"|між|между|între|tarp|starp)"
)
_SPAN = re.compile(
    rf"(?<!\d)\d+{_TO}\d+|\b{_BETWEEN} (?:\w+ )?\d+ \w{{1,3}} (?:\w+ )?\d+", re.IGNORECASE
)
"""A ratio or a range ("1 zu 1", "8 to 10"): how something is built, not how many there were."""

_NAMED = re.compile(r"\b0\d+|(?<=[^\W\d_]) \d+(?=[.,;:!?)](?!\d)|$)")
"""A number that belongs to a name, or that nothing follows which it could count."""

_DATE = re.compile(
    r"\b\d{1,2}(?:\.\s?\d{1,2}\.|/\d{1,2}/)(?:\s?(?:19|20)?\d\d\b)?|\b\d{1,2}[.:]\d\d\b(?!\.?\d)"
)
"""A date or an hour ("26.11.", "17.30")."""

_STOP = re.compile(r"[;:()–—!?]")
_NO_STOP = re.compile(r"^\s?%?\s?\)|(?<=\w)\(\w{1,4}\)")
"""Brackets that end nothing: those around the number, those of an ending ("filleul(e)s")."""

_PERCENT = re.compile(
    r"\s?(?:%|per ?cent|pro[csz]ent|pour ?cent|por ?cien|por cento|τοις εκατό)", re.IGNORECASE
)
_OF_TEN_REACH, _TEN = 2, 10
"""Words between a number and "out of ten" ("four pupils out of ten"), and the most it may be: 90
in three years, or of three schools, are people."""
_EACH = re.compile(r"\s(\d+)\b")
"""The number that a share is of, behind its phrase ("80 de cada 100")."""
_FEW, _SOME = 4, 20
"""Fewer than four of a spelled number count roles; below twenty a word for the past is needed."""

_COUNT_REACH, _RESULT_REACH, _RATE_REACH = 4, 14, 6
_JOINING = frozenset({"de", "nl", "sv", "da", "nb", "fi", "hu", "et"})
"""Languages that write "zweihundertvierzig" as one word."""

_WEAK = 0.2
_NO_COUNT = frozenset({"age", "duration", "hours", "money"})


def list_figures(passage: Passage) -> Iterator[Hit]:
    """List the figures that count those who took part, or results; plans and designs left out."""
    shares = {(one.start, one.end) for one in _blocks(passage, "share")}
    for span in _quantities(passage):
        if is_planned(passage, span[0]) or _is_design(passage, span):
            continue
        for level, words, reach in _countable(passage):
            word = _nearest(passage, span, words, reach)
            if level == "output_counts" and (span in shares or _is_share(passage, span)):
                continue  # "most of them are retired" counts nobody
            if word and (level != "output_counts" or _counts(passage, span, word)):
                start, end = min(span[0], word.start), max(span[1], word.end)
                yield Hit(FACET, level, start, end, word.language_codes, FIGURE)
            else:
                yield Hit(FACET, level, *_clause(passage, span), frozenset(), BARE)


def weigh_figure(passage: Passage, hit: Hit) -> float:
    """How surely a figure speaks of what the programme has done."""
    if hit.pattern == BARE:
        return _WEAK
    done = roles.is_near(passage, "done", hit, 8)
    confidence = 0.6 if done else 0.45
    if passage.cues.get("everybody"):
        confidence -= 0.3
    if hit.code == "output_counts":
        size = _size(passage, hit)
        confidence += 0.1 if size >= _SOME else (0 if done else -0.2)
        confidence -= 0.2 if roles.is_near(passage, "evaluation", hit, 2) else 0
    return max(0.05, confidence)


def list_counts(passage: Passage) -> Iterator[re.Match[str]]:
    """Find the numbers in digits that are no years."""
    for match in _NUMBER.finditer(passage.text, passage.start, passage.end):
        if not _YEAR.match(match.group()) or "%" in passage.text[match.end() : match.end() + 2]:
            yield match


def is_range(passage: Passage, span: tuple[int, int]) -> bool:
    """Whether a number is an end of a range or a ratio ("2-5 people", "1 to 1")."""
    spans = _SPAN.finditer(passage.text, passage.start, passage.end)
    return any(match.start() < span[1] and span[0] < match.end() for match in spans)


def is_planned(passage: Passage, at: int) -> bool:
    """Whether a number at this place is a target: a word for plans stands shortly before it."""
    return any(
        cue.start < at and passage.words_between(cue.end, at) <= roles.CLAUSE
        for cue in passage.cues.get("plan", ())
    )


def _quantities(passage: Passage) -> list[tuple[int, int]]:
    """Where the numbers and shares of a sentence stand; ages, times, money and ratios left out."""
    text, start, end = passage.text, passage.start, passage.end
    shares = [(one.start, one.end) for one in _blocks(passage, "share")]
    spelled = [one.span() for one in _spelled_counts(passage)]
    found = sorted({one.span() for one in list_counts(passage)} | set(spelled) | set(shares))
    if not found:
        return []
    taken = [
        (one.start, one.end)
        for one in read_measures(text, passage.language, start, end)
        if one.kind in _NO_COUNT
    ]
    taken += [
        match.span() for one in (_SPAN, _NAMED, _DATE) for match in one.finditer(text, start, end)
    ]
    return [one for one in found if not any(a < one[1] and one[0] < b for a, b in taken)]


def _spelled_counts(passage: Passage) -> Iterator[re.Match[str]]:
    if spelled := _spelled(passage.language):
        yield from spelled.finditer(passage.text, passage.start, passage.end)


@lru_cache(maxsize=32)
def _spelled(language: str) -> re.Pattern[str] | None:
    words = load_lexicon("numbers")["words"].get(language, {})
    known = {word: float(value) for word, value in words.items() if float(value) >= _FEW}
    if not known:
        return None
    few = "|".join(re.escape(word) for word, value in known.items() if value < _SOME)
    large = "|".join(re.escape(word) for word, value in known.items() if value >= _SOME)
    joined = r"\w*" if language in _JOINING else ""
    return re.compile(rf"\b(?:(?:{few})|{joined}(?:{large}){joined})\b", re.IGNORECASE)


def _size(passage: Passage, hit: Hit) -> float:
    """The largest number of a figure; a share counts as large."""
    return _read(passage.text[hit.start : hit.end], passage.language)


def _read(quote: str, language: str) -> float:
    if match := _NUMBER.search(quote):
        return read_number(match.group()) or 0
    words = load_lexicon("numbers")["words"].get(language, {})
    spelled = _spelled(language)
    found = spelled.findall(quote.lower()) if spelled else ()
    return max((float(words.get(word, _SOME)) for word in found), default=_SOME)


def _clause(passage: Passage, span: tuple[int, int]) -> tuple[int, int]:
    """The clause that a number stands in."""
    clauses = split_clauses(passage.text, passage.start, passage.end)
    return next((one for one in clauses if one[0] <= span[0] < one[1]), span)


def _countable(passage: Passage) -> Iterator[tuple[str, Sequence[Hit], int]]:
    """What a number may count: level of evidence, its words, how far away they may stand."""
    study = passage.hits.get(FACET, ())
    outputs = [one for one in study if one.code == "output_counts"]
    results = [one for one in study if one.code == "outcome_monitoring"]
    yield "output_counts", [*_blocks(passage, "taking_part"), *outputs], _COUNT_REACH
    yield "outcome_monitoring", [*_blocks(passage, "result"), *results], _RESULT_REACH


def _blocks(passage: Passage, code: str) -> list[Hit]:
    return [one for one in passage.hits.get(EVIDENCE, ()) if one.code == code]


def _nearest(
    passage: Passage, span: tuple[int, int], words: Sequence[Hit], reach: int
) -> Hit | None:
    """The nearest word that a number counts, after it or before it within the clause."""
    near = [
        (gap if word.start >= span[1] else gap + 2, word.start, word)
        for word in words
        if (gap := _gap(passage, span, word)) is not None and gap <= reach
    ]
    return min(near, key=lambda one: one[:2])[2] if near else None


def _counts(passage: Passage, span: tuple[int, int], word: Hit) -> bool:
    """Whether a number counts these people: no rate of success, no "four meetings for mentors"."""
    if roles.has_between(passage, "for", span[1], word.start):
        return False
    gaps = [_gap(passage, span, rate) for rate in _blocks(passage, "rate")]
    return not any(gap is not None and gap <= _RATE_REACH for gap in gaps)


def _is_share(passage: Passage, span: tuple[int, int]) -> bool:
    """Whether a number is a percentage or so many in ten: it counts nobody."""
    if _percent(passage.language).match(passage.text, span[1], passage.end):
        return True
    size = _read(passage.text[slice(*span)], passage.language)
    return any(
        one.start <= span[0] < one.end
        or (
            (gap := _gap(passage, span, one)) is not None
            and gap <= _OF_TEN_REACH
            and size <= _base(passage, one)
        )
        for one in _blocks(passage, "of_ten")
    )


@lru_cache(maxsize=32)
def _percent(language: str) -> re.Pattern[str]:
    own = load_lexicon("numbers")["share"].get(language)
    return re.compile(rf"{_PERCENT.pattern}|\s?(?:{own})", re.IGNORECASE) if own else _PERCENT


def _base(passage: Passage, word: Hit) -> float:
    """What the number before "out of ten" may be at most."""
    behind = _EACH.match(passage.text, word.end, passage.end)
    return float(behind[1]) if behind else _TEN


def _gap(passage: Passage, span: tuple[int, int], word: Hit) -> int | None:
    if word.start < span[1] and span[0] < word.end:
        return None  # a word for shares that is itself such a word
    low, high = (span[1], word.start) if word.start >= span[1] else (word.end, span[0])
    stretch = _NO_STOP.sub("", passage.between(low, high))
    return None if _STOP.search(stretch) else passage.words_between(low, high)


def _is_design(passage: Passage, span: tuple[int, int]) -> bool:
    """Whether the number says how many belong together: "up to 12", "groups of eight"."""
    return any(
        span[0] >= cue.end and passage.words_between(cue.end, span[0]) == 0
        for cue in passage.cues.get("design", ())
    )
