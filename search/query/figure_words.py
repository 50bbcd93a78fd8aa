"""The words around a number of a query that make a range of it (`data/figures.yml`), compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from practices_db.vocabulary import load_vocabulary

JOINS = r"\s?(?:[-–]|to|till|and|à|et|tot|en|bis|und|a|y|e|ai|ad|al|i|och|og|do|até)\s?"
"""Between the ends of a range."""
MENTORS = re.compile(
    r"\b(?:(?:mentor(?:e|en|er|s|i|es|as|a|ce|ki|ům|om|ów)?|coach(?:e?s)?|tutor(?:s|i|es|en)?|buddy|buddies"
    r"|volunteers?|bénévoles?|parrains?|marraines?|vrijwilligers?|ehrenamtlichen?|pat(?:e|en|in|innen)"
    r"|voluntari[oa]s?|volontari[oea]?|professionals|retirees|seniors?)"
    r"(?:\s(?:who|are|is|qui|sont|die|der|sind|zijn|que|di|de|van|von|ab|im|aged?|âgée?s|alter))*"
    r"|retired|pensioned|by (?:people|women|men|adults)|par des (?:personnes|femmes|adultes)"
    r"|door (?:mensen|vrouwen)|(?:durch|von) (?:menschen|frauen))\s*$",
    re.IGNORECASE,
)
"""Before a number: those whose age it is are not served but serve."""
ARRIVED = re.compile(
    r"\b(?:arriv|born|came|publish|aangekom|angekomm|gebor|llegad|naci)\w*\s*$",
    re.IGNORECASE,
)
"""Before a year: it is that of people or of a page."""
LIVED = re.compile(
    r"\b(?:(?:vor|il y a|hace|seit|depuis|sinds|sedan|siden|last|past|first|final|every|each|alle"
    r"|tou(?:te)?s les|elke|iedere|om de|cada|ogni|varje|hver|co|každ\w+|svak\w+)\s*"
    r"|(?:unemployed|out of work|jobless|liv(?:ed?|ing)|resid\w+|stayed|arriv\w*|arbeitslos\w*"
    r"|wohn\w*|lebe\w*|chômeurs?|chômage|viv\w*|werklo\w*|wo(?:nen|nend)|disoccupat\w*|desempl?r?\w*)"
    r"(?:\W+[^\W\d]+){0,4}\s*)$",
    re.IGNORECASE,
)
"""Before a stretch of time: how long people live so, or how often they meet; no length."""
LIVED_BEHIND = re.compile(
    r"['’]?(?:\s[^\W\d]+){0,2}?\s(?:d['’])?[^\W\d]*(?:experienc|erfahr|ervaring|expérience|experiência|esperienz"
    r"|erfarenh|erfaring|kokem|doświadcz|zkušenost|skúsenost|iskust|izkuš|experienț|tapasztal|εμπειρ"
    r"|досвід|опит|опыт|unemploy|arbeitslos|chômage|werklo|desempl|disoccup|desempreg|arbetslös"
    r"|arbejdsløs|arbeidsledig|työttöm|bezrobo|nezaměst|nezamest|nezaposlen|ago\b)",
    re.IGNORECASE,
)
"""Behind a stretch of time: it is that of a career, or of being without work."""
NUMBERED = re.compile(
    r"\b(?:(?:grades?|years?|class(?:es|e)?|klass?\w*|jahrgang\w*|stufen?|årskurs|trinn|levels?|niveaus?"
    r"|weeks?|pages?|chapters?|units?|phases?|steps?|modules?|no|nr|kl|cursos?|grados?|anno|třídy?"
    r"|razreda?|luok\w+)\.?"
    r"|(?:gr[ou]+p|groep)\w*(?:\s(?:of|with|von|mit|van|met|de|à|con|di|da|av|af|med))?)\s*$",
    re.IGNORECASE,
)
"""Before a number without a unit: it counts what stands there, or how many are in a group."""
OTHER_UNITS = re.compile(
    r"[\s-]?(?:uur|uhr|h|hrs?|std|am|pm|a\.m|p\.m|min|kl|ore|sati?|hod|godz|per|km|kg|eur|pct|x"
    r"|mån|mnd|mths?|mos?|kk|wks?)\b",
    re.IGNORECASE,
)
"""Short words behind a number that is no age; longer ones are told by their length."""
_OF_PEOPLE = (
    "younger older jonger ouder jünger älter menores mayores minori maggiori maiores yngre äldre "
    "ældre eldre menors majors"
)
OF_PEOPLE = frozenset(_OF_PEOPLE.split())
_OF_MORE = "under below over onder boven unter über bis ab tot vanaf dès"
OF_MORE = frozenset(_OF_MORE.split())
"""Of the words for "less than" and "more than": those whose number is an age without a unit. What
is said of more than people needs to stand at the end ("over 50 programmes").
"""
THAN = frozenset({"than", "dan", "als", "de", "än", "end", "enn", "di"})
_JOINT = r"(?:\s(?:the age of|the|an?|l'âge de|d'|de|von|van|los|i|of))?"
_REACH = 40
"""Letters before a number, or behind it, that are looked at."""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """By what they say ("least", "most", ...): the words of one language as they stand before or,
    for "or_more" and "or_less", behind a number.
    """

    patterns: Mapping[str, re.Pattern[str]]

    def stands(self, what: str, text: str, start: int, end: int) -> re.Match[str] | None:
        """Such words beside the number at `text[start:end]`."""
        pattern = self.patterns.get(what)
        if pattern is None:
            return None
        if what.startswith("or_"):
            return pattern.match(text, end, end + _REACH)
        return pattern.search(text[:start], max(0, start - _REACH))


@cache
def figure_words(language: str) -> FigureWords | None:
    """The words of a language; None where nobody listed them."""
    listed: Mapping[str, Mapping[str, str]] = _loaded()
    found = {what: by[language] for what, by in listed.items() if language in by}
    if not found:
        return None
    patterns = {
        what: _compiled(rf"\s?(?:{words})\b" if what.startswith("or_") else _before(words))
        for what, words in found.items()
    }
    begun = load_vocabulary().facets["start_year"].words.get(language, ())
    if begun:
        words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in begun)
        patterns["begun"] = _compiled(_before(words))
    return FigureWords(patterns)


@cache
def spoken() -> tuple[str, ...]:
    """All languages of which words are listed."""
    return tuple(dict.fromkeys(one for by in _loaded().values() for one in by))


def may_be_in(text: str, language: str) -> bool:
    """Whether it has one of a language's words for ranges, or a number with its years or months."""
    return bool(_hint(language).search(text))


@cache
def _hint(language: str) -> re.Pattern[str]:
    # Units take a moment to read.
    from language.tagger.lexicon import load_lexicon

    said = "|".join(by[language] for by in _loaded().values() if language in by)
    lexicon = load_lexicon("numbers")
    units = (str(lexicon[name].get(language, "(?!)")) for name in ("age_after", "year", "month"))
    return _compiled(rf"(?<!\w)(?:{said})(?!\w)|\d[\s-]?(?:de )?(?:{'|'.join(units)})(?!\w)")


def _before(words: str) -> str:
    return rf"(?:^|(?<=\W))(?:{words}){_JOINT}\s*$"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _loaded() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files("search") / "data" / "figures.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return loaded
