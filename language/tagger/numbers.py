"""Numbers in running text: ages, stretches of time, hours, money, shares and counts.

Only reading belongs here: value, unit and what it is counted by. Which facet a number speaks to
is decided in `literals.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from language.tagger.lexicon import load_lexicon

_DIGITS = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_CURRENCIES: Mapping[str, str] = {
    "EUR": r"€|EUR|euros?|eura|euroa|ευρώ|Euro",
    "GBP": r"£|GBP|pounds?(?: sterling)?",
    "CHF": r"CHF|Franken|francs suisses|franchi",
    "SEK": r"SEK|kronor|kr\.?(?= |$|[.,;])",
    "DKK": r"DKK|kroner",
    "NOK": r"NOK|kroner",
    "PLN": r"PLN|zł|złotych",
    "CZK": r"CZK|Kč|korun",
    "CAD": r"CAD|C\$|CA\$",
    "USD": r"\$|USD|dollars?|Dollar",
}
_SPOKEN: Mapping[str, Mapping[str, str]] = {
    "bg": {"BGN": r"BGN|лв\.?|лев(?:а|ове)?", "EUR": "евро"},
    "et": {"EUR": r"eurot?|eurode\w*"},
    "hr": {
        "EUR": "eura?|evra?|евра?",
        "HRK": "HRK|kn|kuna|kune",
        "RSD": r"RSD|din\.?|dinara?|дин\.?|динара?",
        "BAM": "BAM|KM|КМ|maraka",
    },
    "hu": {"HUF": r"HUF|Ft|forint\w*", "EUR": r"euró\w*"},
    "is": {"ISK": r"ISK|krónu?r?|króna", "EUR": "evr(?:a|u|ur|um)"},
    "lt": {"EUR": r"eur(?:ų|ai|us)|eur\.?"},
    "lv": {"EUR": "eiro"},
    "mk": {"MKD": r"MKD|ден\.|денари?", "EUR": "евра"},
    "ro": {"RON": "RON|lei|leu", "MDL": "MDL"},
    "ru": {"RUB": r"RUB|₽|руб\.?|рубл\w+", "EUR": "евро"},
    "sk": {"EUR": "eur(?:á|ami)?"},
    "sl": {"EUR": "evr(?:ov|e|i|a|o)"},
    "sq": {"ALL": "ALL|lekë?"},
    "tr": {"TRY": r"TRY|₺|TL|lira\w*", "EUR": "avro"},
    "uk": {"UAH": r"UAH|₴|грн\.?|гривень|гривн\w+", "EUR": "євро"},
}
"""Names of money that are other words elsewhere ("lei", "KM"), by the language that uses them."""

_NORDIC = {"da": "DKK", "is": "ISK", "nb": "NOK", "sv": "SEK"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity at `text[start:end]`.

    `kind` is age (years), duration (months), hours, money, share (percent) or count; `unit` says
    which; `basis` is what it is counted by ("week", "month") or "". `low == high` unless a range;
    an open end is None.
    """

    kind: str
    low: float | None
    high: float | None
    unit: str
    basis: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled expressions and number words of one language."""

    words: Mapping[str, float]
    tens: re.Pattern[str]
    multiples: Mapping[str, float]
    ages: tuple[re.Pattern[str], ...]
    duration: re.Pattern[str]
    half_year: re.Pattern[str]
    hours: re.Pattern[str]
    per: Mapping[str, re.Pattern[str]]
    money: re.Pattern[str]
    share: re.Pattern[str]


def read_measures(text: str, language: str, start: int, end: int) -> Iterator[Measure]:
    """Yield the measures of a stretch of a text; none in a language without number words."""
    grammar = _grammar(language)
    if grammar is None:
        return
    for measure in _measures(grammar, language, text, start, end):
        if whole := _whole(grammar, text, measure):
            yield whole


def _measures(
    grammar: _Grammar, language: str, text: str, start: int, end: int
) -> Iterator[Measure]:
    ages = list(_ages(grammar, text, start, end))
    yield from ages
    for duration in _durations(grammar, text, start, end):
        if not any(age.start < duration.end and duration.start < age.end for age in ages):
            yield duration
    yield from _hours(grammar, text, start, end)
    yield from _money(grammar, language, text, start, end)
    yield from _shares(grammar, text, start, end)


def _whole(grammar: _Grammar, text: str, measure: Measure) -> Measure | None:
    """The measure with all words of its number: of "fifty-four" the last alone is another one.

    None where the words before it do not simply add up ("quatre-vingt-deux").
    """
    low = max(0, measure.start - _LONGEST_TENS)
    tens = grammar.tens.search(text[low : measure.start])
    if tens is None:
        return measure
    start, ten = low + tens.start(), grammar.words[tens["ten"].lower()]
    added = measure.low is not None and measure.low == measure.high and 0 < measure.low < 10
    if (
        not added
        or measure.kind not in {"share", "age"}
        or ten > 90
        or text[start - 1 : start] == "-"
    ):
        return None
    number = ten + (measure.low or 0)
    return replace(measure, low=number, high=number, start=start)


def read_number(text: str, words: Mapping[str, float] | None = None) -> float | None:
    """Read one number as written ("1.175", "2,5", "350 000", "sechs"); None if it is none.

    A separator followed by exactly three digits groups thousands; any other is the decimal sign.
    """
    plain = text.strip().lower()
    if words and plain in words:
        return words[plain]
    grouped = re.sub(r"(?<=\d)[.,'’\u00a0\u202f ](?=\d{3}(?!\d))", "", plain)
    try:
        return float(grouped.replace(",", "."))
    except ValueError:
        return None


def _ages(grammar: _Grammar, text: str, start: int, end: int) -> Iterator[Measure]:
    matches = [match for ages in grammar.ages for match in ages.finditer(text, start, end)]
    for match in sorted(matches, key=lambda match: (match.start("low"), -match.end())):
        low = read_number(match["low"], grammar.words)
        high = read_number(match["high"], grammar.words) if match["high"] else None
        if low is None or not 0 <= low <= 99 or (high is not None and not low < high <= 99):
            continue
        if high is None and not match["cue"]:
            continue  # "34 years" alone may be a duration
        yield Measure("age", low, high or low, "years", "", match.start("low"), match.end())


def _durations(grammar: _Grammar, text: str, start: int, end: int) -> Iterator[Measure]:
    for match in grammar.half_year.finditer(text, start, end):
        yield Measure("duration", 6, 6, "months", "", match.start(), match.end())
    for match in grammar.duration.finditer(text, start, end):
        factor = next(f for unit, f in _MONTHS.items() if match[unit])
        low = read_number(match["low"], grammar.words)
        high = read_number(match["high"], grammar.words) if match["high"] else low
        if low is not None and high is not None and low <= high:
            yield Measure(
                "duration",
                round(low * factor, 1),
                round(high * factor, 1),
                "months",
                "",
                match.start(),
                match.end(),
            )


_MONTHS: Mapping[str, float] = {"month": 1, "week": 12 / 52, "year": 12}


def _hours(grammar: _Grammar, text: str, start: int, end: int) -> Iterator[Measure]:
    for match in grammar.hours.finditer(text, start, end):
        low = read_number(match["low"], grammar.words)
        high = read_number(match["high"], grammar.words) if match["high"] else low
        if low is None or high is None:
            continue
        basis, stop = "", match.end()
        for name, per in grammar.per.items():
            if found := per.match(text, stop, min(end, stop + 40)):
                basis, stop = name, found.end()
        yield Measure("hours", low, high, "hours", basis, match.start(), stop)


def _money(grammar: _Grammar, language: str, text: str, start: int, end: int) -> Iterator[Measure]:
    for match in grammar.money.finditer(text, start, end):
        amount = read_number(match["before"] or match["after"])
        if amount is None:
            continue
        word = (match["multiple"] or match["multiple2"] or "").lower().rstrip(".")
        amount *= grammar.multiples.get(word, 1)
        sign = match["sign"] or match["sign2"]
        currency = _currency(sign, language)
        yield Measure("money", amount, amount, currency, "", match.start(), match.end())


def _currency(sign: str, language: str) -> str:
    if sign.lower().startswith("kron") or sign.lower().startswith("kr"):
        return _NORDIC.get(language, "SEK")
    for known in (_CURRENCIES, _SPOKEN.get(language, {})):
        for code, pattern in known.items():
            if re.fullmatch(pattern, sign, re.IGNORECASE):
                return code
    return sign


def _shares(grammar: _Grammar, text: str, start: int, end: int) -> Iterator[Measure]:
    for match in grammar.share.finditer(text, start, end):
        share = read_number(match["low"], grammar.words)
        if share is not None and share <= 100:
            yield Measure("share", share, share, "percent", "", match.start(), match.end())


_OF = r"(?:[\s-]|\s(?:de\s|d['’]|di\s))?"
"""What may stand between a number and its unit ("une douzaine d'heures")."""


_LONGEST_TENS = 20
"""Characters of a number's first word and of what joins the second to it."""
_JOINED = r"[-\u2010\u2011\s]\s?(?:(?:and|et|y|e|i|og|och|und|ja|a|en)[-\u2010\u2011\s])?$"


@lru_cache(maxsize=32)
def _grammar(language: str) -> _Grammar | None:
    raw: Mapping[str, Mapping[str, object]] = load_lexicon("numbers")
    if language not in raw["words"]:
        return None
    words = {str(word): float(str(n)) for word, n in _mapping(raw["words"][language]).items()}
    multiples = {str(w): float(str(n)) for w, n in _mapping(raw["multiples"][language]).items()}
    number = rf"(?:{_DIGITS}|\b(?:{'|'.join(map(re.escape, words))})\b)"
    parts = {key: str(by[language]) for key, by in raw.items() if isinstance(by.get(language), str)}
    span = rf"(?P<low>{number})(?:\s?(?:{parts['range']})\s?(?P<high>{number}))?"
    tens = "|".join(re.escape(w) for w, n in words.items() if n in range(20, 101, 10))
    return _Grammar(
        words,
        _compiled(rf"\b(?P<ten>{tens or '(?!)'}){_JOINED}"),
        multiples,
        ages=(
            _compiled(
                rf"(?P<cue>(?:\b(?:{parts['age_before']})\s)?){span}\s?(?:{parts['age_after']})\b"
            ),
            _compiled(rf"\b(?P<cue>{parts['age_cue']})\s{span}(?!\w)"),
        ),
        duration=_compiled(
            rf"(?<![\w-]){span}{_OF}(?:(?P<month>{parts['month']})|(?P<week>{parts['week']})"
            rf"|(?P<year>{parts['year']}))\b"
        ),
        half_year=_compiled(rf"\b(?:{parts['half_year']})\b"),
        hours=_compiled(rf"(?<!\w){span}{_OF}(?:{parts['hour']})\b"),
        per={
            basis: _compiled(rf"\s?(?:{pattern})\b")
            for basis, pattern in _mapping(raw["per"][language]).items()
        },
        money=_compiled(_money_expression(multiples, language)),
        share=_compiled(rf"(?P<low>{number})\s?(?:%|{_share_words(language)})"),
    )


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _share_words(language: str) -> str:
    if own := load_lexicon("numbers")["share"].get(language):
        return str(own)
    words = load_lexicon("cues")["statistic"].get(language, ())
    shares = [re.escape(word.rstrip("*")) for word in words if word[:2] in {"pe", "pr", "po", "pc"}]
    return "|".join(shares) or "percent"


def _money_expression(multiples: Mapping[str, float], language: str) -> str:
    sign = "|".join([*_SPOKEN.get(language, {}).values(), *_CURRENCIES.values()])
    multiple = "|".join(map(re.escape, multiples))
    return (
        rf"(?P<sign>{sign})\s?(?P<before>{_DIGITS})(?:\s?(?P<multiple>{multiple})\b\.?)?"
        rf"|(?<!\w)(?P<after>{_DIGITS})(?:\s?(?P<multiple2>{multiple})\b\.?)?(?:\s(?:de|d'|di))?"
        rf"\s?(?P<sign2>{sign})(?!\w)"
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
