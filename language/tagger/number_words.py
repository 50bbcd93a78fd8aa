"""The expressions that find numbers and their units in a language, made of `lexicon/numbers.yml`.

What a number found measures is told in `numbers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from language.tagger.lexicon import load_lexicon

_DIGITS = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
CURRENCIES: Mapping[str, str] = {
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
SPOKEN: Mapping[str, Mapping[str, str]] = {
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


@dataclass(frozen=True, slots=True)
class Grammar:
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


_OF = r"(?:[\s-]|\s(?:de\s|d['’]|di\s))?"
"""What may stand between a number and its unit ("une douzaine d'heures")."""

_JOINED = r"[-\u2010\u2011\s]\s?(?:(?:and|et|y|e|i|og|och|und|ja|a|en)[-\u2010\u2011\s])?$"


@lru_cache(maxsize=32)
def number_words(language: str) -> Grammar | None:
    """The expressions of a language (ISO 639-1); None where nobody listed its number words."""
    raw: Mapping[str, Mapping[str, object]] = load_lexicon("numbers")
    if language not in raw["words"]:
        return None
    words = {str(word): float(str(n)) for word, n in _mapping(raw["words"][language]).items()}
    multiples = {str(w): float(str(n)) for w, n in _mapping(raw["multiples"][language]).items()}
    number = rf"(?:{_DIGITS}|\b(?:{'|'.join(map(re.escape, words))})\b)"
    parts = {key: str(by[language]) for key, by in raw.items() if isinstance(by.get(language), str)}
    span = rf"(?P<low>{number})(?:\s?(?:{parts['range']})\s?(?P<high>{number}))?"
    tens = "|".join(re.escape(w) for w, n in words.items() if n in range(20, 101, 10))
    return Grammar(
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
        share=_compiled(rf"(?P<low>{number})\s?(?:%|(?:{_share_words(language)})\w*)"),
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
    sign = "|".join([*SPOKEN.get(language, {}).values(), *CURRENCIES.values()])
    multiple = "|".join(map(re.escape, multiples))
    return (
        rf"(?P<sign>{sign})\s?(?P<before>{_DIGITS})(?:\s?(?P<multiple>{multiple})\b\.?)?"
        rf"|(?<!\w)(?P<after>{_DIGITS})(?:\s?(?P<multiple2>{multiple})\b\.?)?(?:\s(?:de|d'|di))?"
        rf"\s?(?P<sign2>{sign})(?!\w)"
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
